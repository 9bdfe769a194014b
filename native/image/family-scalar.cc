// The reference: plain C++, one value at a time.
#include <cmath>
#include <cstring>

#include "image/kernels.h"
#include "image/resize/half.h"

namespace acapkit::image {
namespace {
#include "image/analysis/analysis-scalar.inl"
#include "image/resize/resize-scalar.inl"
}  // namespace

extern const Kernels scalarKernels{.name = "scalar", .resize = resizeKernels, .analysis = analysisKernels};
}  // namespace acapkit::image
