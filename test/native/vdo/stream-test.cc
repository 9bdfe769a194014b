// Life of a stream against a running frame server.
#include <fcntl.h>
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

TEST_CASE("stream: the picture is the scene, with the clock in its corner") {
  const FrameServer server("480x270", "100");
  const Map settings = nv12(480, 270);
  const Stream stream = startedStream(settings.get());
  const Buffer first(vdo_stream_get_buffer(stream.get(), nullptr));
  const Buffer second(vdo_stream_get_buffer(stream.get(), nullptr));
  const auto* a = static_cast<const guint8*>(vdo_buffer_get_data(first.get()));
  const auto* b = static_cast<const guint8*>(vdo_buffer_get_data(second.get()));
  CHECK(a != b);
  CHECK(std::memcmp(a, b, 480 * 270) != 0);
  int dark = 0;
  int bright = 0;
  for (int y = 4; y < 18; ++y) {
    for (int x = 4; x < 148; ++x) {
      dark += a[y * 480 + x] == 16;
      bright += a[y * 480 + x] == 235;
    }
  }
  CHECK(dark > 1000);
  CHECK(bright > 200);
}

TEST_CASE("stream: every format of the simulated camera has its size and type") {
  const FrameServer server("320x240", "100");
  struct Expectation {
    VdoFormat format;
    const char* subformat;
    VdoFrameType type;
    guint32 pitch;
    gsize size;
  };
  const Expectation all[] = {
      {VDO_FORMAT_YUV, "y800", VDO_FRAME_TYPE_YUV, 112, 112 * 60},
      {VDO_FORMAT_YUV, "nv12", VDO_FRAME_TYPE_YUV, 112, 112 * 60 * 3 / 2},
      {VDO_FORMAT_RGB, nullptr, VDO_FRAME_TYPE_RGB, 300, 300 * 60},
      {VDO_FORMAT_PLANAR_RGB, nullptr, VDO_FRAME_TYPE_PLANAR_RGB, 100, 300 * 60},
  };
  for (const Expectation& expected : all) {
    const Map settings =
        numbers({{"format", static_cast<guint32>(expected.format)}, {"width", 100}, {"height", 60}});
    if (expected.subformat != nullptr) vdo_map_set_string(settings.get(), "subformat", expected.subformat);
    const Stream stream = startedStream(settings.get());
    const Map info(vdo_stream_get_info(stream.get(), nullptr));
    CHECK(vdo_map_get_uint32(info.get(), "pitch", 0) == expected.pitch);
    const Buffer buffer(vdo_stream_get_buffer(stream.get(), nullptr));
    REQUIRE(buffer);
    CHECK(vdo_frame_get_frame_type(buffer.get()) == expected.type);
    CHECK(vdo_frame_get_size(buffer.get()) == expected.size);
  }
}

TEST_CASE("stream: JPEG frames are whole JPEGs") {
  const FrameServer server("320x240", "100");
  for (const guint32 width : {320U, 160U}) {
    const Map settings = numbers({{"format", VDO_FORMAT_JPEG}, {"width", width}, {"height", width * 3 / 4}});
    const Stream stream = startedStream(settings.get());
    const Buffer buffer(vdo_stream_get_buffer(stream.get(), nullptr));
    REQUIRE(buffer);
    const auto* data = static_cast<const guint8*>(vdo_buffer_get_data(buffer.get()));
    const gsize size = vdo_frame_get_size(buffer.get());
    REQUIRE(size > 500);
    CHECK(data[0] == 0xff);
    CHECK(data[1] == 0xd8);
    CHECK(data[size - 2] == 0xff);
    CHECK(data[size - 1] == 0xd9);
  }
}

