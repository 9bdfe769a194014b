// Does a job N times, for counting instructions: `image-arm JOB exact|fast N`. Everything outside the job is
// the same for every N, so that the difference of two counts is the job alone.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>

#include "acapkit_image/analyze.h"
#include "jobs.h"

namespace acapkit::bench {
namespace {

/** What the frames show does not matter: no path depends on it. */
void fill(uint8_t* bytes, size_t count) {
  uint64_t state = 0x9e3779b97f4a7c15U;
  for (size_t i = 0; i + sizeof state <= count; i += sizeof state) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    std::memcpy(bytes + i, &state, sizeof state);
  }
}

struct Free {
  void operator()(void* memory) const { std::free(memory); }
};
using Memory = std::unique_ptr<void, Free>;

constexpr size_t page = 4096;

/** Fills the heap up to the same place in a page. A static program's C library has the path of the program on
 * it, whose length would shift all that a job allocates, and copies from other places take other
 * instructions. */
Memory levelHeap() {
  const Memory last(std::malloc(1));
  Memory filler(std::malloc(page - reinterpret_cast<uintptr_t>(last.get()) % page));
  // Otherwise the compiler sees that nobody uses it.
  asm volatile("" : : "r"(filler.get()) : "memory");
  return filler;
}

bool resize(const Job& job, AcapkitImageMode mode, const uint8_t* frame, int times,
            AcapkitImageError& error) {
  const AcapkitImageSource source = sourceOf(job);
  const AcapkitImageOutput output = outputOf(job, mode);
  AcapkitImagePlan* plan = nullptr;
  if (acapkit_image_plan_new(&source, &output, &plan, &error) != ACAPKIT_IMAGE_OK) return false;
  const uint8_t* const planes[] = {frame, frame + size_t{job.sourceWidth} * job.sourceHeight};
  const Memory pixels(std::aligned_alloc(page, (outputBytes(job) + page - 1) / page * page));
  bool done = pixels != nullptr;
  for (int i = 0; done && i < times; ++i)
    done = acapkit_image_plan_run(plan, planes, pixels.get(), &error) == ACAPKIT_IMAGE_OK;
  acapkit_image_plan_free(plan);
  return done;
}

bool motion(const Job& job, const uint8_t* frames, int times, AcapkitImageError& error) {
  const size_t blocks = acapkit_image_motion_blocks(job.sourceWidth, job.sourceHeight, motionBlock);
  const Memory sad(std::calloc(blocks, sizeof(uint32_t)));
  const AcapkitImageFrame now = frameOf(job, frames);
  const AcapkitImageFrame previous = frameOf(job, frames + frameBytes(job));
  uint32_t moving = 0;
  bool done = sad != nullptr;
  for (int i = 0; done && i < times; ++i)
    done = acapkit_image_motion(&now, &previous, motionBlock, motionThreshold,
                                static_cast<uint32_t*>(sad.get()), &moving, &error) == ACAPKIT_IMAGE_OK;
  return done;
}

int run(const Job& job, AcapkitImageMode mode, int times) {
  const Memory filler = levelHeap();
  const size_t bytes = 2 * frameBytes(job);
  const Memory memory(std::aligned_alloc(page, (bytes + page - 1) / page * page));
  if (!filler || !memory) return 1;
  auto* frames = static_cast<uint8_t*>(memory.get());
  fill(frames, bytes);
  AcapkitImageError error{};
  const bool done =
      job.kind == Kind::motion ? motion(job, frames, times, error) : resize(job, mode, frames, times, error);
  if (!done) std::fprintf(stderr, "image-arm: %s: %s\n", error.field, error.message);
  return done ? 0 : 1;
}

}  // namespace
}  // namespace acapkit::bench

int main(int argc, char** argv) {
  using namespace acapkit::bench;
  const Job* job = argc == 4 ? jobNamed(argv[1]) : nullptr;
  if (job == nullptr || job->kind == Kind::jpeg) {
    std::fprintf(stderr, "image-arm: expected JOB exact|fast FRAMES, and a job other than JPEG\n");
    return 2;
  }
  const bool fast = std::strcmp(argv[2], "fast") == 0;
  return run(*job, fast ? ACAPKIT_IMAGE_FAST_CHROMA : ACAPKIT_IMAGE_EXACT, std::atoi(argv[3]));
}
