// Filled polygons. Everything is counted in half pixels: centres of rows are odd then and corners even, so
// that no centre ever lies on a corner and the crossings are exact.
#include <algorithm>
#include <array>
#include <cstdio>

#include "image/draw/canvas.h"
#include "image/status.h"

namespace acapkit::image {
namespace {

struct Polygon {
  const AcapkitImagePoint* corners;
  size_t count;
};

/** First pixel of a row whose centre is not left of the edge. `centre` is the row's, in half pixels, between
 * the ends. */
int64_t firstPixel(const AcapkitImagePoint& upper, const AcapkitImagePoint& lower, int64_t centre) {
  const int64_t height = 2 * (int64_t{lower.y} - upper.y);
  // The edge is at upper.x + run / height; a pixel's centre at its number and a half: rounding up gives the
  // first one.
  const int64_t run = (int64_t{lower.x} - upper.x) * (centre - 2 * int64_t{upper.y});
  const int64_t numerator = 2 * run - height;
  const int64_t denominator = 2 * height;
  return upper.x + numerator / denominator + (numerator % denominator > 0 ? 1 : 0);
}

using Crossings = std::array<int64_t, ACAPKIT_IMAGE_CORNERS_MAX>;

/** Writes where edges cross a row, from left to right; returns how many. Always an even number. */
size_t findCrossings(const Polygon& polygon, int64_t row, Crossings& crossings) {
  const int64_t centre = 2 * row + 1;
  size_t found = 0;
  for (size_t index = 0; index < polygon.count; ++index) {
    AcapkitImagePoint upper = polygon.corners[index];
    AcapkitImagePoint lower = polygon.corners[index + 1 == polygon.count ? 0 : index + 1];
    if (upper.y > lower.y) std::swap(upper, lower);
    if (2 * int64_t{upper.y} < centre && centre < 2 * int64_t{lower.y})
      crossings[found++] = firstPixel(upper, lower, centre);
  }
  std::sort(crossings.begin(), crossings.begin() + found);
  return found;
}

void fillPolygon(const AcapkitImageFrame& frame, const Polygon& polygon, const AcapkitImageColor& color) {
  int32_t top = polygon.corners[0].y, bottom = top;
  for (size_t index = 1; index < polygon.count; ++index) {
    top = std::min(top, polygon.corners[index].y);
    bottom = std::max(bottom, polygon.corners[index].y);
  }
  const Area rows = clipped(frame, {0, top, 1, bottom});
  Crossings crossings;
  for (int64_t row = rows.top; row < rows.bottom; ++row) {
    const size_t found = findCrossings(polygon, row, crossings);
    for (size_t index = 0; index < found; index += 2)
      fillArea(frame, {crossings[index], row, crossings[index + 1], row + 1}, color);
  }
}

AcapkitImageStatus checkCorners(const AcapkitImagePoint* corners, size_t count, AcapkitImageError* error) {
  if (count < 3 || count > ACAPKIT_IMAGE_CORNERS_MAX)
    return invalid(error, "count", "expected 3 … %u corners, found %zu", ACAPKIT_IMAGE_CORNERS_MAX, count);
  for (size_t index = 0; index < count; ++index) {
    char name[sizeof AcapkitImageError::field];
    std::snprintf(name, sizeof name, "corners[%zu]", index);
    const AcapkitImageStatus status = checkPoint(corners[index], name, error);
    if (status != ACAPKIT_IMAGE_OK) return status;
  }
  return ACAPKIT_IMAGE_OK;
}

}  // namespace
}  // namespace acapkit::image

using namespace acapkit::image;  // NOLINT(google-build-using-namespace): C functions are in no namespace.

AcapkitImageStatus acapkit_image_draw_polygon(const AcapkitImageFrame* frame,
                                              const AcapkitImagePoint* corners, size_t count,
                                              AcapkitImageColor color, AcapkitImageError* error) {
  AcapkitImageStatus status = checkFrame(frame, "frame", error);
  if (status != ACAPKIT_IMAGE_OK) return status;
  if (corners == nullptr) return invalid(error, "corners", "expected the polygon's corners, found NULL");
  status = checkCorners(corners, count, error);
  if (status == ACAPKIT_IMAGE_OK) fillPolygon(*frame, {corners, count}, color);
  return status;
}
