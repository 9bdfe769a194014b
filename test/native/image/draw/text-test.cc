// The font, and where its characters land.
#include <doctest/doctest.h>

#include <set>
#include <string>

#include "../transform/guarded-frame.h"
#include "acapkit_image/draw.h"

using namespace acapkit::image::test;

namespace {

constexpr AcapkitImageColor ink{.red = 9, .green = 9, .blue = 9, .y = 9, .cb = 99, .cr = 98};
constexpr AcapkitImageColor paper{.red = 7, .green = 7, .blue = 7, .y = 7, .cb = 77, .cr = 76};
constexpr uint32_t glyphWidth = ACAPKIT_IMAGE_GLYPH_WIDTH, glyphHeight = ACAPKIT_IMAGE_GLYPH_HEIGHT;

/** A gray picture of a character's cell: rows of '#' and '.'. */
std::string cellOf(char character) {
  std::string pixels(size_t{glyphWidth} * glyphHeight, '.');
  AcapkitImageColor mark{};
  mark.y = '#';
  const char text[] = {character, '\0'};
  const AcapkitImageFrame frame{
      ACAPKIT_IMAGE_Y800, glyphWidth, glyphHeight, {reinterpret_cast<uint8_t*>(pixels.data()), nullptr}, {}};
  REQUIRE(acapkit_image_draw_text(&frame, {0, 0}, text, 1, mark, nullptr, nullptr) == ACAPKIT_IMAGE_OK);
  return pixels;
}

struct Label {
  AcapkitImagePoint at;
  std::string text;
  int scale;
};

enum class Mark { none, paper, ink };

Mark markAt(const Label& label, const std::vector<std::string>& cells, int column, int row) {
  const int x = column - label.at.x;
  const int y = row - label.at.y;
  const int width = static_cast<int>(glyphWidth) * label.scale;
  if (x < 0 || y < 0 || y >= static_cast<int>(glyphHeight) * label.scale) return Mark::none;
  if (x >= width * static_cast<int>(label.text.size())) return Mark::none;
  const std::string& cell = cells[x / width];
  return cell[y / label.scale * glyphWidth + x % width / label.scale] == '#' ? Mark::ink : Mark::paper;
}

/** Luma only: chroma is the business of fillArea() and checked with the shapes. */
void expectLabel(const GuardedFrame& before, const GuardedFrame& after, const Label& label, bool background) {
  std::vector<std::string> cells;
  for (const char character : label.text) cells.push_back(cellOf(character));
  for (uint32_t row = 0; row < after.frame.height; ++row) {
    for (uint32_t column = 0; column < after.frame.width; ++column) {
      const Mark mark = markAt(label, cells, static_cast<int>(column), static_cast<int>(row));
      uint8_t expected = *before.pixel(0, column, row);
      if (mark == Mark::ink) expected = ink.y;
      if (mark == Mark::paper && background) expected = paper.y;
      REQUIRE(*after.pixel(0, column, row) == expected);
    }
  }
}

}  // namespace

TEST_SUITE("text") {
  TEST_CASE("every character differs from the others and keeps the gap to the next one") {
    std::set<std::string> cells;
    for (char character = ' '; character <= '~'; ++character) {
      const std::string cell = cellOf(character);
      CHECK_MESSAGE(cells.insert(cell).second, character);
      CHECK_MESSAGE((cell.find('#') == std::string::npos) == (character == ' '), character);
      for (size_t last = glyphWidth - 1; last < cell.size(); last += glyphWidth)
        CHECK_MESSAGE(cell[last] == '.', character);
    }
  }

  TEST_CASE("characters are upright and read from left to right") {
    CHECK(cellOf('F') ==
          "#####."
          "#....."
          "#....."
          "####.."
          "#....."
          "#....."
          "#....."
          "......");
    CHECK(cellOf('g').substr(7 * glyphWidth) == ".###..");
  }

  TEST_CASE("labels of any scale, cut at the frame's edges") {
    Random random(31);
    for (int round = 0; round < 500; ++round) {
      const auto format = random() % 2 == 0 ? ACAPKIT_IMAGE_NV12 : ACAPKIT_IMAGE_Y800;
      const int width = between(random, 1, 90);
      const int height = between(random, 1, 40);
      Random same = random;
      const GuardedFrame before(same, format, width, height);
      const GuardedFrame after(random, format, width, height);
      Label label{{between(random, -60, 90), between(random, -30, 40)}, "", between(random, 1, 5)};
      for (int length = between(random, 0, 12); length > 0; --length)
        label.text.push_back(static_cast<char>(between(random, ' ', '~')));
      const bool background = random() % 2 == 0;
      CAPTURE(round);
      REQUIRE(acapkit_image_draw_text(&after.frame, label.at, label.text.c_str(), label.scale, ink,
                                      background ? &paper : nullptr, nullptr) == ACAPKIT_IMAGE_OK);
      expectLabel(before, after, label, background);
    }
  }
}
