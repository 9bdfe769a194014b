#include "image/resize/colour.h"

#include <cmath>

#include "image/luma-weights.h"

namespace acapkit::image {
namespace {

/** As a factor of mulRound from lines (eight bits behind the point) to colour values (six). */
int16_t factor(double value) { return static_cast<int16_t>(std::lround(value * 8192)); }

/** What kernels that cut off need added to round. */
constexpr int16_t rounding(Store store) { return store == Store::u8 || store == Store::i8 ? 32 : 0; }

double orOne(float value) { return value == 0 ? 1 : static_cast<double>(value); }

double stepOf(const AcapkitImageOutput& output) {
  return output.scale == 0 ? 1.0 / 255 : static_cast<double>(output.scale);
}

}  // namespace

Colour colourOf(const AcapkitImageSource& source, const AcapkitImageOutput& output) {
  const bool gray = output.order == ACAPKIT_IMAGE_ORDER_GRAY;
  if (source.format == ACAPKIT_IMAGE_RGB) return gray ? Colour::rgbToGray : Colour::rgb;
  if (gray) return Colour::gray;
  if (source.format == ACAPKIT_IMAGE_Y800) return Colour::grayToThree;
  return output.mode == ACAPKIT_IMAGE_FAST_CHROMA ? Colour::fastChroma : Colour::exact;
}

ColourFactors factorsOf(const AcapkitImageSource& source, AcapkitImageOrder order, Store store) {
  const LumaWeights weights = weightsOf(source.matrix);
  const double red = static_cast<double>(weights.red) / LumaWeights::one;
  const double blue = static_cast<double>(weights.blue) / LumaWeights::one;
  const double green = 1 - red - blue;
  if (source.format == ACAPKIT_IMAGE_RGB) {
    const int16_t redPart = factor(red);
    const int16_t bluePart = factor(blue);
    ColourFactors factors{};
    factors.luma = 8192;
    factors.offset = static_cast<int16_t>(8192 + rounding(store));
    factors.gray[0] = redPart;
    factors.gray[1] = static_cast<int16_t>(8192 - redPart - bluePart);
    factors.gray[2] = bluePart;
    return factors;
  }
  const bool limited = source.range == ACAPKIT_IMAGE_LIMITED;
  const double luma = limited ? 255.0 / 219 : 1;
  const double chroma = limited ? 255.0 / 224 : 1;
  const double black = limited ? 16 : 0;
  const int16_t crToRed = factor(2 * (1 - red) * chroma);
  const int16_t cbToBlue = factor(2 * (1 - blue) * chroma);
  const int16_t crToGreen = factor(-2 * (1 - red) * red / green * chroma);
  const int16_t cbToGreen = factor(-2 * (1 - blue) * blue / green * chroma);
  const bool swapped = order == ACAPKIT_IMAGE_ORDER_BGR;
  return {.luma = factor(luma),
          .offset = static_cast<int16_t>(std::lround((128 - black) * luma * 64) + rounding(store)),
          .secondToFirst = swapped ? cbToBlue : crToRed,
          .firstToMiddle = swapped ? crToGreen : cbToGreen,
          .secondToMiddle = swapped ? cbToGreen : crToGreen,
          .firstToThird = swapped ? crToRed : cbToBlue,
          .gray = {}};
}

ColourFactors constantColour(uint8_t value, Store store) {
  ColourFactors factors{};
  factors.offset = static_cast<int16_t>(value * 64 + rounding(store));
  return factors;
}

Store storeOf(const AcapkitImageOutput& output) {
  if (output.type == ACAPKIT_IMAGE_F32) return Store::f32;
  if (output.type == ACAPKIT_IMAGE_F16) return Store::f16;
  bool plain = output.scale == 0 || output.scale == 1.0F / 255;
  for (size_t channel = 0; channel < 3; ++channel)
    plain = plain && output.mean[channel] == 0 && orOne(output.deviation[channel]) == 1;
  if (plain && output.type == ACAPKIT_IMAGE_U8 && output.zero_point == 0) return Store::u8;
  if (plain && output.type == ACAPKIT_IMAGE_I8 && output.zero_point == -128) return Store::i8;
  return Store::quantised;
}

Destination destinationOf(const AcapkitImageOutput& output) {
  const bool quantised = output.type == ACAPKIT_IMAGE_U8 || output.type == ACAPKIT_IMAGE_I8;
  const double step = quantised ? stepOf(output) : 1;
  const double zero = quantised ? output.zero_point : 0;
  Destination to{};
  for (size_t channel = 0; channel < 3; ++channel) {
    const double deviation = orOne(output.deviation[channel]) * step;
    to.scale[channel] = static_cast<float>(1 / (64 * 255 * deviation));
    to.offset[channel] = static_cast<float>(zero - static_cast<double>(output.mean[channel]) / deviation);
  }
  to.lowest = output.type == ACAPKIT_IMAGE_I8 ? -128 : 0;
  to.highest = output.type == ACAPKIT_IMAGE_I8 ? 127 : 255;
  return to;
}

}  // namespace acapkit::image
