// R'G'B' to Y'CbCr in whole numbers, so that every processor gets the same colour.
#include <algorithm>

#include "acapkit_image/draw.h"
#include "image/luma-weights.h"
#include "image/status.h"

namespace acapkit::image {
namespace {

/** offset + numerator / denominator, rounded to the nearest, half away from zero, and kept in a byte. */
uint8_t rounded(int64_t offset, int64_t numerator, int64_t denominator) {
  const int64_t half = numerator < 0 ? -denominator / 2 : denominator / 2;
  return static_cast<uint8_t>(std::clamp<int64_t>(offset + (numerator + half) / denominator, 0, 255));
}

}  // namespace
}  // namespace acapkit::image

using namespace acapkit::image;  // NOLINT(google-build-using-namespace): C functions are in no namespace.

AcapkitImageStatus acapkit_image_color(uint8_t red, uint8_t green, uint8_t blue, AcapkitImageMatrix matrix,
                                       AcapkitImageRange range, AcapkitImageColor* color,
                                       AcapkitImageError* error) {
  if (matrix != ACAPKIT_IMAGE_BT601 && matrix != ACAPKIT_IMAGE_BT709)
    return invalid(error, "matrix", "expected BT601 or BT709, found %d", static_cast<int>(matrix));
  if (range != ACAPKIT_IMAGE_LIMITED && range != ACAPKIT_IMAGE_FULL)
    return invalid(error, "range", "expected LIMITED or FULL, found %d", static_cast<int>(range));
  if (color == nullptr) return invalid(error, "color", "expected a place for the colour, found NULL");
  const LumaWeights weights = weightsOf(matrix);
  constexpr int64_t one = LumaWeights::one;
  const int64_t luma = weights.red * red + weights.green() * green + weights.blue * blue;
  const bool limited = range == ACAPKIT_IMAGE_LIMITED;
  const int64_t chromaSteps = limited ? 224 : 255;
  *color = {.red = red,
            .green = green,
            .blue = blue,
            .y = rounded(limited ? 16 : 0, luma * (limited ? 219 : 255), 255 * one),
            .cb = rounded(128, (one * blue - luma) * chromaSteps, 510 * (one - weights.blue)),
            .cr = rounded(128, (one * red - luma) * chromaSteps, 510 * (one - weights.red))};
  return ACAPKIT_IMAGE_OK;
}
