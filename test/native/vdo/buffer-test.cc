// Buffers and frames: chunks, snapshots, memory of the app, life beyond the stream.
#include <fcntl.h>

#include "doctest/doctest.h"
#include "fixture.h"

using namespace acapkit::test;

TEST_CASE("buffer: a buffer outlives its stream") {
  const FrameServer server;
  const Map settings = nv12(64, 48);
  Stream stream = startedStream(settings.get());
  const Buffer buffer(vdo_stream_get_buffer(stream.get(), nullptr));
  stream.reset();
  const auto* data = static_cast<const guint8*>(vdo_buffer_get_data(buffer.get()));
  REQUIRE(data != nullptr);
  CHECK(data[64 * 48] != 0);
}

TEST_CASE("buffer: snapshot gives one frame and fills in the size") {
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
