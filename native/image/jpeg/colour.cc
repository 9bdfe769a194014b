#include "image/jpeg/colour.h"

#include "image/luma-weights.h"

namespace acapkit::image {
namespace {

/** A weight as a part of 1. */
constexpr double part(int32_t weight) { return static_cast<double>(weight) / LumaWeights::one; }

constexpr double one = 1 << ColourMap::fraction;
constexpr double rounded(double value) { return static_cast<int32_t>(value < 0 ? value - 0.5 : value + 0.5); }
constexpr int16_t fixed(double value) { return static_cast<int16_t>(rounded(value * one)); }

/** To R'G'B' with the weights of the frame, and back with those of BT.601: the inverse of a matrix of luma
 * weights has 2 · (1 - weight) for the colour's own chroma, and green follows from luma. */
constexpr ColourMap makeMap(AcapkitImageMatrix matrix, AcapkitImageRange range) {
  const bool limited = range == ACAPKIT_IMAGE_LIMITED;
  const double lumaScale = limited ? 255.0 / 219 : 1;
  const double chromaScale = limited ? 255.0 / 224 : 1;
  const LumaWeights from = weightsOf(matrix), to = bt601Weights;
  const double blueOfCb = 2 * part(LumaWeights::one - from.blue) * chromaScale;
  const double redOfCr = 2 * part(LumaWeights::one - from.red) * chromaScale;
  const double greenOfCb = -blueOfCb * from.blue / from.green();
  const double greenOfCr = -redOfCr * from.red / from.green();
  const double lumaOfCb = part(to.blue) * blueOfCb + part(to.green()) * greenOfCb;
  const double lumaOfCr = part(to.red) * redOfCr + part(to.green()) * greenOfCr;
  const double cbScale = 1 / (2 * part(LumaWeights::one - to.blue));
  const double crScale = 1 / (2 * part(LumaWeights::one - to.red));
  return {.luma = fixed(lumaScale),
          .lumaCb = fixed(lumaOfCb),
          .lumaCr = fixed(lumaOfCr),
          .cbCb = fixed((blueOfCb - lumaOfCb) * cbScale),
          .cbCr = fixed(-lumaOfCr * cbScale),
          .crCb = fixed(-lumaOfCb * crScale),
          .crCr = fixed((redOfCr - lumaOfCr) * crScale),
          .lumaBias = static_cast<int32_t>(one / 2 + rounded(limited ? -16 * lumaScale * one : 0)),
          .identity = !limited && matrix == ACAPKIT_IMAGE_BT601};
}

constexpr ColourMap maps[2][2] = {
    {makeMap(ACAPKIT_IMAGE_BT601, ACAPKIT_IMAGE_LIMITED), makeMap(ACAPKIT_IMAGE_BT601, ACAPKIT_IMAGE_FULL)},
    {makeMap(ACAPKIT_IMAGE_BT709, ACAPKIT_IMAGE_LIMITED), makeMap(ACAPKIT_IMAGE_BT709, ACAPKIT_IMAGE_FULL)},
};

uint8_t toByte(int32_t value) {
  value >>= ColourMap::fraction;
  return static_cast<uint8_t>(value < 0 ? 0 : value > 255 ? 255 : value);
}

void splitPairs(const uint8_t* pairs, size_t count, uint8_t* __restrict cb, uint8_t* __restrict cr) {
  for (size_t index = 0; index < count; ++index) {
    cb[index] = pairs[2 * index];
    cr[index] = pairs[2 * index + 1];
  }
}

}  // namespace

ColourMap colourMap(AcapkitImageMatrix matrix, AcapkitImageRange range) { return maps[matrix][range]; }

void mapChroma(const ColourMap& shared, const uint8_t* pairs, size_t count, uint8_t* __restrict cb,
               uint8_t* __restrict cr, int32_t* __restrict offsets) {
  const ColourMap map = shared;
  if (map.identity) return splitPairs(pairs, count, cb, cr);
  constexpr int32_t chromaBias = (128 << ColourMap::fraction) + (1 << (ColourMap::fraction - 1));
  for (size_t index = 0; index < count; ++index) {
    const auto blue = static_cast<int16_t>(pairs[2 * index] - 128);
    const auto red = static_cast<int16_t>(pairs[2 * index + 1] - 128);
    cb[index] = toByte(map.cbCb * blue + map.cbCr * red + chromaBias);
    cr[index] = toByte(map.crCb * blue + map.crCr * red + chromaBias);
    offsets[2 * index] = offsets[2 * index + 1] = map.lumaCb * blue + map.lumaCr * red + map.lumaBias;
  }
}

void mapLuma(const ColourMap& map, const uint8_t* source, const int32_t* offsets, size_t count,
             uint8_t* __restrict destination) {
  const int16_t factor = map.luma;
  for (size_t index = 0; index < count; ++index)
    destination[index] = toByte(factor * static_cast<int16_t>(source[index]) + offsets[index]);
}

}  // namespace acapkit::image
