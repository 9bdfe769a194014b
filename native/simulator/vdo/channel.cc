// VdoChannel: one view, the whole simulated sensor, known as channel 1 and, as the overview, 0.
#include <algorithm>
#include <array>
#include <numeric>
#include <optional>
#include <string_view>
#include <vector>

#include "simulator/vdo/connection.h"

using acapkit::simulator::askOnce;
using acapkit::simulator::ObjectRef;
namespace protocol = acapkit::simulator::protocol;

struct _VdoChannel {
  GObject parent;
  guint id;
};

G_DEFINE_TYPE(VdoChannel, vdo_channel, G_TYPE_OBJECT)

static void vdo_channel_class_init(VdoChannelClass* /*type*/) {}

static void vdo_channel_init(VdoChannel* /*self*/) {}

namespace {

constexpr guint kViewNumber = 1;

constexpr std::array<VdoResolution, 18> kCommonResolutions = {
    VdoResolution{160, 90},    VdoResolution{160, 120},   VdoResolution{320, 180},
    VdoResolution{320, 240},   VdoResolution{480, 270},   VdoResolution{480, 360},
    VdoResolution{640, 360},   VdoResolution{640, 400},   VdoResolution{640, 480},
    VdoResolution{800, 600},   VdoResolution{1024, 768},  VdoResolution{1280, 720},
    VdoResolution{1280, 800},  VdoResolution{1280, 960},  VdoResolution{1280, 1024},
    VdoResolution{1920, 1080}, VdoResolution{2560, 1440}, VdoResolution{3840, 2160},
};

VdoChannel* newChannel(guint id) {
  VdoChannel* channel = VDO_CHANNEL(g_object_new(VDO_TYPE_CHANNEL, nullptr));
  channel->id = id;
  return channel;
}

VdoPair32u aspectRatio(guint32 width, guint32 height) {
  const guint32 divisor = std::max(1U, std::gcd(width, height));
  VdoPair32u ratio{};
  ratio.num = width / divisor;
  ratio.den = height / divisor;
  return ratio;
}

VdoMap* globalInfo() {
  VdoMap* info = vdo_map_new();
  vdo_map_set_uint32(info, "view.count", 1);
  vdo_map_set_uint32(info, "warp.count", 0);
  vdo_map_set_uint32(info, "input.count", 1);
  vdo_map_set_uint32(info, "channel.count", 1);
  return info;
}

bool deliverable(VdoMap* filter) {
  if (filter == nullptr || vdo_map_contains(filter, "format") == FALSE) return true;
  switch (vdo_map_get_int32(filter, "format", VDO_FORMAT_NONE)) {
    case VDO_FORMAT_JPEG:
    case VDO_FORMAT_RGB:
    case VDO_FORMAT_PLANAR_RGB:
      return true;
    case VDO_FORMAT_YUV: {
      const gchar* subformat = vdo_map_get_string(filter, "subformat", nullptr, "NV12");
      return g_ascii_strcasecmp(subformat, "nv12") == 0 || g_ascii_strcasecmp(subformat, "y800") == 0;
    }
    default:
      return false;
  }
}

/** Width:height the filter asks for; 0:0 for any. Nothing for a text that is no ratio. */
std::optional<VdoPair32u> wantedRatio(VdoMap* filter, const protocol::SensorInfo& sensor) {
  const gchar* text =
      filter == nullptr ? nullptr : vdo_map_get_string(filter, "aspect_ratio", nullptr, nullptr);
  if (text == nullptr) return VdoPair32u{};
  if (g_str_equal(text, "native") != FALSE) return aspectRatio(sensor.width, sensor.height);
  gchar* rest = nullptr;
  const guint64 width = g_ascii_strtoull(text, &rest, 10);
  const guint64 height = *rest == ':' ? g_ascii_strtoull(rest + 1, &rest, 10) : 0;
  if (*rest != '\0' || width == 0 || height == 0 || width > G_MAXUINT16 || height > G_MAXUINT16)
    return std::nullopt;
  return aspectRatio(static_cast<guint32>(width), static_cast<guint32>(height));
}

/** What fits the sensor and the filter, smallest first. */
std::vector<VdoResolution> matching(VdoMap* filter, const protocol::SensorInfo& sensor, VdoPair32u ratio) {
  const guint32 limit =
      filter == nullptr ? G_MAXUINT32 : vdo_map_get_uint32(filter, "pixel.limit", G_MAXUINT32);
  std::vector<VdoResolution> candidates;
  for (const VdoResolution& each : kCommonResolutions) {
    const bool native = each.width == sensor.width && each.height == sensor.height;
    if (each.width <= sensor.width && each.height <= sensor.height && !native) candidates.push_back(each);
  }
  candidates.push_back({sensor.width, sensor.height});
  std::vector<VdoResolution> kept;
  for (const VdoResolution& each : candidates) {
    const bool rightShape =
        ratio.num == 0 || guint64{each.width} * ratio.den == guint64{each.height} * ratio.num;
    if (rightShape && guint64{each.width} * each.height <= limit) kept.push_back(each);
  }
  return kept;
}

VdoResolutionSet* newSet(const std::vector<VdoResolution>& resolutions) {
  // Apps read entries 0 and 1 without looking at the count: there is always room for both.
  const gsize room = std::max<gsize>(resolutions.size(), 2);
  auto* set =
      static_cast<VdoResolutionSet*>(g_malloc0(sizeof(VdoResolutionSet) + room * sizeof(VdoResolution)));
  set->count = resolutions.size();
  std::copy(resolutions.begin(), resolutions.end(), set->resolutions);
  return set;
}

}  // namespace

