// Life of a stream against a running frame server.
#include <poll.h>

#include <atomic>
#include <set>
#include <thread>

#include "doctest/doctest.h"
#include "fixture.h"

using namespace acapkit::test;

TEST_CASE("stream: NV12 frames arrive, numbered and timed") {
  const FrameServer server;
  const Map settings = nv12(64, 48);
  const Stream stream = startedStream(settings.get());
  const Map info(vdo_stream_get_info(stream.get(), nullptr));
  CHECK(vdo_map_get_uint32(info.get(), "width", 0) == 64);
  CHECK(vdo_map_get_uint32(info.get(), "pitch", 0) == 64);
  CHECK(vdo_map_get_uint32(info.get(), "buffer.count", 0) == 3);
  CHECK(vdo_map_get_double(info.get(), "framerate", 0) == 200.0);
  CHECK(std::string(vdo_map_get_string(info.get(), "buffer.type", nullptr, "")) == "memfd");
  std::set<int> descriptors;
  guint64 before = 0;
  for (guint i = 0; i < 20; ++i) {
    Error error;
    VdoBuffer* buffer = vdo_stream_get_buffer(stream.get(), error.out());
    REQUIRE_MESSAGE(buffer != nullptr, error.text());
    VdoFrame* frame = vdo_buffer_get_frame(buffer);
    if (i == 0) CHECK(vdo_frame_get_sequence_nbr(frame) == 0);
    CHECK(vdo_frame_get_sequence_nbr(frame) >= i);
    CHECK(vdo_frame_get_timestamp(frame) > before);
    before = vdo_frame_get_timestamp(frame);
    CHECK(vdo_frame_get_frame_type(frame) == VDO_FRAME_TYPE_YUV);
    CHECK(vdo_frame_is_key(frame));
    CHECK(vdo_frame_get_size(frame) == 64 * 48 * 3 / 2);
    CHECK(vdo_frame_get_size(frame) <= vdo_buffer_get_capacity(buffer));
    CHECK(vdo_buffer_get_offset(buffer) == 0);
    CHECK(vdo_frame_get_custom_timestamp(frame) > 1700000000000000);
    descriptors.insert(vdo_buffer_get_fd(buffer));
    CHECK(vdo_buffer_get_data(buffer) != nullptr);
    CHECK(vdo_stream_buffer_unref(stream.get(), &buffer, error.out()));
    CHECK(buffer == nullptr);
  }
  CHECK(descriptors.size() <= 3);
  vdo_stream_stop(stream.get());
}

TEST_CASE("stream: poll on the descriptor, non-blocking get, same descriptor over stop and start") {
  const FrameServer server;
  const Map settings = nv12(64, 48);
  vdo_map_set_boolean(settings.get(), "socket.blocking", FALSE);
  Error error;
  const Stream stream(vdo_stream_new(settings.get(), nullptr, error.out()));
  REQUIRE(stream);
  const gint fd = vdo_stream_get_fd(stream.get(), error.out());
  REQUIRE(fd >= 0);
  CHECK(vdo_stream_get_buffer(stream.get(), error.out()) == nullptr);
  CHECK(error.is(VDO_ERROR_NO_DATA));
  for (int run = 0; run < 3; ++run) {
    REQUIRE(vdo_stream_start(stream.get(), error.out()));
    CHECK(vdo_stream_get_fd(stream.get(), error.out()) == fd);
    pollfd polled{fd, POLLIN, 0};
    REQUIRE(poll(&polled, 1, 10000) == 1);
    VdoBuffer* buffer = vdo_stream_get_buffer(stream.get(), error.out());
    REQUIRE(buffer != nullptr);
    CHECK(vdo_frame_get_sequence_nbr(buffer) == 0);
    vdo_stream_stop(stream.get());
    CHECK(vdo_stream_buffer_unref(stream.get(), &buffer, error.out()));
  }
}

