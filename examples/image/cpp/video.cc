#include "video.h"

#include <poll.h>
#include <vdo-error.h>

#include <stdexcept>
#include <string>

namespace {

constexpr int kWaitMs = 2000;

[[noreturn]] void fail(const std::string& what, GError* error) {
  const std::string reason = error != nullptr ? error->message : "no reason";
  g_clear_error(&error);
  throw std::runtime_error(what + ": " + reason);
}

}  // namespace

Video::Video(uint32_t width, uint32_t height, double framerate) {
  GError* error = nullptr;
  const Object<VdoMap> settings(vdo_map_new());
  vdo_map_set_uint32(settings.get(), "channel", 1);
  vdo_map_set_uint32(settings.get(), "format", VDO_FORMAT_YUV);
  vdo_map_set_string(settings.get(), "subformat", "NV12");
  vdo_map_set_uint32(settings.get(), "width", width);
  vdo_map_set_uint32(settings.get(), "height", height);
  vdo_map_set_double(settings.get(), "framerate", framerate);
  vdo_map_set_boolean(settings.get(), "socket.blocking", FALSE);
  stream_.reset(vdo_stream_new(settings.get(), nullptr, &error));
  if (!stream_ || !vdo_stream_start(stream_.get(), &error)) fail("no video", error);
  const Object<VdoMap> info(vdo_stream_get_info(stream_.get(), &error));
  fd_ = info ? vdo_stream_get_fd(stream_.get(), &error) : -1;
  if (fd_ < 0) fail("no video", error);
  // The camera may round what was asked for, and a row may be longer than the picture is wide.
  width_ = vdo_map_get_uint32(info.get(), "width", width);
  height_ = vdo_map_get_uint32(info.get(), "height", height);
  pitch_ = vdo_map_get_uint32(info.get(), "pitch", width_);
}

Video::~Video() { vdo_stream_stop(stream_.get()); }

Buffer Video::next() {
  pollfd descriptor{fd_, POLLIN, 0};
  if (poll(&descriptor, 1, kWaitMs) <= 0) return {};
  GError* error = nullptr;
  VdoBuffer* buffer = vdo_stream_get_buffer(stream_.get(), &error);
  if (buffer == nullptr && !g_error_matches(error, VDO_ERROR, VDO_ERROR_NO_DATA)) fail("video ended", error);
  g_clear_error(&error);
  return Buffer(buffer, GiveBack{stream_.get()});
}

acapkit::image::Frame Video::frame(const Buffer& buffer) const {
  auto* data = static_cast<uint8_t*>(vdo_buffer_get_data(buffer.get()));
  if (data == nullptr) throw std::runtime_error("a frame cannot be mapped");
  return acapkit::image::nv12(data, width_, height_, pitch_);
}
