#include "image/jpeg/strip.h"

#include <algorithm>
#include <cstring>

namespace acapkit::image {
namespace {

constexpr size_t blockColumns = 8;

/** Columns of both chroma rows and half those of luma: enough whole blocks for both. */
size_t chromaStride(uint32_t width) {
  return ((size_t{width} + 1) / 2 + blockColumns - 1) / blockColumns * blockColumns;
}

/** Where the parts of a strip lie in the scratch memory. The offsets come first: they want the alignment. */
struct Scratch {
  int32_t* offsets;
  uint8_t *luma, *cb, *cr;
  size_t stride;
};

Scratch divide(uint8_t* memory, uint32_t width) {
  const size_t stride = chromaStride(width);
  uint8_t* const luma = memory + 2 * stride * sizeof(int32_t);
  uint8_t* const cb = luma + 2 * stride * stripRows;
  return {reinterpret_cast<int32_t*>(memory), luma, cb, cb + stride * stripChromaRows, stride};
}

const uint8_t* rowOf(const Picture& picture, size_t plane, uint32_t row) {
  return picture.planes[plane] + row * picture.pitches[plane];
}

void repeatLast(uint8_t* row, size_t count, size_t stride) {
  std::memset(row + count, row[count - 1], stride - count);
}

/** libjpeg only reads what it is given here. */
JSAMPROW handedOver(const uint8_t* row) { return const_cast<JSAMPROW>(row); }

JSAMPROW lumaRow(const Picture& picture, uint32_t row, const int32_t* offsets, uint8_t* copy, size_t stride) {
  const uint8_t* const source = rowOf(picture, 0, row);
  if (picture.map.identity && picture.width % blockColumns == 0) return handedOver(source);
  if (picture.map.identity)
    std::memcpy(copy, source, picture.width);
  else
    mapLuma(picture.map, source, offsets, picture.width, copy);
  repeatLast(copy, picture.width, stride);
  return copy;
}

/** Two rows of luma and the row of chroma that they share. Returns the number of luma rows that there are. */
uint32_t makeRowPair(const Picture& picture, uint32_t row, uint32_t pair, const Scratch& scratch,
                     Strip* strip) {
  const size_t columns = (size_t{picture.width} + 1) / 2;
  strip->cb[pair] = scratch.cb + pair * scratch.stride;
  strip->cr[pair] = scratch.cr + pair * scratch.stride;
  mapChroma(picture.map, rowOf(picture, 1, row / 2), columns, strip->cb[pair], strip->cr[pair],
            scratch.offsets);
  repeatLast(strip->cb[pair], columns, scratch.stride);
  repeatLast(strip->cr[pair], columns, scratch.stride);
  const uint32_t rows = std::min(2U, picture.height - row);
  for (uint32_t index = 0; index < rows; ++index) {
    const uint32_t line = 2 * pair + index;
    const size_t stride = 2 * scratch.stride;
    strip->luma[line] = lumaRow(picture, row + index, scratch.offsets, scratch.luma + line * stride, stride);
  }
  return rows;
}

}  // namespace

size_t stripBytes(uint32_t width) {
  return chromaStride(width) * (2 * sizeof(int32_t) + size_t{2} * stripRows + size_t{2} * stripChromaRows);
}

void makeColourStrip(const Picture& picture, uint32_t row, uint8_t* memory, Strip* strip) {
  const Scratch scratch = divide(memory, picture.width);
  uint32_t rows = 0, pairs = 0;
  for (; pairs < stripChromaRows && row + rows < picture.height; ++pairs)
    rows += makeRowPair(picture, row + rows, pairs, scratch, strip);
  std::fill(strip->luma + rows, strip->luma + stripRows, strip->luma[rows - 1]);
  std::fill(strip->cb + pairs, strip->cb + stripChromaRows, strip->cb[pairs - 1]);
  std::fill(strip->cr + pairs, strip->cr + stripChromaRows, strip->cr[pairs - 1]);
}

uint32_t makePlainStrip(const Picture& picture, uint32_t row, uint8_t* memory, Strip* strip) {
  const Scratch scratch = divide(memory, picture.width);
  const bool direct = picture.format == ACAPKIT_IMAGE_RGB || picture.map.luma == 1 << ColourMap::fraction;
  if (!direct) std::fill_n(scratch.offsets, picture.width, picture.map.lumaBias);
  const uint32_t rows = std::min(stripRows, picture.height - row);
  for (uint32_t index = 0; index < rows; ++index) {
    const uint8_t* const source = rowOf(picture, 0, row + index);
    strip->luma[index] = direct ? handedOver(source) : scratch.luma + 2 * scratch.stride * index;
    if (!direct) mapLuma(picture.map, source, scratch.offsets, picture.width, strip->luma[index]);
  }
  return rows;
}

}  // namespace acapkit::image
