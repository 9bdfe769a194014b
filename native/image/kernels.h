// A kernel family is one set of functions for one kind of processor. All families give the same bytes:
// "scalar" is the readable reference and the oracle of the others.
#pragma once

#include "image/analysis/analysis-kernels.h"
#include "image/resize/resize-kernels.h"

namespace acapkit::image {

struct Kernels {
  const char* name;
  ResizeKernels resize;
  AnalysisKernels analysis;
};

extern const Kernels scalarKernels;
#if defined(__x86_64__)
extern const Kernels avx2Kernels;
extern const Kernels sse41Kernels;
#elif defined(__aarch64__) || defined(__arm__)
extern const Kernels neonKernels;
#endif

/** The family that is in use now. Any thread. */
const Kernels& currentKernels();

}  // namespace acapkit::image
