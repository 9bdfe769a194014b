// Kernels for x86-64 processors with SSE4.1. The instructions are switched on for this file's own functions
// only, so that nothing shared with other files is compiled with them.
#if defined(__x86_64__)
#include <immintrin.h>

#include <cstring>

#include "image/kernels.h"
#include "image/resize/half.h"

#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("sse4.1"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("sse4.1")
#endif

namespace acapkit::image {
namespace {
// First what the kernels are made of.
#include "image/lanes/s16-sse41.inl"
#include "image/lanes/u8-sse41.inl"

#include "image/analysis/analysis-kernels.inl"
#include "image/resize/resize-kernels.inl"
}  // namespace

extern const Kernels sse41Kernels{.name = "sse41", .resize = resizeKernels, .analysis = analysisKernels};
}  // namespace acapkit::image

#if defined(__clang__)
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif
#endif
