// Channels of the simulated camera.
#include "doctest/doctest.h"
#include "fixture.h"

using namespace acapkit::test;

namespace {

using ResolutionSet = std::unique_ptr<VdoResolutionSet, decltype(&g_free)>;

ResolutionSet resolutions(VdoMap* filter) {
  const Channel channel(vdo_channel_get(1, nullptr));
  REQUIRE(channel);
  Error error;
  ResolutionSet set(vdo_channel_get_resolutions(channel.get(), filter, error.out()), g_free);
  REQUIRE_MESSAGE(set, error.text());
  return set;
}

}  // namespace

TEST_CASE("channel: one view, found by number, description and list") {
  const FrameServer server("1920x1080", "1");
  Error error;
  const Channel channel(vdo_channel_get(1, error.out()));
  REQUIRE(channel);
  CHECK(vdo_channel_get_id(channel.get()) == 1);
  CHECK(vdo_channel_get(2, error.out()) == nullptr);
  CHECK(error.is(VDO_ERROR_NOT_FOUND));
  const Map both = numbers({{"input", 1}, {"view", 1}});
  CHECK(vdo_channel_get_ex(both.get(), error.out()) == nullptr);
  CHECK(error.is(VDO_ERROR_INVALID_ARGUMENT));
  const Channel byInput(vdo_channel_get_ex(numbers({{"input", 1}}).get(), error.out()));
  CHECK(byInput);
  const Map info(vdo_channel_get_info(channel.get(), error.out()));
  CHECK(vdo_map_get_pair32u(info.get(), "aspect_ratio", VdoPair32u{}).num == 16);
  const Map global(vdo_channel_get_info(VDO_CHANNEL_GLOBAL, error.out()));
  CHECK(vdo_map_get_uint32(global.get(), "input.count", 0) == 1);
  GList* all = vdo_channel_get_all(error.out());
  CHECK(g_list_length(all) == 1);
  g_list_free_full(all, g_object_unref);
  CHECK(vdo_channel_get_filtered(numbers({{"rotation", 90}}).get(), error.out()) == nullptr);
  CHECK_FALSE(vdo_channel_set_framerate(channel.get(), 25, error.out()));
  CHECK(error.is(VDO_ERROR_NOT_SUPPORTED));
}

TEST_CASE("channel: resolutions follow the filter") {
  const FrameServer server("1920x1080", "1");
  const ResolutionSet all = resolutions(nullptr);
  REQUIRE(all->count > 2);
  CHECK(all->resolutions[all->count - 1].width == 1920);
  const Map filter = numbers({{"format", VDO_FORMAT_YUV}});
  vdo_map_set_string(filter.get(), "select", "minmax");
  vdo_map_set_string(filter.get(), "aspect_ratio", "native");
  const ResolutionSet ends = resolutions(filter.get());
  CHECK(ends->count == 2);
  CHECK(ends->resolutions[0].width == 160);
  CHECK(ends->resolutions[1].height == 1080);
  vdo_map_set_string(filter.get(), "aspect_ratio", "4:3");
  CHECK(resolutions(filter.get())->resolutions[1].height == 960);
  vdo_map_set_uint32(filter.get(), "pixel.limit", 640 * 480);
  CHECK(resolutions(filter.get())->resolutions[1].height == 480);
  vdo_map_set_uint32(filter.get(), "format", VDO_FORMAT_H264);
  CHECK(resolutions(filter.get())->count == 0);
}

TEST_CASE("channel: a small sensor still gives two entries for minmax") {
  const FrameServer server("64x48", "1");
  const Map filter(vdo_map_new());
  vdo_map_set_string(filter.get(), "select", "minmax");
  const ResolutionSet ends = resolutions(filter.get());
  CHECK(ends->count == 2);
  CHECK(ends->resolutions[0].width == 64);
  CHECK(ends->resolutions[1].width == 64);
}
