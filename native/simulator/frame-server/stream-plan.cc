// What a client may ask for: the one place that checks settings against the simulated sensor.
#include <algorithm>

#include "simulator/frame-server/stream.h"

namespace acapkit::simulator {
namespace {

using protocol::Error;
using protocol::Format;
using protocol::Subformat;

constexpr uint32_t kSideMin = 16;
constexpr uint32_t kQualityMin = 1;
constexpr uint32_t kQualityMax = 100;

std::string sizeText(uint32_t width, uint32_t height) {
  return std::to_string(width) + "x" + std::to_string(height);
}

std::optional<Refusal> checkFormat(const protocol::HelloRequest& hello) {
  const bool raw = hello.format == Format::yuv;
  if (raw && hello.subformat != Subformat::nv12 && hello.subformat != Subformat::y800) {
    return Refusal{Error::notSupported, "the simulated camera has the YUV subformats NV12 and Y800 only"};
  }
  if (raw || hello.format == Format::jpeg || hello.format == Format::rgb || hello.format == Format::planarRgb)
    return {};
  const auto number = static_cast<int32_t>(hello.format);
  const std::string name = number == 0    ? " (H264, the default)"
                           : number == 1  ? " (H265)"
                           : number == 10 ? " (AV1)"
                                          : "";
  return Refusal{Error::notSupported, "the simulated camera has no encoder for format " +
                                          std::to_string(number) + name +
                                          "; it delivers YUV, RGB, PLANAR_RGB and JPEG"};
}

std::optional<Refusal> checkSize(uint32_t width, uint32_t height, const protocol::SensorInfo& sensor) {
  if (width <= sensor.width && height <= sensor.height && width >= kSideMin && height >= kSideMin) return {};
  return Refusal{Error::invalidArgument, "resolution " + sizeText(width, height) + " is outside 16x16 to " +
                                             sizeText(sensor.width, sensor.height) +
                                             ", the simulated sensor"};
}

}  // namespace

std::variant<StreamPlan, Refusal> planStream(const protocol::HelloRequest& hello,
                                             const protocol::SensorInfo& sensor) {
  if (auto refusal = checkFormat(hello)) return *refusal;
  const uint32_t width = (hello.width == 0 ? sensor.width : hello.width) & ~1U;
  const uint32_t height = (hello.height == 0 ? sensor.height : hello.height) & ~1U;
  if (auto refusal = checkSize(width, height, sensor)) return *refusal;
  StreamPlan plan{};
  plan.format.format = hello.format;
  plan.format.subformat = hello.format == Format::yuv ? hello.subformat : Subformat::none;
  plan.format.width = width;
  plan.format.height = height;
  plan.format.quality =
      hello.format == Format::jpeg ? std::clamp(hello.quality, kQualityMin, kQualityMax) : 0;
  plan.format.fit = hello.fit == protocol::Fit::scale ? protocol::Fit::scale : protocol::Fit::crop;
  plan.framerateMilli = std::min(hello.framerateMilli == 0 ? sensor.framerateMilli : hello.framerateMilli,
                                 sensor.framerateMilli);
  plan.bufferCount = hello.bufferCount == 0 ? protocol::kBufferCountDefault
                                            : std::min(hello.bufferCount, protocol::kBufferCountMax);
  return plan;
}

}  // namespace acapkit::simulator
