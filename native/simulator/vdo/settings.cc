// The settings map of a stream: which keys the simulated camera honours, and which it refuses instead of
// ignoring them silently.
#include "simulator/vdo/settings.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace acapkit::simulator {
namespace {

constexpr guint32 kDefaultCompression = 30;

bool fail(GError** error, int code, const char* key, const char* expected) {
  g_set_error(error, VDO_ERROR, code, "setting %s: expected %s", key, expected);
  return false;
}

bool readView(const VdoMap* map, GError** error) {
  if (vdo_map_contains(map, "input") != FALSE) {
    const guint32 input = vdo_map_get_uint32(map, "input", 0);
    if (input == 0) return fail(error, VDO_ERROR_INVALID_ARGUMENT, "input", "a number from 1");
    if (input > 1)
      return fail(error, VDO_ERROR_NOT_FOUND, "input", "1, the only sensor of the simulated camera");
  }
  if (vdo_map_get_uint32(map, "channel", 0) > 1) {
    return fail(error, VDO_ERROR_NOT_FOUND, "channel", "0 or 1, the only view of the simulated camera");
  }
  return true;
}

void readFormat(const VdoMap* map, protocol::HelloRequest& hello) {
  hello.format = static_cast<protocol::Format>(vdo_map_get_int32(map, "format", VDO_FORMAT_H264));
  if (hello.format != protocol::Format::yuv) return;
  const gchar* subformat = vdo_map_get_string(map, "subformat", nullptr, "NV12");
  const bool nv12 = g_ascii_strcasecmp(subformat, "nv12") == 0;
  const bool y800 = g_ascii_strcasecmp(subformat, "y800") == 0;
  hello.subformat = nv12   ? protocol::Subformat::nv12
                    : y800 ? protocol::Subformat::y800
                           : protocol::Subformat::unknown;
}

void readSize(const VdoMap* map, protocol::HelloRequest& hello) {
  VdoPair32u resolution{};
  resolution = vdo_map_get_pair32u(map, "resolution", resolution);
  hello.width = vdo_map_get_uint32(map, "width", resolution.w);
  hello.height = vdo_map_get_uint32(map, "height", resolution.h);
}

bool readFit(const VdoMap* map, protocol::HelloRequest& hello, GError** error) {
  const gchar* fit = vdo_map_get_string(map, "image.fit", nullptr, "crop");
  if (g_strcmp0(fit, "crop") != 0 && g_strcmp0(fit, "scale") != 0) {
    return fail(error, VDO_ERROR_INVALID_ARGUMENT, "image.fit", "crop or scale");
  }
  hello.fit = g_strcmp0(fit, "scale") == 0 ? protocol::Fit::scale : protocol::Fit::crop;
  return true;
}

/** Settings that would change the picture or the life of buffers, and that are not simulated. */
bool checkUnsupported(const VdoMap* map, GError** error) {
  const guint32 strategy = vdo_map_get_uint32(map, "buffer.strategy", VDO_BUFFER_STRATEGY_INFINITE);
  if (strategy != VDO_BUFFER_STRATEGY_INFINITE && strategy != VDO_BUFFER_STRATEGY_NONE) {
    return refuse(error, "a buffer.strategy other than INFINITE");
  }
  if ((vdo_map_get_uint32(map, "intent", VDO_INTENT_DEFAULT) & ~VDO_INTENT_DEFAULT) != 0) {
    return refuse(error, "an intent other than CONTROL and CONSUME (events, signals)");
  }
  if (vdo_map_get_uint32(map, "rotation", 0) != 0) return refuse(error, "rotation");
  for (const char* key : {"horizontal_flip", "mirror", "monochrome"}) {
    if (vdo_map_get_boolean(map, key, FALSE) != FALSE) return refuse(error, key);
  }
  const guint32 type = vdo_map_get_uint32(map, "timestamp.type", VDO_TIMESTAMP_UTC);
  constexpr std::array<guint32, 4> kTypes = {VDO_TIMESTAMP_UTC, VDO_TIMESTAMP_MONO_CAPTURE,
                                             VDO_TIMESTAMP_MONO_SERVER, VDO_TIMESTAMP_MONO_CLIENT};
  if (std::find(kTypes.begin(), kTypes.end(), type) == kTypes.end())
    return refuse(error, "this timestamp.type");
  return true;
}

}  // namespace

bool refuse(GError** error, const char* what) {
  g_set_error(error, VDO_ERROR, VDO_ERROR_NOT_SUPPORTED, "the simulated camera does not support %s", what);
  return false;
}

uint32_t toMilliFramerate(gdouble framerate) {
  if (!(framerate > 0)) return 0;
  return static_cast<uint32_t>(std::clamp(std::round(framerate * 1000), 1.0, 1e9));
}

bool readSettings(const VdoMap* map, StreamSettings& settings, GError** error) {
  settings.hello.magic = protocol::kMagic;
  settings.hello.version = protocol::kVersion;
  if (!readView(map, error) || !checkUnsupported(map, error)) return false;
  readFormat(map, settings.hello);
  if (!readFit(map, settings.hello, error)) return false;
  readSize(map, settings.hello);
  settings.hello.framerateMilli = toMilliFramerate(vdo_map_get_double(map, "framerate", 0));
  settings.hello.bufferCount = vdo_map_get_uint32(map, "buffer.count", 0);
  const guint32 compression = std::min(vdo_map_get_uint32(map, "compression", kDefaultCompression), 99U);
  settings.hello.quality = 100 - compression;
  settings.blocking = vdo_map_get_boolean(map, "socket.blocking", TRUE) != FALSE;
  settings.timeoutMs = vdo_map_get_int32(map, "socket.timeout_ms", 0);
  settings.dynamicFramerate = vdo_map_get_boolean(map, "dynamic.framerate", FALSE) != FALSE ||
                              vdo_map_get_uint32(map, "zip.fps_mode", 0) == 1;
  settings.timestampType = vdo_map_get_uint32(map, "timestamp.type", VDO_TIMESTAMP_UTC);
  return true;
}

}  // namespace acapkit::simulator
