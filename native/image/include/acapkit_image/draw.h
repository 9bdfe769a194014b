/*
 * Drawing onto frames where they are: privacy masks, and boxes, lines and text for overlays. No conversion to
 * another format and no memory is needed.
 *
 * All functions cut what they draw to the frame: coordinates may lie outside, and no byte outside the frame's
 * rows is written. A pixel (x, y) is the square from (x, y) to (x + 1, y + 1); (0, 0) is the upper left one.
 *
 * NV12: a chroma pair is shared by up to four pixels. It is written as soon as one of them is, so that a mask
 * never leaves colour of what it hides; at odd borders the colour therefore reaches one pixel beyond the
 * shape.
 *
 * Any thread, one at a time for each frame.
 * INVALID names the argument. `error` may be NULL.
 */
#ifndef ACAPKIT_IMAGE_DRAW_H
#define ACAPKIT_IMAGE_DRAW_H

#include "acapkit_image/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A colour in the form of every format. acapkit_image_color() makes it. */
typedef struct {
  uint8_t red, green, blue;
  uint8_t y, cb, cr;
} AcapkitImageColor;

/** A rectangle that may lie outside the frame, wholly or in part. */
typedef struct {
  int32_t x, y;
  /** Pixels; with 0 nothing is drawn. */
  uint32_t width, height;
} AcapkitImageBox;

typedef struct {
  int32_t x, y;
} AcapkitImagePoint;

/** How far from 0 a coordinate of an AcapkitImagePoint may be. */
#define ACAPKIT_IMAGE_COORDINATE_MAX 1048576

/** Most corners of a polygon. */
#define ACAPKIT_IMAGE_CORNERS_MAX 256u

/** Thickest line and outline, and largest scale of text and block of a mosaic, in pixels. */
#define ACAPKIT_IMAGE_PEN_MAX 256u

/** Pixels of a character at scale 1, with the gap to the next one. */
#define ACAPKIT_IMAGE_GLYPH_WIDTH 6u
#define ACAPKIT_IMAGE_GLYPH_HEIGHT 8u

/** Converts R'G'B' (0 … 255 each) once for all frames of this matrix and range; rounded to the nearest value.
 */
ACAPKIT_IMAGE_API AcapkitImageStatus acapkit_image_color(uint8_t red, uint8_t green, uint8_t blue,
                                                         AcapkitImageMatrix matrix, AcapkitImageRange range,
                                                         AcapkitImageColor* color, AcapkitImageError* error);

/** Fills a rectangle: a privacy mask. */
ACAPKIT_IMAGE_API AcapkitImageStatus acapkit_image_draw_fill(const AcapkitImageFrame* frame,
                                                             AcapkitImageBox box, AcapkitImageColor color,
                                                             AcapkitImageError* error);

/**
 * Replaces each block by its mean colour: a privacy mask that leaves rough shapes. The blocks begin at the
 * frame's upper left corner, wherever the box is, and all blocks that the box touches are replaced as a
 * whole: a box that follows somebody does not give away more than one that stands still.
 * @param block width and height of a block in pixels: even, 2 … ACAPKIT_IMAGE_PEN_MAX
 */
ACAPKIT_IMAGE_API AcapkitImageStatus acapkit_image_draw_mosaic(const AcapkitImageFrame* frame,
                                                               AcapkitImageBox box, uint32_t block,
                                                               AcapkitImageError* error);

/** Draws the border of a box, inside it. A border that is thicker than half the box fills it.
 *  @param thickness pixels, 1 … ACAPKIT_IMAGE_PEN_MAX */
ACAPKIT_IMAGE_API AcapkitImageStatus acapkit_image_draw_outline(const AcapkitImageFrame* frame,
                                                                AcapkitImageBox box, uint32_t thickness,
                                                                AcapkitImageColor color,
                                                                AcapkitImageError* error);

/**
 * Moves a square pen from pixel to pixel, both ends included. The pen's pixel number (thickness - 1) / 2 in
 * both directions runs along the line. The line is the same in both directions.
 * @param thickness width of the pen in pixels, 1 … ACAPKIT_IMAGE_PEN_MAX
 */
ACAPKIT_IMAGE_API AcapkitImageStatus acapkit_image_draw_line(const AcapkitImageFrame* frame,
                                                             AcapkitImagePoint from, AcapkitImagePoint to,
                                                             uint32_t thickness, AcapkitImageColor color,
                                                             AcapkitImageError* error);

/**
 * Fills a polygon, also one that crosses itself: a pixel is filled when its centre is inside an odd number of
 * times. Corners are corners of pixels: (0, 0), (4, 0), (4, 3), (0, 3) is what acapkit_image_draw_fill()
 * fills for 4 × 3 pixels. Polygons that share an edge neither overlap nor leave a gap.
 * @param corners `count` of them, 3 … ACAPKIT_IMAGE_CORNERS_MAX; the last one is joined to the first
 */
ACAPKIT_IMAGE_API AcapkitImageStatus acapkit_image_draw_polygon(const AcapkitImageFrame* frame,
                                                                const AcapkitImagePoint* corners,
                                                                size_t count, AcapkitImageColor color,
                                                                AcapkitImageError* error);

/**
 * Writes one line of text, each character ACAPKIT_IMAGE_GLYPH_WIDTH × ACAPKIT_IMAGE_GLYPH_HEIGHT pixels times
 * the scale.
 * @param at upper left corner of the first character
 * @param text ASCII 32 … 126, ended by a zero byte; other characters are INVALID and nothing is drawn
 * @param scale 1 … ACAPKIT_IMAGE_PEN_MAX
 * @param background colour of the characters' cells; NULL leaves the frame visible between the strokes
 */
ACAPKIT_IMAGE_API AcapkitImageStatus acapkit_image_draw_text(const AcapkitImageFrame* frame,
                                                             AcapkitImagePoint at, const char* text,
                                                             uint32_t scale, AcapkitImageColor color,
                                                             const AcapkitImageColor* background,
                                                             AcapkitImageError* error);

#ifdef __cplusplus
}
#endif
#endif
