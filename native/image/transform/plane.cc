// Bytes are moved 16 at a time with the compiler's own vectors: the shuffles become SSE2 or NEON, which every
// processor that this is built for has, so that no kernel family is needed and nothing but places changes.
#include "image/transform/plane.h"

#include <cstring>

namespace acapkit::image {
namespace {

/** Pixels of one byte: luma. */
struct Luma {
  typedef uint8_t Lanes __attribute__((vector_size(16)));
  static constexpr size_t bytes = 1, lanes = 16;
  static Lanes low(Lanes a, Lanes b) {
    return __builtin_shufflevector(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
  }
  static Lanes high(Lanes a, Lanes b) {
    return __builtin_shufflevector(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
  }
  static uint64_t reversed(uint64_t word) { return __builtin_bswap64(word); }
};

/** Pixels of two bytes: pairs of chroma. */
struct Chroma {
  typedef uint16_t Lanes __attribute__((vector_size(16)));
  static constexpr size_t bytes = 2, lanes = 8;
  static Lanes low(Lanes a, Lanes b) { return __builtin_shufflevector(a, b, 0, 8, 1, 9, 2, 10, 3, 11); }
  static Lanes high(Lanes a, Lanes b) { return __builtin_shufflevector(a, b, 4, 12, 5, 13, 6, 14, 7, 15); }
  static uint64_t reversed(uint64_t word) {
    constexpr uint64_t firstBytes = 0x00ff00ff00ff00ff;
    word = __builtin_bswap64(word);
    return (word & firstBytes) << 8 | (word >> 8 & firstBytes);
  }
};

// Edge of the square that is turned before the next one begins, in pixels: its rows on both sides stay in the
// nearest cache, so that each line of memory is fetched and written once.
constexpr size_t blockPixels = 64;

size_t lesser(size_t a, size_t b) { return a < b ? a : b; }

/** The place of pixel (column, row) of the source, and the one where it goes when columns become rows. */
const uint8_t* from(const PlaneMove& move, size_t column, size_t row) {
  return move.source + static_cast<ptrdiff_t>(row) * move.sourceStep + column * move.pixelBytes;
}
uint8_t* turned(const PlaneMove& move, size_t column, size_t row) {
  return move.destination + static_cast<ptrdiff_t>(column) * move.destinationStep + row * move.pixelBytes;
}

/** Rows and columns of a square of lanes × lanes pixels change places: interleaving the halves moves one bit
 * of a pixel's number at a time from column to row. */
template <typename Pixel>
void transposeTile(const PlaneMove& move, size_t column, size_t row) {
  typename Pixel::Lanes lines[Pixel::lanes];
  for (size_t index = 0; index < Pixel::lanes; ++index)
    std::memcpy(&lines[index], from(move, column, row + index), sizeof lines[index]);
  for (size_t bit = 1; bit < Pixel::lanes; bit *= 2) {
    typename Pixel::Lanes next[Pixel::lanes];
    for (size_t index = 0; index < Pixel::lanes / 2; ++index) {
      next[2 * index] = Pixel::low(lines[index], lines[index + Pixel::lanes / 2]);
      next[2 * index + 1] = Pixel::high(lines[index], lines[index + Pixel::lanes / 2]);
    }
    std::memcpy(lines, next, sizeof lines);
  }
  for (size_t index = 0; index < Pixel::lanes; ++index)
    std::memcpy(turned(move, column + index, row), &lines[index], sizeof lines[index]);
}

/** What lies in a block, tile by tile. The last tile of a plane is pushed back over pixels that are done
 * already. */
template <typename Pixel>
void transposeBlock(const PlaneMove& move, size_t firstColumn, size_t firstRow) {
  const size_t columnsEnd = lesser(firstColumn + blockPixels, move.columns);
  const size_t rowsEnd = lesser(firstRow + blockPixels, move.rows);
  for (size_t column = firstColumn; column < columnsEnd; column += Pixel::lanes)
    for (size_t row = firstRow; row < rowsEnd; row += Pixel::lanes)
      transposeTile<Pixel>(move, lesser(column, move.columns - Pixel::lanes),
                           lesser(row, move.rows - Pixel::lanes));
}

/** The same, pixel by pixel. */
template <size_t bytes>
void transposePixels(const PlaneMove& move, size_t firstColumn, size_t firstRow) {
  const size_t columnsEnd = lesser(firstColumn + blockPixels, move.columns);
  const size_t rowsEnd = lesser(firstRow + blockPixels, move.rows);
  for (size_t column = firstColumn; column < columnsEnd; ++column)
    for (size_t row = firstRow; row < rowsEnd; ++row)
      std::memcpy(turned(move, column, row), from(move, column, row), bytes);
}

using TransposePart = void (*)(const PlaneMove&, size_t column, size_t row);

void transposeAll(const PlaneMove& move, TransposePart part) {
  for (size_t row = 0; row < move.rows; row += blockPixels)
    for (size_t column = 0; column < move.columns; column += blockPixels) part(move, column, row);
}

template <typename Pixel>
void transposeLanes(const PlaneMove& move) {
  const bool roomy = move.columns >= Pixel::lanes && move.rows >= Pixel::lanes;
  transposeAll(move, roomy ? transposeBlock<Pixel> : transposePixels<Pixel::bytes>);
}

template <size_t bytes>
void reversePixels(const uint8_t* source, uint8_t* destination, size_t count) {
  for (size_t index = 0; index < count; ++index)
    std::memcpy(destination + index * bytes, source + (count - 1 - index) * bytes, bytes);
}

/** Eight bytes: the processor turns them round in one instruction. */
template <typename Pixel>
void reverseWord(const uint8_t* source, uint8_t* destination) {
  uint64_t word = 0;
  std::memcpy(&word, source, sizeof word);
  word = Pixel::reversed(word);
  std::memcpy(destination, &word, sizeof word);
}

/** The last word of a row is pushed back over pixels that are done already. */
template <typename Pixel>
void reverseWords(const uint8_t* source, uint8_t* destination, size_t count) {
  constexpr size_t word = sizeof(uint64_t);
  const size_t bytes = count * Pixel::bytes;
  if (bytes < word) return reversePixels<Pixel::bytes>(source, destination, count);
  const size_t last = bytes - word;
  for (size_t at = 0; at < last; at += word) reverseWord<Pixel>(source + at, destination + last - at);
  reverseWord<Pixel>(source + last, destination);
}

}  // namespace

void copyRows(const PlaneMove& move) {
  for (size_t row = 0; row < move.rows; ++row)
    std::memcpy(move.destination + static_cast<ptrdiff_t>(row) * move.destinationStep, from(move, 0, row),
                move.columns * move.pixelBytes);
}

void reverseRows(const PlaneMove& move) {
  const auto reverse = move.pixelBytes == 1   ? reverseWords<Luma>
                       : move.pixelBytes == 2 ? reverseWords<Chroma>
                                              : reversePixels<3>;
  for (size_t row = 0; row < move.rows; ++row)
    reverse(from(move, 0, row), move.destination + static_cast<ptrdiff_t>(row) * move.destinationStep,
            move.columns);
}

void transpose(const PlaneMove& move) {
  if (move.pixelBytes == 1) return transposeLanes<Luma>(move);
  if (move.pixelBytes == 2) return transposeLanes<Chroma>(move);
  transposeAll(move, transposePixels<3>);
}

}  // namespace acapkit::image
