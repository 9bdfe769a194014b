// How far a plan's pictures are from the exact ones: `image-accuracy FILE WIDTH HEIGHT` with an NV12 frame
// prints a line of JSON for each of some usual outputs. The exact picture is that of the tests, in double
// precision.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "../../../test/native/image/plan/reference.h"

namespace acapkit::test {
namespace {

struct Wanted {
  const char* name;
  uint32_t width, height;
  AcapkitImageFit fit;
  AcapkitImageFilter filter;
};

constexpr Wanted outputs[] = {
    {"640 × 640 letterbox", 640, 640, ACAPKIT_IMAGE_LETTERBOX, ACAPKIT_IMAGE_BILINEAR},
    {"416 × 416 letterbox", 416, 416, ACAPKIT_IMAGE_LETTERBOX, ACAPKIT_IMAGE_BILINEAR},
    {"300 × 300 stretch", 300, 300, ACAPKIT_IMAGE_STRETCH, ACAPKIT_IMAGE_BILINEAR},
    {"224 × 224 crop", 224, 224, ACAPKIT_IMAGE_CROP, ACAPKIT_IMAGE_BILINEAR},
    {"224 × 224 crop, area", 224, 224, ACAPKIT_IMAGE_CROP, ACAPKIT_IMAGE_AREA},
};

/** Distances of all values, rising. */
std::vector<double> distances(const Options& options, const uint8_t* const planes[2]) {
  const Plan plan(options);
  if (plan.status != ACAPKIT_IMAGE_OK) return {};
  std::vector<float> memory(acapkit_image_plan_output_bytes(plan.plan) / sizeof(float) + 1);
  if (acapkit_image_plan_run(plan.plan, planes, memory.data(), nullptr) != ACAPKIT_IMAGE_OK) return {};
  const AcapkitImageRect picture = acapkit_image_plan_picture(plan.plan);
  const auto exact = referencePicture(options, planes, picture, acapkit_image_plan_crop(plan.plan));
  const bool bytes = options.output.type == ACAPKIT_IMAGE_U8;
  std::vector<double> found;
  for (size_t i = 0; i < exact.size(); ++i) {
    const size_t x = picture.x + i % picture.width;
    const size_t y = picture.y + i / picture.width;
    for (size_t channel = 0; channel < 3; ++channel) {
      const size_t place = (y * options.output.width + x) * 3 + channel;
      const double value = bytes ? reinterpret_cast<const uint8_t*>(memory.data())[place]
                                 : 255 * static_cast<double>(memory[place]);
      found.push_back(std::abs(value - (bytes ? std::round(exact[i][channel]) : exact[i][channel])));
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

void print(const Wanted& wanted, AcapkitImageType type, uint32_t width, uint32_t height,
           const uint8_t* frame) {
  Options options{};
  options.source.width = width;
  options.source.height = height;
  options.output.width = wanted.width;
  options.output.height = wanted.height;
  options.output.fit = wanted.fit;
  options.output.filter = wanted.filter;
  options.output.type = type;
  const uint8_t* const planes[2] = {frame, frame + size_t{width} * height};
  const std::vector<double> all = distances(options, planes);
  if (all.empty()) return;
  std::printf(R"({"output":"%s","type":"%s","largest":%.4f,"percentile99_9":%.4f})"
              "\n",
              wanted.name, type == ACAPKIT_IMAGE_U8 ? "u8" : "f32", all.back(), all[all.size() * 999 / 1000]);
}

int run(const char* file, uint32_t width, uint32_t height) {
  std::vector<uint8_t> frame(size_t{width} * height * 3 / 2);
  std::FILE* from = std::fopen(file, "rb");
  const bool whole = from != nullptr && std::fread(frame.data(), 1, frame.size(), from) == frame.size();
  if (from != nullptr) std::fclose(from);
  if (!whole) {
    std::fprintf(stderr, "image-accuracy: %s is no NV12 frame of %u × %u pixels\n", file, width, height);
    return 1;
  }
  for (const Wanted& wanted : outputs) {
    print(wanted, ACAPKIT_IMAGE_U8, width, height, frame.data());
    print(wanted, ACAPKIT_IMAGE_F32, width, height, frame.data());
  }
  return 0;
}

}  // namespace
}  // namespace acapkit::test

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fprintf(stderr, "image-accuracy: expected FILE WIDTH HEIGHT, both even\n");
    return 2;
  }
  return acapkit::test::run(argv[1], static_cast<uint32_t>(std::atoi(argv[2])),
                            static_cast<uint32_t>(std::atoi(argv[3])));
}
