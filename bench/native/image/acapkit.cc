// acapkit's own ways to do the jobs: exact, and with fast chroma.
#include <memory>
#include <stdexcept>

#include "acapkit_image/analyze.h"
#include "contender.h"

namespace acapkit::bench {
namespace {

void check(AcapkitImageStatus status, const AcapkitImageError& error) {
  if (status != ACAPKIT_IMAGE_OK) throw std::runtime_error(std::string(error.field) + ": " + error.message);
}

Contender resize(const Job& job, const char* name, AcapkitImageMode mode) {
  const AcapkitImageSource source = sourceOf(job);
  const AcapkitImageOutput output = outputOf(job, mode);
  AcapkitImagePlan* made = nullptr;
  AcapkitImageError error{};
  check(acapkit_image_plan_new(&source, &output, &made, &error), error);
  const size_t luma = size_t{job.sourceWidth} * job.sourceHeight;
  const auto run = [plan = std::shared_ptr<AcapkitImagePlan>(made, acapkit_image_plan_free), luma](
                       const uint8_t* frame, uint8_t* pixels) {
    const uint8_t* const planes[] = {frame, frame + luma};
    AcapkitImageError runError{};
    check(acapkit_image_plan_run(plan.get(), planes, pixels, &runError), runError);
  };
  return {.name = name, .run = run};
}

Contender motion(const Job& job) {
  const size_t blocks = acapkit_image_motion_blocks(job.sourceWidth, job.sourceHeight, motionBlock);
  const auto run = [&job, sad = std::vector<uint32_t>(blocks)](const uint8_t* frame, uint8_t*) mutable {
    const AcapkitImageFrame now = frameOf(job, frame);
    const AcapkitImageFrame previous = frameOf(job, frame + frameStride(job));
    uint32_t moving = 0;
    AcapkitImageError error{};
    check(acapkit_image_motion(&now, &previous, motionBlock, motionThreshold, sad.data(), &moving, &error),
          error);
  };
  return {.name = "acapkit", .run = run, .frames = 2, .isPicture = false};
}

}  // namespace

std::vector<Contender> acapkitContenders(const Job& job) {
  if (job.kind == Kind::motion) return {motion(job)};
  if (job.kind == Kind::jpeg) return {};
  return {resize(job, "acapkit", ACAPKIT_IMAGE_EXACT), resize(job, "acapkitFast", ACAPKIT_IMAGE_FAST_CHROMA)};
}

}  // namespace acapkit::bench
