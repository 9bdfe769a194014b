// Kernels for both ARMs from one source.
#if defined(__aarch64__) || defined(__arm__)
#include <arm_neon.h>

#include <cstring>

#include "image/kernels.h"
#include "image/resize/half.h"

namespace acapkit::image {
namespace {
// First what the kernels are made of.
#include "image/lanes/s16-neon.inl"
#include "image/lanes/u8-neon.inl"

#include "image/analysis/analysis-kernels.inl"
#include "image/resize/resize-kernels.inl"
}  // namespace

extern const Kernels neonKernels{.name = "neon", .resize = resizeKernels, .analysis = analysisKernels};
}  // namespace acapkit::image
#endif
