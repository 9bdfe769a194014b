// Life of a stream: made at the frame server, started, stopped, changed, described. Frames are in
// stream-frames.cc.
#include <sys/eventfd.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "simulator/vdo/stream.h"

namespace acapkit::simulator {
namespace {

// The protocol's numbers are the camera's.
static_assert(static_cast<int>(protocol::Format::yuv) == VDO_FORMAT_YUV);
static_assert(static_cast<int>(protocol::Format::jpeg) == VDO_FORMAT_JPEG);
static_assert(static_cast<int>(protocol::Format::rgb) == VDO_FORMAT_RGB);
static_assert(static_cast<int>(protocol::Format::planarRgb) == VDO_FORMAT_PLANAR_RGB);
static_assert(static_cast<int>(protocol::Error::notFound) == VDO_ERROR_NOT_FOUND);
static_assert(static_cast<int>(protocol::Error::invalidArgument) == VDO_ERROR_INVALID_ARGUMENT);
static_assert(static_cast<int>(protocol::Error::notSupported) == VDO_ERROR_NOT_SUPPORTED);
static_assert(static_cast<int>(protocol::Error::io) == VDO_ERROR_IO);
static_assert(static_cast<int>(protocol::Error::outOfMemory) == VDO_ERROR_OOM);
static_assert(static_cast<int>(protocol::Error::noBufferSpace) == VDO_ERROR_NO_BUFFER_SPACE);

// What stays as it is for the life of a stream.
constexpr std::array kFixedKeys = {
    "format", "subformat",    "width",           "height",    "resolution",    "channel",
    "input",  "buffer.count", "buffer.strategy", "image.fit", "compression",   "rotation",
    "mirror", "monochrome",   "horizontal_flip", "intent",    "timestamp.type"};

/** Makes the event readable, or not; it never blocks. */
void signalStopped(const UniqueFd& event, bool stopped) {
  uint64_t count = 1;
  // Both fail only when it is in that state already.
  if (stopped && write(event.get(), &count, sizeof(count)) < 0) return;
  // NOLINTNEXTLINE(clang-analyzer-unix.BlockInCriticalSection): the descriptor is non-blocking
  if (!stopped && read(event.get(), &count, sizeof(count)) < 0) return;
}

void setFramerateEntry(VdoMap* map, uint32_t framerateMilli) {
  if (framerateMilli % 1000 == 0) {
    vdo_map_set_uint32(map, "framerate", framerateMilli / 1000);
  } else {
    vdo_map_set_double(map, "framerate", framerateMilli / 1000.0);
  }
}

void describe(VdoMap* map, const protocol::StreamInfo& info) {
  vdo_map_set_uint32(map, "width", info.width);
  vdo_map_set_uint32(map, "height", info.height);
  vdo_map_set_uint32(map, "format", static_cast<guint32>(info.format));
  if (info.subformat == protocol::Subformat::nv12) vdo_map_set_string(map, "subformat", "NV12");
  if (info.subformat == protocol::Subformat::y800) vdo_map_set_string(map, "subformat", "Y800");
  setFramerateEntry(map, info.framerateMilli);
  vdo_map_set_uint32(map, "buffer.count", info.bufferCount);
}

}  // namespace

bool StreamState::create(const VdoMap* settings, GError** error) {
  StreamSettings parsed;
  if (!readSettings(settings, parsed, error) || !connection_.open(error)) return false;
  auto answer = connection_.ask(parsed.hello, error);
  if (!answer) return false;
  info_ = answer->reply.stream;
  id_ = info_.streamId;
  if (info_.bufferCount == 0 || answer->descriptors.size() != info_.bufferCount + 1) {
    g_set_error(error, VDO_ERROR, VDO_ERROR_IO,
                "the frame server passed %u descriptors for %u buffers (is the process out of them?)",
                static_cast<unsigned>(answer->descriptors.size()), info_.bufferCount);
    return false;
  }
  UniqueFd dataSocket = std::move(answer->descriptors.back());
  answer->descriptors.pop_back();
  pool_ = std::make_shared<BufferPool>(std::move(answer->descriptors), std::move(dataSocket),
                                       static_cast<size_t>(info_.capacity));
  stopped_.reset(eventfd(1, EFD_CLOEXEC | EFD_NONBLOCK));
  settings_.reset(vdo_map_clone(settings));
  blocking_ = parsed.blocking;
  timeoutMs_ = parsed.timeoutMs;
  dynamicFramerate_ = parsed.dynamicFramerate;
  timestampType_ = parsed.timestampType;
  return true;
}

void StreamState::becomeHandle(const protocol::StreamInfo& info) {
  info_ = info;
  id_ = info.streamId;
  settings_.reset(vdo_map_new());
  describe(settings_.get(), info);
}

bool StreamState::requireOwn(const char* what, GError** error) const {
  if (pool_) return true;
  g_set_error(error, VDO_ERROR, VDO_ERROR_NOT_SUPPORTED,
              "the simulated camera does not support %s on stream %u: vdo_stream_get() gives a handle for "
              "its info only",
              what, id_);
  return false;
}

std::optional<Answer> StreamState::control(protocol::Operation operation, uint32_t argument, GError** error) {
  protocol::ControlRequest request{};
  request.header = {operation, sizeof(request)};
  request.argument = argument;
  auto answer = connection_.ask(request, error);
  if (answer) info_ = answer->reply.stream;
  return answer;
}

bool StreamState::start(GError** error) {
  if (!requireOwn("vdo_stream_start", error)) return false;
  const std::lock_guard lock(mutex_);
  if (started_) return true;
  startMicros_ = g_get_monotonic_time();
  frames_ = 0;
  bytes_ = 0;
  // Before the request: the first frame may be here before its answer.
  signalStopped(stopped_, false);
  started_ = true;
  if (control(protocol::Operation::start, 0, error)) return true;
  started_ = false;
  signalStopped(stopped_, true);
  return false;
}

void StreamState::stop() {
  if (!pool_) return;
  const std::lock_guard lock(mutex_);
  if (!started_) return;
  const auto answer = control(protocol::Operation::stop, 0, nullptr);
  if (answer) oldestGeneration_ = answer->reply.generation + 1;
  started_ = false;
  signalStopped(stopped_, true);
  drain();
}

bool StreamState::setFramerate(gdouble framerate, GError** error) {
  if (!requireOwn("vdo_stream_set_framerate", error)) return false;
  const uint32_t milli = toMilliFramerate(framerate);
  if (milli == 0) {
    g_set_error(error, VDO_ERROR, VDO_ERROR_INVALID_ARGUMENT,
                "framerate: expected a number above 0, found %g", framerate);
    return false;
  }
  const std::lock_guard lock(mutex_);
  if (started_ && !dynamicFramerate_) {
    g_set_error(error, VDO_ERROR, VDO_ERROR_INVALID_ARGUMENT,
                "a running stream changes its framerate only with the setting dynamic.framerate=TRUE or "
                "zip.fps_mode=1");
    return false;
  }
  if (!control(protocol::Operation::setFramerate, milli, error)) return false;
  setFramerateEntry(settings_.get(), milli);
  return true;
}

bool StreamState::changeSettings(const VdoMap* changes, GError** error) {
  if (!requireOwn("vdo_stream_set_settings", error)) return false;
  StreamSettings parsed;
  gdouble framerate = 0;
  {
    const std::lock_guard lock(mutex_);
    for (const char* key : kFixedKeys) {
      if (vdo_map_entry_updates(settings_.get(), changes, key) == FALSE) continue;
      g_set_error(error, VDO_ERROR, VDO_ERROR_NOT_SUPPORTED,
                  "the simulated camera cannot change %s of an existing stream", key);
      return false;
    }
    const ObjectRef<VdoMap> merged(vdo_map_clone(settings_.get()));
    vdo_map_merge(merged.get(), changes);
    if (!readSettings(merged.get(), parsed, error)) return false;
    if (vdo_map_entry_updates(settings_.get(), changes, "framerate") != FALSE) {
      framerate = vdo_map_get_double(changes, "framerate", 0);
    }
  }
  if (framerate > 0 && !setFramerate(framerate, error)) return false;
  const std::lock_guard lock(mutex_);
  vdo_map_merge(settings_.get(), changes);
  blocking_ = parsed.blocking;
  timeoutMs_ = parsed.timeoutMs;
  dynamicFramerate_ = parsed.dynamicFramerate;
  return true;
}

VdoMap* StreamState::copySettings() {
  const std::lock_guard lock(mutex_);
  return vdo_map_clone(settings_.get());
}

VdoMap* StreamState::info(GError** error) {
  const std::lock_guard lock(mutex_);
  if (!pool_) {
    const auto reply = askOnce(protocol::Query::stream, id_, error);
    if (!reply) return nullptr;
    info_ = reply->stream;
  }
  VdoMap* map = vdo_map_new();
  describe(map, info_);
  vdo_map_set_uint32(map, "pitch", info_.pitch);
  vdo_map_set_uint32(map, "rotation", 0);
  vdo_map_set_string(map, "buffer.type", "memfd");
  VdoPair32u ratio{};
  const uint32_t divisor = std::max(1U, std::gcd(info_.width, info_.height));
  ratio.num = info_.width / divisor;
  ratio.den = info_.height / divisor;
  vdo_map_set_pair32u(map, "aspect_ratio", ratio);
  if (pool_) addStatistics(map);
  return map;
}

void StreamState::addStatistics(VdoMap* map) const {
  const gint64 begin = startMicros_;
  const gint64 duration = begin == 0 ? 0 : g_get_monotonic_time() - begin;
  const double seconds = std::max(static_cast<double>(duration) / 1e6, 1e-6);
  vdo_map_set_int64(map, "statistics.duration", duration);
  vdo_map_set_uint32(map, "statistics.frame_count", frames_);
  vdo_map_set_uint32(map, "statistics.framerate", static_cast<guint32>(std::lround(frames_ / seconds)));
  vdo_map_set_uint32(map, "statistics.bitrate",
                     static_cast<guint32>(std::min(static_cast<double>(bytes_) * 8 / seconds, 4294967295.0)));
  vdo_map_set_uint64(map, "statistics.accumulated_bytes", bytes_);
}

}  // namespace acapkit::simulator
