// What fails, and how it says so.
#include <sys/wait.h>

#include <csignal>
#include <thread>

#include "doctest/doctest.h"
#include "fixture.h"

using namespace acapkit::test;

namespace {

int leaveByMacro(GError** error) {
  if (error != nullptr) goto exit_failure(error, VDO_ERROR_BUSY, "busy for %d s", 3);
  return 0;
exit_failure:
  return -1;
}

void checkRefused(VdoMap* settings, gint code, const char* word) {
  Error error;
  const Stream stream(vdo_stream_new(settings, nullptr, error.out()));
  CHECK_FALSE(stream);
  CHECK_MESSAGE(error.is(code), error.text());
  CHECK_MESSAGE(error.text().find(word) != std::string::npos, error.text());
}

}  // namespace

TEST_CASE("error: domain, expected errors, resource limits, the exit_failure macro") {
  Error error;
  CHECK(leaveByMacro(error.out()) == -1);
  CHECK(error.is(VDO_ERROR_BUSY));
  CHECK(error.text() == "busy for 3 s");
  CHECK_FALSE(vdo_error_is_expected(error.address()));
  g_set_error(error.out(), VDO_ERROR, VDO_ERROR_INTERFACE_DOWN, "down");
  CHECK(vdo_error_is_expected(error.address()));
  CHECK_FALSE(vdo_error_is_resource_limitation(error.address()));
  g_set_error(error.out(), VDO_ERROR, VDO_ERROR_NO_BUFFER_SPACE, "full");
  CHECK(vdo_error_is_resource_limitation(error.address()));
  GError* none = nullptr;
  CHECK_FALSE(vdo_error_is_expected(&none));
  CHECK_FALSE(vdo_error_is_expected(nullptr));
}

TEST_CASE("error: without a frame server the text names the socket") {
  setenv("ACAPKIT_VDO_SOCKET", "/nonexistent/vdo.sock", 1);
  Error error;
  const Map settings = nv12(64, 48);
  const Stream stream(vdo_stream_new(settings.get(), nullptr, error.out()));
  CHECK_FALSE(stream);
  CHECK(error.is(VDO_ERROR_IO));
  CHECK(error.text().find("/nonexistent/vdo.sock") != std::string::npos);
  CHECK_FALSE(vdo_error_is_expected(error.address()));
}

TEST_CASE("error: settings that the simulated camera cannot honour are refused, unknown keys are ignored") {
  const FrameServer server;
  checkRefused(numbers({{"format", VDO_FORMAT_H264}}).get(), VDO_ERROR_NOT_SUPPORTED, "H264");
  checkRefused(numbers({{"width", 64}}).get(), VDO_ERROR_NOT_SUPPORTED, "H264, the default");
  checkRefused(nv12(128, 96).get(), VDO_ERROR_INVALID_ARGUMENT, "64x48");
  checkRefused(nv12(4, 4).get(), VDO_ERROR_INVALID_ARGUMENT, "16x16");
  Map settings = nv12(64, 48);
  vdo_map_set_string(settings.get(), "subformat", "UYVY");
  checkRefused(settings.get(), VDO_ERROR_NOT_SUPPORTED, "NV12");
  for (const auto& [key, value, code] :
       {std::tuple("input", 0U, VDO_ERROR_INVALID_ARGUMENT), std::tuple("input", 2U, VDO_ERROR_NOT_FOUND),
        std::tuple("channel", 2U, VDO_ERROR_NOT_FOUND), std::tuple("rotation", 90U, VDO_ERROR_NOT_SUPPORTED),
        std::tuple("intent", 21U, VDO_ERROR_NOT_SUPPORTED),
        std::tuple("buffer.strategy", 3U, VDO_ERROR_NOT_SUPPORTED)}) {
    settings = nv12(64, 48);
    vdo_map_set_uint32(settings.get(), key, value);
    checkRefused(settings.get(), code, key);
  }
  settings = nv12(64, 48);
  vdo_map_set_string(settings.get(), "no.such.key", "x");
  CHECK(startedStream(settings.get()));
}

