// Shapes that are made of rectangles: filled boxes, outlines and lines.
#include <algorithm>
#include <cstdlib>

#include "image/draw/canvas.h"
#include "image/status.h"

namespace acapkit::image {
namespace {

/** value / divisor, rounded down. */
int64_t floorDivide(int64_t value, int64_t divisor) {
  return value / divisor - (value % divisor < 0 ? 1 : 0);
}

/** A line along the direction in which it is longer, from the smaller end. `steep`: that direction is down.
 */
struct Slope {
  bool steep;
  int64_t begin, end, side, sideEnd;
};

Slope slopeOf(const AcapkitImagePoint& from, const AcapkitImagePoint& to) {
  const bool steep = std::abs(to.y - from.y) > std::abs(to.x - from.x);
  Slope slope = steep ? Slope{true, from.y, to.y, from.x, to.x} : Slope{false, from.x, to.x, from.y, to.y};
  if (slope.begin > slope.end) {
    std::swap(slope.begin, slope.end);
    std::swap(slope.side, slope.sideEnd);
  }
  return slope;
}

/** Across the line, where it is at `along`: rounded, half up. */
int64_t sideAt(const Slope& slope, int64_t along) {
  const int64_t length = slope.end - slope.begin;
  if (length == 0) return slope.side;
  return slope.side +
         floorDivide(2 * (slope.sideEnd - slope.side) * (along - slope.begin) + length, 2 * length);
}

/** Draws stretches of equal `side` as one rectangle each, and only those that can lie in the frame. */
void drawSlope(const AcapkitImageFrame& frame, const Slope& slope, int64_t thickness,
               const AcapkitImageColor& color) {
  const int64_t before = (thickness - 1) / 2;
  const int64_t visible = slope.steep ? frame.height : frame.width;
  const int64_t last = std::min(slope.end, visible - 1 + before);
  int64_t start = std::max(slope.begin, before + 1 - thickness);
  while (start <= last) {
    const int64_t side = sideAt(slope, start);
    int64_t next = start + 1;
    while (next <= last && sideAt(slope, next) == side) ++next;
    const int64_t along = start - before;
    const int64_t alongEnd = next - 1 - before + thickness;
    const int64_t across = side - before;
    fillArea(frame,
             slope.steep ? Area{across, along, across + thickness, alongEnd}
                         : Area{along, across, alongEnd, across + thickness},
             color);
    start = next;
  }
}

}  // namespace
}  // namespace acapkit::image

using namespace acapkit::image;  // NOLINT(google-build-using-namespace): C functions are in no namespace.

AcapkitImageStatus acapkit_image_draw_fill(const AcapkitImageFrame* frame, AcapkitImageBox box,
                                           AcapkitImageColor color, AcapkitImageError* error) {
  const AcapkitImageStatus status = checkFrame(frame, "frame", error);
  if (status == ACAPKIT_IMAGE_OK) fillArea(*frame, areaOf(box), color);
  return status;
}

AcapkitImageStatus acapkit_image_draw_outline(const AcapkitImageFrame* frame, AcapkitImageBox box,
                                              uint32_t thickness, AcapkitImageColor color,
                                              AcapkitImageError* error) {
  AcapkitImageStatus status = checkFrame(frame, "frame", error);
  if (status == ACAPKIT_IMAGE_OK) status = checkPen(thickness, 1, "thickness", error);
  if (status != ACAPKIT_IMAGE_OK) return status;
  const Area area = areaOf(box);
  // Where the borders would meet they end, so that nothing outside the box is drawn.
  const int64_t left = std::min(area.left + thickness, area.right);
  const int64_t right = std::max(area.right - thickness, area.left);
  const int64_t upper = std::min(area.top + thickness, area.bottom);
  const int64_t lower = std::max(area.bottom - thickness, area.top);
  fillArea(*frame, {area.left, area.top, area.right, upper}, color);
  fillArea(*frame, {area.left, lower, area.right, area.bottom}, color);
  fillArea(*frame, {area.left, area.top, left, area.bottom}, color);
  fillArea(*frame, {right, area.top, area.right, area.bottom}, color);
  return ACAPKIT_IMAGE_OK;
}

AcapkitImageStatus acapkit_image_draw_line(const AcapkitImageFrame* frame, AcapkitImagePoint from,
                                           AcapkitImagePoint to, uint32_t thickness, AcapkitImageColor color,
                                           AcapkitImageError* error) {
  AcapkitImageStatus status = checkFrame(frame, "frame", error);
  if (status == ACAPKIT_IMAGE_OK) status = checkPen(thickness, 1, "thickness", error);
  if (status == ACAPKIT_IMAGE_OK) status = checkPoint(from, "from", error);
  if (status == ACAPKIT_IMAGE_OK) status = checkPoint(to, "to", error);
  if (status == ACAPKIT_IMAGE_OK) drawSlope(*frame, slopeOf(from, to), thickness, color);
  return status;
}
