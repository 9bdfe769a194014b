// What red and blue weigh in luma; green has the rest.
#pragma once

#include <cstdint>

#include "acapkit_image/base.h"

namespace acapkit::image {

/** In ten-thousandths, which is how BT.601-7 (2.5.1) and BT.709-6 (3.2) give them. */
struct LumaWeights {
  static constexpr int32_t one = 10000;
  int32_t red, blue;
  constexpr int32_t green() const { return one - red - blue; }
};

constexpr LumaWeights bt601Weights{.red = 2990, .blue = 1140}, bt709Weights{.red = 2126, .blue = 722};

constexpr LumaWeights weightsOf(AcapkitImageMatrix matrix) {
  return matrix == ACAPKIT_IMAGE_BT709 ? bt709Weights : bt601Weights;
}

}  // namespace acapkit::image
