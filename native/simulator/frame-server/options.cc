// Command line of the frame server: every wrong argument becomes a Failure that names it.
#include "simulator/frame-server/options.h"

#include <charconv>
#include <cmath>
#include <optional>
#include <string_view>

namespace acapkit::simulator {
namespace {

constexpr uint32_t kSensorMin = 16;
constexpr uint32_t kSensorWidthMax = 7680;
constexpr uint32_t kSensorHeightMax = 4320;
constexpr double kFramerateMax = 10000;

constexpr std::string_view kUsage =
    "acapkit-frame-server --socket PATH [--preview PATH] (--video FILE | --scene clock) [--sensor WxH] "
    "[--framerate N] [--seed N]";

template <typename Number>
std::optional<Number> parseNumber(std::string_view text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

bool parseSensor(std::string_view text, Options& options) {
  const size_t cross = text.find('x');
  if (cross == std::string_view::npos) return false;
  const auto width = parseNumber<uint32_t>(text.substr(0, cross));
  const auto height = parseNumber<uint32_t>(text.substr(cross + 1));
  if (!width || !height || *width % 2 != 0 || *height % 2 != 0) return false;
  options.sensorWidth = *width;
  options.sensorHeight = *height;
  return *width >= kSensorMin && *width <= kSensorWidthMax && *height >= kSensorMin &&
         *height <= kSensorHeightMax;
}

bool parseFramerate(std::string_view text, Options& options) {
  const auto value = parseNumber<double>(text);
  if (!value || !std::isfinite(*value) || *value < 0.1 || *value > kFramerateMax) return false;
  options.framerate = *value;
  return true;
}

bool parseSeed(std::string_view text, Options& options) {
  const auto value = parseNumber<uint64_t>(text);
  options.seed = value.value_or(0);
  return value.has_value();
}

/** False when the name is unknown or the value is wrong. */
bool applyOption(std::string_view name, std::string_view value, Options& options, std::string& scene) {
  if (name == "--socket") return !(options.socketPath = value).empty();
  if (name == "--preview") return !(options.previewPath = value).empty();
  if (name == "--video") return !(options.videoPath = value).empty();
  if (name == "--scene") return (scene = value) == "clock";
  if (name == "--sensor") return parseSensor(value, options);
  if (name == "--framerate") return parseFramerate(value, options);
  if (name == "--seed") return parseSeed(value, options);
  return false;
}

}  // namespace

std::variant<Options, Failure> parseOptions(int argc, char** argv) {
  Options options;
  std::string scene;
  for (int i = 1; i < argc; i += 2) {
    const std::string_view name = argv[i];
    const std::string_view value = i + 1 < argc ? argv[i + 1] : "";
    if (!applyOption(name, value, options, scene)) {
      return Failure{"wrong argument: " + std::string(name) + " " + std::string(value), std::string(kUsage)};
    }
  }
  if (options.socketPath.empty()) return Failure{"--socket is missing", std::string(kUsage)};
  if (scene.empty() == options.videoPath.empty()) {
    return Failure{"exactly one of --video and --scene is needed", std::string(kUsage)};
  }
  return options;
}

}  // namespace acapkit::simulator
