#include "video.h"

#include <poll.h>
#include <vdo-channel.h>
#include <vdo-error.h>

#include <string>

namespace {

constexpr int kWaitMs = 2000;

[[noreturn]] void raise(const std::string& what, GError* error) {
  const std::string reason = error != nullptr ? error->message : "no reason";
  g_clear_error(&error);
  throw std::runtime_error(what + ": " + reason);
}

}  // namespace

Frame::~Frame() {
  if (buffer_ != nullptr) vdo_stream_buffer_unref(stream_, &buffer_, nullptr);
}

std::span<const uint8_t> Frame::luma() const {
  const auto* data = static_cast<const uint8_t*>(vdo_buffer_get_data(buffer_));
  if (data == nullptr) return {};
  return {data, vdo_frame_get_size(vdo_buffer_get_frame(buffer_))};
}

Stream::Stream(uint32_t width, uint32_t height, double framerate) {
  const Object<VdoMap> settings(vdo_map_new());
  vdo_map_set_uint32(settings.get(), "channel", 1);
  vdo_map_set_uint32(settings.get(), "format", VDO_FORMAT_YUV);
  vdo_map_set_string(settings.get(), "subformat", "NV12");
  vdo_map_set_uint32(settings.get(), "width", width);
  vdo_map_set_uint32(settings.get(), "height", height);
  vdo_map_set_double(settings.get(), "framerate", framerate);
  vdo_map_set_boolean(settings.get(), "socket.blocking", FALSE);

  GError* error = nullptr;
  stream_.reset(vdo_stream_new(settings.get(), nullptr, &error));
  if (!stream_ || !vdo_stream_start(stream_.get(), &error)) raise("no video", error);
  const Object<VdoMap> info(vdo_stream_get_info(stream_.get(), &error));
  if (!info) raise("no description of the video", error);
  width_ = vdo_map_get_uint32(info.get(), "width", width);
  height_ = vdo_map_get_uint32(info.get(), "height", height);
  pitch_ = vdo_map_get_uint32(info.get(), "pitch", width);
}

std::optional<Frame> Stream::next() {
  GError* error = nullptr;
  pollfd descriptor{vdo_stream_get_fd(stream_.get(), &error), POLLIN, 0};
  if (descriptor.fd < 0) raise("video", error);
  if (poll(&descriptor, 1, kWaitMs) <= 0) return std::nullopt;
  if (VdoBuffer* buffer = vdo_stream_get_buffer(stream_.get(), &error)) return Frame(stream_.get(), buffer);
  if (!g_error_matches(error, VDO_ERROR, VDO_ERROR_NO_DATA)) raise("video ended", error);
  g_clear_error(&error);
  return std::nullopt;
}
