// Scaling and conversion by libswscale, JPEG by libturbojpeg, plain row copies when the size is the sensor's.
// All pictures are full range BT.601, which is what JPEG means; nothing is known about the range of a
// camera's raw frames (unverified).
#include "simulator/frame-server/renderer.h"

#include <turbojpeg.h>

#include <algorithm>
#include <array>
#include <cstring>

extern "C" {
#include <libavutil/pixfmt.h>
#include <libswscale/swscale.h>
}

namespace acapkit::simulator {
namespace {

using protocol::Format;
using protocol::Subformat;

constexpr uint32_t kPitchAlignment = 16;
constexpr int kFullRange = 1;

void copyRows(const uint8_t* from, size_t fromPitch, uint8_t* to, size_t toPitch, size_t width, size_t rows) {
  if (fromPitch == width && toPitch == width) {
    std::memcpy(to, from, width * rows);
    return;
  }
  for (size_t row = 0; row < rows; ++row) std::memcpy(to + row * toPitch, from + row * fromPitch, width);
}

AVPixelFormat sourcePixels(const RenderFormat& format) {
  // Luma alone goes through as grey to grey: grey is full range to swscale, and no chroma is touched.
  return format.subformat == Subformat::y800 ? AV_PIX_FMT_GRAY8 : AV_PIX_FMT_NV12;
}

AVPixelFormat targetPixels(const RenderFormat& format) {
  switch (format.format) {
    case Format::rgb:
      return AV_PIX_FMT_RGB24;
    case Format::planarRgb:
      return AV_PIX_FMT_GBRP;
    case Format::jpeg:
      return AV_PIX_FMT_YUV420P;
    default:
      return sourcePixels(format);
  }
}

size_t chromaPlaneBytes(const RenderFormat& format) {
  return static_cast<size_t>(format.width / 2) * (format.height / 2);
}

}  // namespace

uint32_t RenderFormat::pitch() const {
  if (format == Format::yuv) return (width + kPitchAlignment - 1) / kPitchAlignment * kPitchAlignment;
  return format == Format::rgb ? width * 3 : width;
}

size_t RenderFormat::capacity() const {
  const auto plane = static_cast<size_t>(pitch()) * height;
  if (format == Format::jpeg) return tjBufSize(static_cast<int>(width), static_cast<int>(height), TJSAMP_420);
  if (format == Format::planarRgb) return plane * 3;
  return subformat == Subformat::nv12 ? plane * 3 / 2 : plane;
}

uint32_t RenderFormat::frameType() const {
  switch (format) {
    case Format::jpeg:
      return 16;
    case Format::rgb:
      return 20;
    case Format::planarRgb:
      return 21;
    default:
      return 17;
  }
}

void Renderer::FreeScaler::operator()(SwsContext* scaler) const { sws_freeContext(scaler); }
void Renderer::FreeEncoder::operator()(void* encoder) const { tjDestroy(encoder); }

Renderer::Renderer(const RenderFormat& format, uint32_t sensorWidth, uint32_t sensorHeight)
    : format_(format), sensorWidth_(sensorWidth), cropWidth_(sensorWidth), cropHeight_(sensorHeight) {
  if (format.fit == protocol::Fit::crop) {
    const uint64_t wide = static_cast<uint64_t>(sensorHeight) * format.width / format.height;
    const uint64_t high = static_cast<uint64_t>(sensorWidth) * format.height / format.width;
    cropWidth_ = std::max(2U, static_cast<uint32_t>(std::min<uint64_t>(wide, sensorWidth)) & ~1U);
    cropHeight_ = std::max(2U, static_cast<uint32_t>(std::min<uint64_t>(high, sensorHeight)) & ~1U);
    cropX_ = (sensorWidth - cropWidth_) / 2 & ~1U;
    cropY_ = (sensorHeight - cropHeight_) / 2 & ~1U;
  }
  sameSize_ = cropWidth_ == format.width && cropHeight_ == format.height;
  const bool isRgb = format.format == Format::rgb || format.format == Format::planarRgb;
  if (!sameSize_ || isRgb) {
    scaler_.reset(sws_getContext(static_cast<int>(cropWidth_), static_cast<int>(cropHeight_),
                                 sourcePixels(format), static_cast<int>(format.width),
                                 static_cast<int>(format.height), targetPixels(format), SWS_BILINEAR, nullptr,
                                 nullptr, nullptr));
    const int* matrix = sws_getCoefficients(SWS_CS_ITU601);
    sws_setColorspaceDetails(scaler_.get(), matrix, kFullRange, matrix, kFullRange, 0, 1 << 16, 1 << 16);
  }
  if (format.format == Format::jpeg) {
    encoder_.reset(tjInitCompress());
    scratch_.resize(static_cast<size_t>(format.width) * format.height + 2 * chromaPlaneBytes(format) +
                    kPitchAlignment);
  }
}

Renderer::~Renderer() = default;

Renderer::Planes Renderer::cropped(const SensorFrame& frame) const {
  return {frame.luma + static_cast<size_t>(cropY_) * sensorWidth_ + cropX_,
          frame.chroma + static_cast<size_t>(cropY_ / 2) * sensorWidth_ + cropX_};
}

std::optional<size_t> Renderer::render(const SensorFrame& frame, std::span<uint8_t> out) {
  const Planes source = cropped(frame);
  if (format_.format == Format::jpeg) return renderJpeg(source, out);
  const bool done = format_.format == Format::yuv ? renderYuv(source, out) : renderRgb(source, out);
  return done ? std::optional(format_.capacity()) : std::nullopt;
}

bool Renderer::scale(const Planes& source, uint8_t* const* planes, const int* pitches) {
  const std::array<const uint8_t*, 4> from = {source.luma, source.chroma, nullptr, nullptr};
  const auto pitch = static_cast<int>(sensorWidth_);
  const std::array<int, 4> fromPitches = {pitch, pitch, 0, 0};
  if (!scaler_) return false;
  return sws_scale(scaler_.get(), from.data(), fromPitches.data(), 0, static_cast<int>(cropHeight_), planes,
                   pitches) == static_cast<int>(format_.height);
}

bool Renderer::renderYuv(const Planes& source, std::span<uint8_t> out) {
  const size_t pitch = format_.pitch();
  uint8_t* chroma = out.data() + pitch * format_.height;
  const bool hasChroma = format_.subformat == Subformat::nv12;
  if (sameSize_) {
    copyRows(source.luma, sensorWidth_, out.data(), pitch, format_.width, format_.height);
    if (hasChroma) copyRows(source.chroma, sensorWidth_, chroma, pitch, format_.width, format_.height / 2);
    return true;
  }
  const std::array<uint8_t*, 4> planes = {out.data(), hasChroma ? chroma : nullptr, nullptr, nullptr};
  const std::array<int, 4> pitches = {static_cast<int>(pitch), hasChroma ? static_cast<int>(pitch) : 0, 0, 0};
  return scale(source, planes.data(), pitches.data());
}

bool Renderer::renderRgb(const Planes& source, std::span<uint8_t> out) {
  const auto pitch = static_cast<int>(format_.pitch());
  const size_t plane = static_cast<size_t>(pitch) * format_.height;
  if (format_.format == Format::rgb) {
    const std::array<uint8_t*, 4> planes = {out.data(), nullptr, nullptr, nullptr};
    const std::array<int, 4> pitches = {pitch, 0, 0, 0};
    return scale(source, planes.data(), pitches.data());
  }
  // swscale's planes are in the order G, B, R.
  const std::array<uint8_t*, 4> planes = {out.data() + plane, out.data() + 2 * plane, out.data(), nullptr};
  const std::array<int, 4> pitches = {pitch, pitch, pitch, 0};
  return scale(source, planes.data(), pitches.data());
}

void Renderer::splitChroma(const Planes& source) {
  uint8_t* blue = scratch_.data() + static_cast<size_t>(format_.width) * format_.height;
  uint8_t* red = blue + chromaPlaneBytes(format_);
  const size_t columns = format_.width / 2;
  for (size_t row = 0; row < format_.height / 2; ++row) {
    const uint8_t* from = source.chroma + row * sensorWidth_;
    for (size_t i = 0; i < columns; ++i) {
      blue[row * columns + i] = from[2 * i];
      red[row * columns + i] = from[2 * i + 1];
    }
  }
}

std::optional<size_t> Renderer::renderJpeg(const Planes& source, std::span<uint8_t> out) {
  const auto width = static_cast<int>(format_.width);
  const auto height = static_cast<int>(format_.height);
  uint8_t* luma = scratch_.data();
  uint8_t* blue = luma + static_cast<size_t>(format_.width) * format_.height;
  uint8_t* red = blue + chromaPlaneBytes(format_);
  std::array<const uint8_t*, 3> planes = {luma, blue, red};
  std::array<int, 3> pitches = {width, width / 2, width / 2};
  if (sameSize_) {
    splitChroma(source);
    planes[0] = source.luma;
    pitches[0] = static_cast<int>(sensorWidth_);
  } else {
    const std::array<uint8_t*, 4> targets = {luma, blue, red, nullptr};
    const std::array<int, 4> targetPitches = {width, width / 2, width / 2, 0};
    if (!scale(source, targets.data(), targetPitches.data())) return std::nullopt;
  }
  unsigned char* target = out.data();
  unsigned long size = out.size();  // NOLINT(google-runtime-int): the type of the library
  if (tjCompressFromYUVPlanes(encoder_.get(), planes.data(), width, pitches.data(), height, TJSAMP_420,
                              &target, &size, static_cast<int>(format_.quality),
                              TJFLAG_NOREALLOC | TJFLAG_FASTDCT) != 0) {
    return std::nullopt;
  }
  return size;
}

}  // namespace acapkit::simulator
