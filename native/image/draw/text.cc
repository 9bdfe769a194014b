// Text: each stroke of a glyph's row is a rectangle.
#include <cstring>

#include "image/draw/canvas.h"
#include "image/draw/font.h"
#include "image/status.h"

namespace acapkit::image {
namespace {

constexpr int64_t glyphWidth = ACAPKIT_IMAGE_GLYPH_WIDTH, glyphHeight = ACAPKIT_IMAGE_GLYPH_HEIGHT;

/** Upper left corner of a character and pixels of one of its dots. */
struct Cell {
  int64_t left, top, scale;
};

Area dots(const Cell& cell, int64_t column, int64_t row, int64_t columns, int64_t rows) {
  const int64_t left = cell.left + column * cell.scale;
  const int64_t top = cell.top + row * cell.scale;
  return {left, top, left + columns * cell.scale, top + rows * cell.scale};
}

void drawGlyph(const AcapkitImageFrame& frame, const Cell& cell, char character,
               const AcapkitImageColor& color) {
  const uint8_t* const rows = glyphRows(character);
  for (int64_t row = 0; row < glyphHeight; ++row) {
    const auto set = [&](int64_t column) {
      return column < glyphWidth && (rows[row] >> (glyphWidth - 1 - column) & 1) != 0;
    };
    for (int64_t column = 0; column < glyphWidth; ++column) {
      const int64_t start = column;
      while (set(column)) ++column;
      if (column > start) fillArea(frame, dots(cell, start, row, column - start, 1), color);
    }
  }
}

AcapkitImageStatus checkText(const char* text, AcapkitImageError* error) {
  if (text == nullptr) return invalid(error, "text", "expected characters, found NULL");
  for (const char* at = text; *at != '\0'; ++at) {
    if (*at < firstGlyph || *at > lastGlyph)
      return invalid(error, "text", "expected ASCII 32 … 126, found %u at %zu",
                     static_cast<unsigned>(static_cast<unsigned char>(*at)), static_cast<size_t>(at - text));
  }
  return ACAPKIT_IMAGE_OK;
}

}  // namespace
}  // namespace acapkit::image

using namespace acapkit::image;  // NOLINT(google-build-using-namespace): C functions are in no namespace.

AcapkitImageStatus acapkit_image_draw_text(const AcapkitImageFrame* frame, AcapkitImagePoint at,
                                           const char* text, uint32_t scale, AcapkitImageColor color,
                                           const AcapkitImageColor* background, AcapkitImageError* error) {
  AcapkitImageStatus status = checkFrame(frame, "frame", error);
  if (status == ACAPKIT_IMAGE_OK) status = checkPoint(at, "at", error);
  if (status == ACAPKIT_IMAGE_OK) status = checkText(text, error);
  if (status == ACAPKIT_IMAGE_OK) status = checkPen(scale, 1, "scale", error);
  if (status != ACAPKIT_IMAGE_OK) return status;
  Cell cell{at.x, at.y, scale};
  const auto characters = static_cast<int64_t>(std::strlen(text));
  if (background != nullptr)
    fillArea(*frame, dots(cell, 0, 0, characters * glyphWidth, glyphHeight), *background);
  for (; *text != '\0' && cell.left < frame->width; ++text, cell.left += glyphWidth * cell.scale)
    drawGlyph(*frame, cell, *text, color);
  return ACAPKIT_IMAGE_OK;
}
