// Ten thousand frames and a thousand streams: nothing may be left behind.
#include <malloc.h>

#include "doctest/doctest.h"
#include "fixture.h"

using namespace acapkit::test;

TEST_CASE("endurance: ten thousand frames leave no descriptor and no mapping") {
  const FrameServer server("32x32", "2000");
  const size_t descriptors = openDescriptors();
  {
    const Map settings = nv12(32, 32);
    const Stream stream = startedStream(settings.get());
    guint previous = 0;
    size_t backwards = 0;
    for (int i = 0; i < 10000; ++i) {
      Error error;
      VdoBuffer* buffer = vdo_stream_get_buffer(stream.get(), error.out());
      REQUIRE_MESSAGE(buffer != nullptr, error.text());
      backwards += i > 0 && vdo_frame_get_sequence_nbr(buffer) <= previous ? 1 : 0;
      previous = vdo_frame_get_sequence_nbr(buffer);
      // Both ways to give a buffer back.
      if (i % 2 == 0) {
        g_object_unref(buffer);
      } else {
        vdo_stream_buffer_unref(stream.get(), &buffer, nullptr);
      }
    }
    CHECK(backwards == 0);
    const Map info(vdo_stream_get_info(stream.get(), nullptr));
    CHECK(vdo_map_get_uint32(info.get(), "statistics.frame_count", 0) == 10000);
  }
  CHECK(openDescriptors() == descriptors);
}

TEST_CASE("endurance: streams made and thrown away in every state leave no descriptor") {
  const FrameServer server("32x32", "1000");
  const size_t descriptors = openDescriptors();
  for (int i = 0; i < 200; ++i) {
    const Map settings = nv12(32, 32);
    Stream stream(vdo_stream_new(settings.get(), nullptr, nullptr));
    REQUIRE(stream);
    if (i % 4 == 0) continue;
    REQUIRE(vdo_stream_start(stream.get(), nullptr));
    if (i % 4 == 1) continue;
    const Buffer buffer(vdo_stream_get_buffer(stream.get(), nullptr));
    REQUIRE(buffer);
    if (i % 4 == 2) vdo_stream_stop(stream.get());
    stream.reset();
  }
  CHECK(openDescriptors() == descriptors);
}
