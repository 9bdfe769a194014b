// What several contenders need and none should do better than another.
#include <algorithm>
#include <cstring>

#include "contender.h"

namespace acapkit::bench {

size_t frameStride(const Job& job) {
  constexpr size_t page = 4096;
  return (frameBytes(job) + page - 1) / page * page;
}

void toFloatPlanes(const uint8_t* rgb, uint32_t width, uint32_t height, float* out, size_t pitch,
                   size_t plane) {
  for (size_t y = 0; y < height; ++y) {
    const uint8_t* from = rgb + 3 * width * y;
    float* red = out + pitch * y;
    float* green = red + plane;
    float* blue = green + plane;
    for (size_t x = 0; x < width; ++x) {
      red[x] = static_cast<float>(from[3 * x]) * (1.0F / 255);
      green[x] = static_cast<float>(from[3 * x + 1]) * (1.0F / 255);
      blue[x] = static_cast<float>(from[3 * x + 2]) * (1.0F / 255);
    }
  }
}

void writePadding(const Job& job, uint8_t* output) {
  // Frames here are wider than the outputs, so there are bands above and below, none beside.
  const AcapkitImageRect picture = pictureOf(job);
  const size_t above = picture.y;
  const size_t below = picture.y + picture.height;
  const size_t width = job.width;
  if (job.type == ACAPKIT_IMAGE_U8) {
    std::memset(output, padValue, 3 * width * above);
    std::memset(output + 3 * width * below, padValue, 3 * width * (job.height - below));
    return;
  }
  auto* floats = reinterpret_cast<float*>(output);
  for (size_t channel = 0; channel < 3; ++channel) {
    float* plane = floats + channel * width * job.height;
    std::fill_n(plane, width * above, padValue / 255.0F);
    std::fill_n(plane + width * below, width * (job.height - below), padValue / 255.0F);
  }
}

}  // namespace acapkit::bench
