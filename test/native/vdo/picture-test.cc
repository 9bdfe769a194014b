// What the frames show: the scene, in every format of the simulated camera.
#include <cmath>

#include "doctest/doctest.h"
#include "fixture.h"

using namespace acapkit::test;

TEST_CASE("picture: the picture is the scene, with the clock in its corner") {
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

TEST_CASE("picture: every format of the simulated camera has its size and type") {
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

TEST_CASE("picture: JPEG frames are whole JPEGs") {
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

namespace {

/** Takes frames of both streams until they are of one tick. */
std::pair<Buffer, Buffer> sameTick(VdoStream* left, VdoStream* right) {
  Buffer a(vdo_stream_get_buffer(left, nullptr));
  Buffer b(vdo_stream_get_buffer(right, nullptr));
  while (a && b && vdo_frame_get_timestamp(a.get()) != vdo_frame_get_timestamp(b.get())) {
    const bool leftIsOlder = vdo_frame_get_timestamp(a.get()) < vdo_frame_get_timestamp(b.get());
    (leftIsOlder ? a : b).reset(vdo_stream_get_buffer(leftIsOlder ? left : right, nullptr));
  }
  REQUIRE(a);
  REQUIRE(b);
  return {std::move(a), std::move(b)};
}

Stream started(VdoFormat format, const char* subformat) {
  const Map settings = numbers({{"format", static_cast<guint32>(format)}, {"width", 320}, {"height", 240}});
  if (subformat != nullptr) vdo_map_set_string(settings.get(), "subformat", subformat);
  return startedStream(settings.get());
}

const guint8* pixels(const Buffer& buffer) {
  return static_cast<const guint8*>(vdo_buffer_get_data(buffer.get()));
}

}  // namespace

TEST_CASE("picture: luma agrees with packed RGB, and planar RGB with packed RGB") {
  const FrameServer server("320x240", "50");
  const Stream rgb = started(VDO_FORMAT_RGB, nullptr);
  const Stream grey = started(VDO_FORMAT_YUV, "Y800");
  const Stream planar = started(VDO_FORMAT_PLANAR_RGB, nullptr);
  const auto [packed, luma] = sameTick(rgb.get(), grey.get());
  int wrong = 0;
  for (int i = 320 * 100; i < 320 * 200; ++i) {
    const guint8* p = pixels(packed) + 3 * i;
    wrong += std::abs(0.299 * p[0] + 0.587 * p[1] + 0.114 * p[2] - pixels(luma)[i]) > 6;
  }
  CHECK(wrong == 0);
  const auto [again, planes] = sameTick(rgb.get(), planar.get());
  wrong = 0;
  for (int i = 0; i < 320 * 240; ++i) {
    for (int c = 0; c < 3; ++c)
      wrong += std::abs(pixels(again)[3 * i + c] - pixels(planes)[c * 320 * 240 + i]) > 4;
  }
  CHECK(wrong < 320 * 240 / 100);  // at edges the two conversions spread chroma differently
}

TEST_CASE("picture: streams that want the same get the same bytes, each in its own memory") {
  const FrameServer server("320x240", "50");
  for (const VdoFormat format : {VDO_FORMAT_YUV, VDO_FORMAT_JPEG}) {
    const Stream one = started(format, nullptr);
    const Stream two = started(format, nullptr);
    const auto [left, right] = sameTick(one.get(), two.get());
    const gsize size = vdo_frame_get_size(left.get());
    REQUIRE(vdo_frame_get_size(right.get()) == size);
    CHECK(std::memcmp(pixels(left), pixels(right), size) == 0);
    std::memset(vdo_buffer_get_data(left.get()), 0, size);
    CHECK(std::memcmp(pixels(left), pixels(right), size) != 0);
  }
}