TEST_CASE("stream: stop throws waiting frames away, a held buffer survives, start begins anew") {
  const FrameServer server;
  const Map settings = nv12(64, 48);
  vdo_map_set_uint32(settings.get(), "buffer.count", 2);
  const Stream stream = startedStream(settings.get());
  const gint fd = vdo_stream_get_fd(stream.get(), nullptr);
  for (int run = 0; run < 20; ++run) {
    Buffer held(vdo_stream_get_buffer(stream.get(), nullptr));
    REQUIRE(held);
    pollfd polled{fd, POLLIN, 0};
    REQUIRE(poll(&polled, 1, 10000) == 1);
    vdo_stream_stop(stream.get());
    CHECK(poll(&polled, 1, 0) == 0);
    const guint64 stopped = static_cast<guint64>(g_get_monotonic_time());
    CHECK(vdo_buffer_get_data(held.get()) != nullptr);
    REQUIRE(vdo_stream_start(stream.get(), nullptr));
    const Buffer fresh(vdo_stream_get_buffer(stream.get(), nullptr));
    REQUIRE(fresh);
    CHECK(vdo_frame_get_timestamp(fresh.get()) >= stopped);
    CHECK(vdo_buffer_get_fd(fresh.get()) != vdo_buffer_get_fd(held.get()));
  }
}

TEST_CASE("stream: holding every buffer starves the stream and the server counts the lost frames") {
  const FrameServer server;
  const Map settings = nv12(64, 48);
  vdo_map_set_uint32(settings.get(), "buffer.count", 2);
  vdo_map_set_int32(settings.get(), "socket.timeout_ms", 50);
  const Stream stream = startedStream(settings.get());
  const Buffer first(vdo_stream_get_buffer(stream.get(), nullptr));
  Buffer second(vdo_stream_get_buffer(stream.get(), nullptr));
  REQUIRE(second);
  Error error;
  CHECK(vdo_stream_get_buffer(stream.get(), error.out()) == nullptr);
  CHECK(error.is(VDO_ERROR_NO_DATA));
  CHECK(server.stats().find(R"("dropped":0,)") == std::string::npos);
  const guint before = vdo_frame_get_sequence_nbr(second.get());
  second.reset();
  const Buffer third(vdo_stream_get_buffer(stream.get(), nullptr));
  REQUIRE(third);
  CHECK(vdo_frame_get_sequence_nbr(third.get()) > before + 1);
}

TEST_CASE("stream: a thread that waits for a frame is released by stop") {
  const FrameServer server("64x48", "0.5");
  const Map settings = nv12(64, 48);
  const Stream stream = startedStream(settings.get());
  Buffer(vdo_stream_get_buffer(stream.get(), nullptr)).reset();
  std::atomic<bool> idle = false;
  std::thread waiting([&] {
    Error error;
    const Buffer none(vdo_stream_get_buffer(stream.get(), error.out()));
    idle = !none && error.is(VDO_ERROR_IDLE);
  });
  g_usleep(50000);
  vdo_stream_stop(stream.get());
  waiting.join();
  CHECK(idle);
}

