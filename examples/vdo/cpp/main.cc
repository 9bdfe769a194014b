// Tells the mean brightness of the picture: NV12 frames, waited for with poll() and given back by
// destructors.
#include <poll.h>
#include <syslog.h>
#include <vdo-error.h>
#include <vdo-stream.h>

#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <numeric>
#include <span>
#include <stdexcept>
#include <string>

namespace {

constexpr uint64_t kReportUs = 5'000'000;
constexpr int kWaitMs = 2000;
volatile std::sig_atomic_t stopping = 0;

struct Unref {
  void operator()(gpointer object) const { g_object_unref(object); }
};
template <typename T>
using Object = std::unique_ptr<T, Unref>;

[[noreturn]] void fail(const std::string& what, GError* error) {
  const std::string reason = error != nullptr ? error->message : "no reason";
  g_clear_error(&error);
  throw std::runtime_error(what + ": " + reason);
}

/** A running stream, its descriptor and the facts of its frames. */
struct Stream {
  Object<VdoStream> handle;
  int fd = -1;
  uint32_t width = 0;
  uint32_t height = 0;
  uint32_t pitch = 0;
};

Stream startStream() {
  GError* error = nullptr;
  const Object<VdoMap> settings(vdo_map_new());
  vdo_map_set_uint32(settings.get(), "channel", 1);
  vdo_map_set_uint32(settings.get(), "format", VDO_FORMAT_YUV);
  vdo_map_set_string(settings.get(), "subformat", "NV12");
  vdo_map_set_uint32(settings.get(), "width", 640);
  vdo_map_set_uint32(settings.get(), "height", 360);
  vdo_map_set_double(settings.get(), "framerate", 5);
  vdo_map_set_boolean(settings.get(), "socket.blocking", FALSE);
  Stream stream{Object<VdoStream>(vdo_stream_new(settings.get(), nullptr, &error))};
  if (!stream.handle || !vdo_stream_start(stream.handle.get(), &error)) fail("no video", error);
  const Object<VdoMap> info(vdo_stream_get_info(stream.handle.get(), &error));
  stream.fd = info ? vdo_stream_get_fd(stream.handle.get(), &error) : -1;
  if (stream.fd < 0) fail("no video", error);
  // The camera may round what was asked for, and a row may be longer than the picture is wide.
  stream.width = vdo_map_get_uint32(info.get(), "width", 640);
  stream.height = vdo_map_get_uint32(info.get(), "height", 360);
  stream.pitch = vdo_map_get_uint32(info.get(), "pitch", stream.width);
  return stream;
}

double meanLuma(const uint8_t* luma, const Stream& stream) {
  uint64_t sum = 0;
  for (size_t y = 0; y < stream.height; ++y) {
    const std::span row(luma + y * stream.pitch, stream.width);
    sum += std::accumulate(row.begin(), row.end(), 0U);
  }
  return static_cast<double>(sum) / (static_cast<double>(stream.width) * stream.height);
}

/** Reads the frame that waits, if one does, and tells its brightness when the last report is old enough. */
void readFrame(const Stream& stream, uint64_t& reported) {
  GError* error = nullptr;
  VdoBuffer* buffer = vdo_stream_get_buffer(stream.handle.get(), &error);
  if (buffer == nullptr) {
    if (!g_error_matches(error, VDO_ERROR, VDO_ERROR_NO_DATA)) fail("video ended", error);
    g_clear_error(&error);
    return;
  }
  const uint64_t time = vdo_frame_get_timestamp(vdo_buffer_get_frame(buffer));
  const auto* luma = static_cast<const uint8_t*>(vdo_buffer_get_data(buffer));
  if (luma != nullptr && time - reported >= kReportUs) {
    syslog(LOG_INFO, "mean luma %.2f", meanLuma(luma, stream));
    reported = time;
  }
  if (!vdo_stream_buffer_unref(stream.handle.get(), &buffer, &error)) fail("video ended", error);
}

}  // namespace

int main() {
  openlog("example_vdo_cpp", LOG_PID, LOG_USER);
  std::signal(SIGTERM, [](int) { stopping = 1; });
  std::signal(SIGINT, [](int) { stopping = 1; });
  try {
    const Stream stream = startStream();
    syslog(LOG_INFO, "video %ux%u, pitch %u", stream.width, stream.height, stream.pitch);
    uint64_t reported = 0;
    while (stopping == 0) {
      pollfd descriptor{stream.fd, POLLIN, 0};
      if (poll(&descriptor, 1, kWaitMs) > 0) readFrame(stream, reported);
    }
    vdo_stream_stop(stream.handle.get());
    return EXIT_SUCCESS;
  } catch (const std::exception& problem) {
    syslog(LOG_ERR, "%s", problem.what());
    return EXIT_FAILURE;
  }
}
