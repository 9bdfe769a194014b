// libswscale, bilinear, straight from NV12 to RGB. The float tensors are made by the plain loop.
extern "C" {
#include <libswscale/swscale.h>
}

#include <memory>
#include <stdexcept>

#include "contender.h"

namespace acapkit::bench {

std::vector<Contender> swscaleContenders(const Job& job) {
  if (job.kind != Kind::resize || job.name[0] != 'J') return {};
  const AcapkitImageRect picture = pictureOf(job);
  const auto width = static_cast<int>(job.sourceWidth);
  const auto height = static_cast<int>(job.sourceHeight);
  const std::shared_ptr<SwsContext> scaler(
      sws_getContext(width, height, AV_PIX_FMT_NV12, static_cast<int>(picture.width),
                     static_cast<int>(picture.height), AV_PIX_FMT_RGB24, SWS_BILINEAR, nullptr, nullptr,
                     nullptr),
      sws_freeContext);
  if (!scaler) throw std::runtime_error("libswscale cannot do " + std::string(job.name));
  const bool tensor = job.type == ACAPKIT_IMAGE_F32;
  const size_t first = size_t{job.width} * picture.y + picture.x;
  const auto run = [=, &job,
                    rgb = std::vector<uint8_t>(tensor ? size_t{3} * picture.width * picture.height : 0)](
                       const uint8_t* frame, uint8_t* output) mutable {
    writePadding(job, output);
    const uint8_t* const planes[] = {frame, frame + size_t{job.sourceWidth} * job.sourceHeight};
    const int pitches[] = {width, width};
    uint8_t* const targets[] = {tensor ? rgb.data() : output + 3 * first};
    const int targetPitches[] = {static_cast<int>(3 * (tensor ? picture.width : job.width))};
    sws_scale(scaler.get(), planes, pitches, 0, height, targets, targetPitches);
    if (tensor)
      toFloatPlanes(rgb.data(), picture.width, picture.height, reinterpret_cast<float*>(output) + first,
                    job.width, size_t{job.width} * job.height);
  };
  return {{.name = "swscale", .run = run}};
}

}  // namespace acapkit::bench
