// The inner loops of a plan over the vectors of a family, included once by each.
#include "image/resize/finish-kernels.inl"
#include "image/resize/line-kernels.inl"

constexpr ResizeKernels resizeKernels{
    .layout = windowLayout,
    .tilePixels = prefetches ? 192 : UINT32_MAX / 32 * 32,
    .resample = resample,
    .resampleBetween = resampleBetween,
    .blend = blend,
    .chromaTerms = chromaTerms,
    .addRow = addRow,
    .closeSums = closeSums,
    .finish = ACAPKIT_FINISH_TABLE,
};
