// Drawing onto frames in C++: acapkit::image::draw.
#ifndef ACAPKIT_IMAGE_DRAW_HPP
#define ACAPKIT_IMAGE_DRAW_HPP

#include "acapkit_image/base.hpp"
#include "acapkit_image/draw.h"

namespace acapkit::image {
inline namespace wrapper {

using Color = AcapkitImageColor;
using Box = AcapkitImageBox;
using Point = AcapkitImagePoint;

/** Converts R'G'B' once for all frames of this matrix and range. */
inline Color color(std::uint8_t red, std::uint8_t green, std::uint8_t blue,
                   AcapkitImageMatrix matrix = ACAPKIT_IMAGE_BT601,
                   AcapkitImageRange range = ACAPKIT_IMAGE_LIMITED) {
  Color made{};
  detail::checked([&](AcapkitImageError* error) {
    return acapkit_image_color(red, green, blue, matrix, range, &made, error);
  });
  return made;
}

namespace draw {

/** Fills a rectangle. */
inline void fill(const Frame& frame, Box box, Color color) {
  detail::checked(
      [&](AcapkitImageError* error) { return acapkit_image_draw_fill(&frame, box, color, error); });
}

/** Replaces each block that the box touches by its mean colour. */
inline void mosaic(const Frame& frame, Box box, std::uint32_t block) {
  detail::checked(
      [&](AcapkitImageError* error) { return acapkit_image_draw_mosaic(&frame, box, block, error); });
}

/** Draws the border of a box, inside it. */
inline void outline(const Frame& frame, Box box, std::uint32_t thickness, Color color) {
  detail::checked([&](AcapkitImageError* error) {
    return acapkit_image_draw_outline(&frame, box, thickness, color, error);
  });
}

/** Moves a square pen from pixel to pixel. */
inline void line(const Frame& frame, Point from, Point to, std::uint32_t thickness, Color color) {
  detail::checked([&](AcapkitImageError* error) {
    return acapkit_image_draw_line(&frame, from, to, thickness, color, error);
  });
}

/** Fills a polygon. */
inline void polygon(const Frame& frame, const std::vector<Point>& corners, Color color) {
  detail::checked([&](AcapkitImageError* error) {
    return acapkit_image_draw_polygon(&frame, corners.data(), corners.size(), color, error);
  });
}

/** Writes one line of ASCII text.
 *  @param background colour of the characters' cells; NULL leaves the frame visible between the strokes */
inline void text(const Frame& frame, Point at, const std::string& text, std::uint32_t scale, Color color,
                 const Color* background = nullptr) {
  detail::checked([&](AcapkitImageError* error) {
    return acapkit_image_draw_text(&frame, at, text.c_str(), scale, color, background, error);
  });
}

}  // namespace draw
}  // namespace wrapper
}  // namespace acapkit::image

#endif