TEST_CASE("stream: one stream per thread") {
  const FrameServer server;
  std::atomic<int> taken = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 6; ++i) {
    threads.emplace_back([&taken, i] {
      const Map settings = nv12(i % 2 == 0 ? 64 : 32, i % 2 == 0 ? 48 : 24);
      const Stream stream(vdo_stream_new(settings.get(), nullptr, nullptr));
      if (!stream || vdo_stream_start(stream.get(), nullptr) == FALSE) return;
      for (int n = 0; n < 50; ++n) {
        const Buffer buffer(vdo_stream_get_buffer(stream.get(), nullptr));
        if (buffer && vdo_buffer_get_data(buffer.get()) != nullptr) ++taken;
      }
      vdo_stream_stop(stream.get());
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(taken == 300);
}

TEST_CASE("stream: a slower stream gets its share of the sensor's frames") {
  const FrameServer server("64x48", "200");
  const Map settings = nv12(64, 48);
  vdo_map_set_double(settings.get(), "framerate", 50);
  vdo_map_set_boolean(settings.get(), "dynamic.framerate", TRUE);
  const Stream stream = startedStream(settings.get());
  const Buffer first(vdo_stream_get_buffer(stream.get(), nullptr));
  Buffer last;
  for (int i = 0; i < 10; ++i) last.reset(vdo_stream_get_buffer(stream.get(), nullptr));
  const guint64 elapsed = vdo_frame_get_timestamp(last.get()) - vdo_frame_get_timestamp(first.get());
  CHECK(elapsed > 150000);
  Error error;
  CHECK(vdo_stream_set_framerate(stream.get(), 100, error.out()));
  const Map info(vdo_stream_get_info(stream.get(), nullptr));
  CHECK(vdo_map_get_uint32(info.get(), "framerate", 0) == 100);
  CHECK_FALSE(vdo_stream_set_framerate(stream.get(), -1, error.out()));
  CHECK(error.is(VDO_ERROR_INVALID_ARGUMENT));
}

TEST_CASE("stream: a fixed framerate cannot change while running") {
  const FrameServer server;
  const Map settings = nv12(64, 48);
  const Stream stream = startedStream(settings.get());
  Error error;
  CHECK_FALSE(vdo_stream_set_framerate(stream.get(), 10, error.out()));
  CHECK(error.text().find("dynamic.framerate") != std::string::npos);
  vdo_stream_stop(stream.get());
  CHECK(vdo_stream_set_framerate(stream.get(), 10, error.out()));
}

TEST_CASE("stream: settings come back, change where they may") {
  const FrameServer server;
  const Map settings = nv12(64, 48);
  const Stream stream = startedStream(settings.get());
  const Map kept(vdo_stream_get_settings(stream.get(), nullptr));
  CHECK(vdo_map_equals(kept.get(), settings.get()));
  Error error;
  const Map wider = numbers({{"width", 32}});
  CHECK_FALSE(vdo_stream_set_settings(stream.get(), wider.get(), error.out()));
  CHECK(error.is(VDO_ERROR_NOT_SUPPORTED));
  const Map quick(vdo_map_new());
  vdo_map_set_boolean(quick.get(), "socket.blocking", FALSE);
  CHECK(vdo_stream_play(stream.get(), quick.get(), error.out()));
  VdoBuffer* buffer = nullptr;
  for (int i = 0; i < 4; ++i) {
    buffer = vdo_stream_get_buffer(stream.get(), error.out());
    if (buffer == nullptr) break;
    g_object_unref(buffer);
  }
  CHECK((buffer == nullptr ? error.is(VDO_ERROR_NO_DATA) : true));
  CHECK(vdo_stream_attach(stream.get(), nullptr, error.out()));
}

TEST_CASE("stream: handles of other streams tell their info and nothing else") {
  const FrameServer server;
  const Map settings = nv12(32, 24);
  const Stream stream = startedStream(settings.get());
  Error error;
  const Stream handle(vdo_stream_get(vdo_stream_get_id(stream.get()), error.out()));
  REQUIRE(handle);
  const Map info(vdo_stream_get_info(handle.get(), error.out()));
  CHECK(vdo_map_get_uint32(info.get(), "height", 0) == 24);
  CHECK(vdo_stream_get_buffer(handle.get(), error.out()) == nullptr);
  CHECK(error.is(VDO_ERROR_NOT_SUPPORTED));
  const Stream another(vdo_stream_new(settings.get(), nullptr, nullptr));
  GList* all = vdo_stream_get_all(error.out());
  CHECK(g_list_length(all) == 2);
  g_list_free_full(all, g_object_unref);
  CHECK(vdo_stream_get(12345, error.out()) == nullptr);
  CHECK(error.is(VDO_ERROR_NOT_FOUND));
}
