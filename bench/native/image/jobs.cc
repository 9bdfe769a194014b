#include "jobs.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace acapkit::bench {
namespace {

constexpr auto stretch = ACAPKIT_IMAGE_STRETCH;
constexpr auto letterbox = ACAPKIT_IMAGE_LETTERBOX;
constexpr auto u8 = ACAPKIT_IMAGE_U8;
constexpr auto f32 = ACAPKIT_IMAGE_F32;

constexpr std::array<Job, 15> table{{
    {"J1", Kind::resize, 1920, 1080, 1920, 1080, stretch, u8},
    {"J2", Kind::resize, 1920, 1080, 640, 640, letterbox, u8},
    {"J3", Kind::resize, 1920, 1080, 640, 640, letterbox, f32},
    {"J4", Kind::resize, 1920, 1080, 300, 300, stretch, u8},
    {"J5", Kind::resize, 3840, 2160, 640, 640, letterbox, f32},
    {"J6", Kind::motion, 1920, 1080, 0, 0, stretch, u8},
    {"J7", Kind::jpeg, 1920, 1080, 0, 0, stretch, u8},
    {"J8", Kind::resize, 1280, 720, 640, 640, letterbox, u8},
    {"J9", Kind::resize, 1920, 1080, 416, 416, letterbox, f32},
    {"1:1", Kind::resize, 1920, 1080, 1920, 1080, stretch, u8},
    {"2:1", Kind::resize, 1920, 1080, 960, 540, stretch, u8},
    {"3:1", Kind::resize, 1920, 1080, 640, 360, stretch, u8},
    {"4:1", Kind::resize, 1920, 1080, 480, 270, stretch, u8},
    {"3:2", Kind::resize, 1920, 1080, 1280, 720, stretch, u8},
    {"1:2", Kind::resize, 960, 540, 1920, 1080, stretch, u8},
}};

}  // namespace

std::span<const Job> jobs() { return table; }

const Job* jobNamed(std::string_view name) {
  const auto found =
      std::find_if(table.begin(), table.end(), [&](const Job& job) { return name == job.name; });
  return found == table.end() ? nullptr : &*found;
}

size_t frameBytes(const Job& job) { return size_t{job.sourceWidth} * job.sourceHeight * 3 / 2; }

size_t outputBytes(const Job& job) {
  return size_t{3} * job.width * job.height * (job.type == f32 ? sizeof(float) : 1);
}

AcapkitImageRect pictureOf(const Job& job) {
  if (job.fit == stretch) return {0, 0, job.width, job.height};
  const double scale = std::min(static_cast<double>(job.width) / job.sourceWidth,
                                static_cast<double>(job.height) / job.sourceHeight);
  const auto width = static_cast<uint32_t>(std::lround(job.sourceWidth * scale));
  const auto height = static_cast<uint32_t>(std::lround(job.sourceHeight * scale));
  return {(job.width - width) / 2, (job.height - height) / 2, width, height};
}

AcapkitImageSource sourceOf(const Job& job) {
  AcapkitImageSource source{};
  source.format = ACAPKIT_IMAGE_NV12;
  source.width = job.sourceWidth;
  source.height = job.sourceHeight;
  return source;
}

AcapkitImageOutput outputOf(const Job& job, AcapkitImageMode mode) {
  AcapkitImageOutput output{};
  output.width = job.width;
  output.height = job.height;
  output.type = job.type;
  output.layout = job.type == f32 ? ACAPKIT_IMAGE_CHW : ACAPKIT_IMAGE_HWC;
  output.fit = job.fit;
  output.mode = mode;
  std::fill(std::begin(output.pad), std::end(output.pad), padValue);
  return output;
}

AcapkitImageFrame frameOf(const Job& job, const uint8_t* frame) {
  AcapkitImageFrame result{};
  result.format = ACAPKIT_IMAGE_NV12;
  result.width = job.sourceWidth;
  result.height = job.sourceHeight;
  // The functions that take a constant frame only read it.
  result.planes[0] = const_cast<uint8_t*>(frame);
  result.planes[1] = result.planes[0] + size_t{job.sourceWidth} * job.sourceHeight;
  return result;
}

}  // namespace acapkit::bench