TEST_CASE("error: functions outside the simulation say so") {
  const FrameServer server;
  const Map settings = nv12(64, 48);
  const Stream stream = startedStream(settings.get());
  Error error;
  CHECK(vdo_stream_get_event_fd(stream.get(), error.out()) == -1);
  CHECK(error.is(VDO_ERROR_NOT_SUPPORTED));
  CHECK(vdo_stream_buffer_alloc(stream.get(), nullptr, error.out()) == nullptr);
  CHECK(error.text().find("vdo_stream_buffer_alloc") != std::string::npos);
  CHECK_FALSE(vdo_stream_encode(stream.get(), nullptr, nullptr, error.out()));
  CHECK(error.is(VDO_ERROR_NOT_SUPPORTED));
  CHECK(vdo_stream_get(0, error.out()) == nullptr);
  CHECK(error.is(VDO_ERROR_NOT_SUPPORTED));
  CHECK_FALSE(vdo_stream_force_key_frame(stream.get(), error.out()));
  const Map eventIntent = numbers({{"intent", VDO_INTENT_EVENTFD}});
  CHECK_FALSE(vdo_stream_attach(stream.get(), eventIntent.get(), error.out()));
}

TEST_CASE("error: a buffer of another stream is refused and stays the caller's") {
  const FrameServer server;
  const Map settings = nv12(64, 48);
  const Stream one = startedStream(settings.get());
  const Stream two = startedStream(settings.get());
  VdoBuffer* buffer = vdo_stream_get_buffer(one.get(), nullptr);
  REQUIRE(buffer != nullptr);
  Error error;
  CHECK_FALSE(vdo_stream_buffer_unref(two.get(), &buffer, error.out()));
  CHECK(error.is(VDO_ERROR_INVALID_ARGUMENT));
  REQUIRE(buffer != nullptr);
  CHECK(vdo_stream_buffer_unref(one.get(), &buffer, error.out()));
}

TEST_CASE("error: when the frame server dies, get_buffer ends with an expected error") {
  FrameServer server("64x48", "2");
  const Map settings = nv12(64, 48);
  const Stream stream = startedStream(settings.get());
  VdoBuffer* held = vdo_stream_get_buffer(stream.get(), nullptr);
  std::thread killer([&] {
    g_usleep(30000);
    server.end(SIGKILL);
  });
  Error error;
  for (VdoBuffer* buffer = nullptr; (buffer = vdo_stream_get_buffer(stream.get(), error.out())) != nullptr;) {
    g_object_unref(buffer);
  }
  killer.join();
  CHECK(error.is(VDO_ERROR_INTERFACE_DOWN));
  CHECK(vdo_error_is_expected(error.address()));
  CHECK_FALSE(vdo_stream_buffer_unref(stream.get(), &held, error.out()));
  CHECK(vdo_error_is_expected(error.address()));
  CHECK(held == nullptr);
  CHECK_FALSE(vdo_stream_set_framerate(stream.get(), 1, error.out()));
  vdo_stream_stop(stream.get());
  CHECK_FALSE(vdo_stream_start(stream.get(), error.out()));
  CHECK(error.is(VDO_ERROR_INTERFACE_DOWN));
}

TEST_CASE("error: the server refuses what would be too much") {
  const FrameServer server("1920x1080", "1");
  std::vector<Stream> streams;
  Error error;
  for (int i = 0; i < 70; ++i) {
    const Map settings = nv12(16, 16);
    Stream stream(vdo_stream_new(settings.get(), nullptr, error.out()));
    if (!stream) break;
    streams.push_back(std::move(stream));
  }
  CHECK(streams.size() == 64);
  CHECK_MESSAGE(vdo_error_is_resource_limitation(error.address()), error.text());
  streams.clear();
  for (int i = 0; i < 80 && !error.is(VDO_ERROR_NO_BUFFER_SPACE); ++i) error.out();
  const Map settings = nv12(16, 16);
  Stream again;
  for (int i = 0; i < 200 && !again; ++i) {  // the server sees the ends one after the other
    again.reset(vdo_stream_new(settings.get(), nullptr, error.out()));
    if (!again) g_usleep(10000);
  }
  CHECK(again);
}