TEST_CASE("stream: grey stays grey in RGB, colours keep their place") {
  // Two streams of one tick show the same picture: compare luma with the green-ish weight of RGB.
  const FrameServer server("320x240", "20");
  VdoResolution size{320, 240};
  const Stream rgb(vdo_stream_rgb_new(nullptr, 1, size, nullptr));
  const Stream grey(vdo_stream_y800_new(nullptr, 1, size, nullptr));
  REQUIRE(rgb);
  REQUIRE(grey);
  REQUIRE(vdo_stream_start(grey.get(), nullptr));
  REQUIRE(vdo_stream_start(rgb.get(), nullptr));
  Buffer luma(vdo_stream_get_buffer(grey.get(), nullptr));
  const Buffer colour(vdo_stream_get_buffer(rgb.get(), nullptr));
  while (luma && vdo_frame_get_timestamp(luma.get()) < vdo_frame_get_timestamp(colour.get())) {
    luma.reset(vdo_stream_get_buffer(grey.get(), nullptr));
  }
  REQUIRE(luma);
  const auto* y = static_cast<const guint8*>(vdo_buffer_get_data(luma.get()));
  const auto* p = static_cast<const guint8*>(vdo_buffer_get_data(colour.get()));
  int wrong = 0;
  for (int i = 320 * 100; i < 320 * 200; ++i) {
    const double expected = 0.299 * p[3 * i] + 0.587 * p[3 * i + 1] + 0.114 * p[3 * i + 2];
    wrong += std::abs(expected - y[i]) > 6;
  }
  CHECK(wrong == 0);
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

TEST_CASE("stream: a buffer outlives its stream") {
  const FrameServer server;
  const Map settings = nv12(64, 48);
  Stream stream = startedStream(settings.get());
  const Buffer buffer(vdo_stream_get_buffer(stream.get(), nullptr));
  stream.reset();
  const auto* data = static_cast<const guint8*>(vdo_buffer_get_data(buffer.get()));
  REQUIRE(data != nullptr);
  CHECK(data[64 * 48] != 0);
}

TEST_CASE("stream: snapshot gives one frame and fills in the size") {
  const FrameServer server("320x240", "100");
  const Map settings = numbers({{"format", VDO_FORMAT_JPEG}});
  Error error;
  const Buffer buffer(vdo_stream_snapshot(settings.get(), error.out()));
  REQUIRE_MESSAGE(buffer, error.text());
  CHECK(vdo_frame_get_frame_type(buffer.get()) == VDO_FRAME_TYPE_JPEG);
  CHECK(vdo_map_get_uint32(settings.get(), "width", 0) == 320);
  CHECK(static_cast<const guint8*>(vdo_buffer_get_data(buffer.get()))[0] == 0xff);
}

TEST_CASE("frame: chunks give the whole frame once") {
  const FrameServer server;
  const Map settings = nv12(64, 48);
  vdo_map_set_boolean(settings.get(), "frame.chunks", TRUE);
  const Stream stream = startedStream(settings.get());
  const Buffer buffer(vdo_stream_get_buffer(stream.get(), nullptr));
  Error error;
  const VdoChunk chunk = vdo_frame_take_chunk(buffer.get(), error.out());
  CHECK(chunk.type == VDO_CHUNK_NONE);
  CHECK(chunk.size == vdo_frame_get_size(buffer.get()));
  CHECK(chunk.data == vdo_buffer_get_data(buffer.get()));
  CHECK(vdo_frame_take_chunk(buffer.get(), error.out()).size == 0);
  const Buffer next(vdo_stream_get_buffer(stream.get(), nullptr));
  const VdoChunk plain = vdo_frame_take_chunk_ex(next.get(), VDO_CHUNK_OPTION_NONE, error.out());
  CHECK(plain.data == nullptr);
  CHECK(plain.size == vdo_frame_get_size(next.get()));
  CHECK(vdo_buffer_is_contiguous(next.get()));
}

TEST_CASE("buffer: around memory of the app") {
  const acapkit::simulator::UniqueFd memory(memfd_create("test", MFD_CLOEXEC));
  REQUIRE(ftruncate(memory.get(), 8192) == 0);
  REQUIRE(pwrite(memory.get(), "x", 1, 100) == 1);
  int tag = 0;
  {
    const Buffer buffer(vdo_buffer_new(memory.get(), 1000, 100, &tag));
    CHECK(vdo_buffer_get_opaque(buffer.get()) == &tag);
    CHECK(*static_cast<const char*>(vdo_buffer_get_data(buffer.get())) == 'x');
    vdo_frame_set_size(buffer.get(), 10);
    vdo_frame_set_frame_type(buffer.get(), VDO_FRAME_TYPE_H264_IDR);
    CHECK(vdo_frame_is_key(buffer.get()));
    CHECK(vdo_buffer_is_complete(buffer.get()));
    const Map extra(vdo_frame_get_extra_info(buffer.get()));
    CHECK(vdo_map_empty(extra.get()));
  }
  CHECK(fcntl(memory.get(), F_GETFD) >= 0);
  CHECK(vdo_buffer_get_frame(nullptr) == nullptr);
}
