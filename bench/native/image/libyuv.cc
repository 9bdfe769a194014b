// libyuv, in the two orders that apps use: A scales NV12 and converts the small picture, B converts the whole
// frame and scales RGB. The float tensors are made by the plain loop.
#include <libyuv.h>

#include "contender.h"

namespace acapkit::bench {
namespace {

/** Where libyuv's RGB goes: straight to the output, or to a buffer that becomes a tensor. */
class Target {
 public:
  explicit Target(const Job& job)
      : job_(job),
        picture_(pictureOf(job)),
        rgb_(job.type == ACAPKIT_IMAGE_F32 ? size_t{3} * picture_.width * picture_.height : 0) {}

  const AcapkitImageRect& picture() const { return picture_; }
  int pitch() const { return static_cast<int>(3 * (rgb_.empty() ? job_.width : picture_.width)); }

  uint8_t* begin(uint8_t* output) {
    writePadding(job_, output);
    return rgb_.empty() ? output + 3 * (size_t{job_.width} * picture_.y + picture_.x) : rgb_.data();
  }

  void end(uint8_t* output) {
    if (rgb_.empty()) return;
    auto* first = reinterpret_cast<float*>(output) + size_t{job_.width} * picture_.y + picture_.x;
    toFloatPlanes(rgb_.data(), picture_.width, picture_.height, first, job_.width,
                  size_t{job_.width} * job_.height);
  }

 private:
  const Job& job_;
  AcapkitImageRect picture_;
  std::vector<uint8_t> rgb_;
};

struct Sizes {
  int sourceWidth, sourceHeight, width, height;
  size_t luma;
};

Sizes sizesOf(const Job& job, const AcapkitImageRect& picture) {
  return {static_cast<int>(job.sourceWidth), static_cast<int>(job.sourceHeight),
          static_cast<int>(picture.width), static_cast<int>(picture.height),
          size_t{job.sourceWidth} * job.sourceHeight};
}

Contender scaleFirst(const Job& job) {
  Target target(job);
  const Sizes size = sizesOf(job, target.picture());
  const size_t luma = size_t{target.picture().width} * target.picture().height;
  const bool same = size.width == size.sourceWidth && size.height == size.sourceHeight;
  const auto run = [=, small = std::vector<uint8_t>(same ? 0 : luma * 3 / 2)](const uint8_t* frame,
                                                                              uint8_t* output) mutable {
    uint8_t* rgb = target.begin(output);
    if (same) {
      libyuv::NV12ToRAW(frame, size.width, frame + luma, size.width, rgb, target.pitch(), size.width,
                        size.height);
    } else {
      uint8_t* chroma = small.data() + luma;
      libyuv::NV12Scale(frame, size.sourceWidth, frame + size.luma, size.sourceWidth, size.sourceWidth,
                        size.sourceHeight, small.data(), size.width, chroma, size.width, size.width,
                        size.height, libyuv::kFilterBilinear);
      libyuv::NV12ToRAW(small.data(), size.width, chroma, size.width, rgb, target.pitch(), size.width,
                        size.height);
    }
    target.end(output);
  };
  return {.name = "libyuvA", .run = run};
}

Contender convertFirst(const Job& job) {
  Target target(job);
  const Sizes size = sizesOf(job, target.picture());
  const auto run = [=, full = std::vector<uint8_t>(4 * size.luma),
                    small = std::vector<uint8_t>(size_t{4} * size.width * size.height)](
                       const uint8_t* frame, uint8_t* output) mutable {
    uint8_t* rgb = target.begin(output);
    libyuv::NV12ToARGB(frame, size.sourceWidth, frame + size.luma, size.sourceWidth, full.data(),
                       4 * size.sourceWidth, size.sourceWidth, size.sourceHeight);
    libyuv::ARGBScale(full.data(), 4 * size.sourceWidth, size.sourceWidth, size.sourceHeight, small.data(),
                      4 * size.width, size.width, size.height, libyuv::kFilterBilinear);
    libyuv::ARGBToRAW(small.data(), 4 * size.width, rgb, target.pitch(), size.width, size.height);
    target.end(output);
  };
  return {.name = "libyuvB", .run = run};
}

}  // namespace

std::vector<Contender> libyuvContenders(const Job& job) {
  if (job.kind != Kind::resize) return {};
  std::vector<Contender> contenders{scaleFirst(job)};
  const AcapkitImageRect picture = pictureOf(job);
  if (picture.width != job.sourceWidth) contenders.push_back(convertFirst(job));
  return contenders;
}

}  // namespace acapkit::bench