VdoChannel* vdo_channel_get(guint channel_nbr, GError** error) {
  if (channel_nbr > kViewNumber) {
    g_set_error(error, VDO_ERROR, VDO_ERROR_NOT_FOUND,
                "there is no channel %u: the simulated camera has 0 and 1", channel_nbr);
    return nullptr;
  }
  return askOnce(protocol::Query::sensor, 0, error) ? newChannel(channel_nbr) : nullptr;
}

VdoChannel* vdo_channel_get_ex(VdoMap* desc, GError** error) {
  g_return_val_if_fail(VDO_IS_MAP(desc), nullptr);
  const gchar* found = nullptr;
  guint count = 0;
  for (const gchar* key : {"view", "warp", "input", "channel", "virtual"}) {
    if (vdo_map_contains(desc, key) == FALSE) continue;
    found = key;
    ++count;
  }
  if (count != 1) {
    g_set_error(error, VDO_ERROR, VDO_ERROR_INVALID_ARGUMENT,
                "expected exactly one of the keys view, warp, input, channel, virtual; found %u", count);
    return nullptr;
  }
  const guint32 number = vdo_map_get_uint32(desc, found, G_MAXUINT32);
  const bool zeroIsInput = number == 0 && g_str_equal(found, "input") != FALSE;
  if (g_str_equal(found, "warp") != FALSE || g_str_equal(found, "virtual") != FALSE || zeroIsInput ||
      number > kViewNumber) {
    g_set_error(error, VDO_ERROR, VDO_ERROR_NOT_FOUND, "there is no %s %u: the simulated camera has one view",
                found, number);
    return nullptr;
  }
  return vdo_channel_get(number, error);
}

GList* vdo_channel_get_all(GError** error) { return vdo_channel_get_filtered(nullptr, error); }

GList* vdo_channel_get_filtered(VdoMap* filter, GError** error) {
  ObjectRef<VdoChannel> channel(vdo_channel_get(kViewNumber, error));
  if (!channel) return nullptr;
  if (filter != nullptr) {
    const ObjectRef<VdoMap> info(vdo_channel_get_info(channel.get(), error));
    if (!info) return nullptr;
    const ObjectRef<VdoMap> merged(vdo_map_clone(info.get()));
    vdo_map_merge(merged.get(), filter);
    if (vdo_map_equals(merged.get(), info.get()) == FALSE) return nullptr;
  }
  return g_list_prepend(nullptr, channel.release());
}

VdoMap* vdo_channel_get_info(VdoChannel* self, GError** error) {
  const auto reply = askOnce(protocol::Query::sensor, 0, error);
  if (!reply) return nullptr;
  if (self == VDO_CHANNEL_GLOBAL) return globalInfo();
  g_return_val_if_fail(VDO_IS_CHANNEL(self), nullptr);
  VdoMap* info = vdo_map_new();
  vdo_map_set_uint32(info, "id", self->id);
  vdo_map_set_uint32(info, "rotation", 0);
  vdo_map_set_pair32u(info, "aspect_ratio", aspectRatio(reply->sensor.width, reply->sensor.height));
  vdo_map_set_boolean(info, "mirror.possible", FALSE);
  vdo_map_set_boolean(info, "crop.possible", FALSE);
  vdo_map_set_boolean(info, "dptz.possible", FALSE);
  vdo_map_set_string(info, "available_rotations", "0");  // the type of this key is (unverified)
  return info;
}

VdoMap* vdo_channel_get_settings(VdoChannel* self, GError** error) {
  g_return_val_if_fail(VDO_IS_CHANNEL(self), nullptr);
  const auto reply = askOnce(protocol::Query::sensor, 0, error);
  if (!reply) return nullptr;
  VdoMap* settings = vdo_map_new();
  vdo_map_set_double(settings, "framerate", reply->sensor.framerateMilli / 1000.0);
  vdo_map_set_uint32(settings, "rotation", 0);
  return settings;
}

VdoResolutionSet* vdo_channel_get_resolutions(VdoChannel* self, VdoMap* filter, GError** error) {
  g_return_val_if_fail(VDO_IS_CHANNEL(self), nullptr);
  const auto reply = askOnce(protocol::Query::sensor, 0, error);
  if (!reply) return nullptr;
  if (!deliverable(filter)) return newSet({});
  const auto ratio = wantedRatio(filter, reply->sensor);
  const gchar* select = filter == nullptr ? "all" : vdo_map_get_string(filter, "select", nullptr, "all");
  const std::string_view choice = select;
  if (!ratio || (choice != "all" && choice != "min" && choice != "max" && choice != "minmax")) {
    g_set_error(error, VDO_ERROR, VDO_ERROR_INVALID_ARGUMENT,
                "filter: expected select all, min, max or minmax and an aspect_ratio such as 16:9 or native");
    return nullptr;
  }
  const std::vector<VdoResolution> all = matching(filter, reply->sensor, *ratio);
  if (all.empty() || choice == "all") return newSet(all);
  if (choice == "min") return newSet({all.front()});
  if (choice == "max") return newSet({all.back()});
  return newSet({all.front(), all.back()});
}

guint vdo_channel_get_id(VdoChannel* self) {
  g_return_val_if_fail(VDO_IS_CHANNEL(self), 0);
  return self->id;
}
