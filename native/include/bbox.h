/**
 * @file bbox.h
 * Draws boxes and lines into the video (libbbox.so.1). API-compatible declarations, written from the
 * published names and signatures; the comments are our own. Facts without hard evidence are marked
 * (unverified). Since AXIS OS 11.11. Chips: ARTPEC-7, -8, -9 and CV25.
 *
 * Rules for every function: failure is false (or NULL) with errno set; there is no event loop; threads and
 * blocking are not documented. Coordinates are 0 … 1 from the top left; what lies outside is clipped and is
 * no error. Colour, thickness and style stay until changed and apply to what is drawn afterwards. Nothing
 * shows before bbox_commit().
 */
#ifndef ACAPKIT_BBOX_H_
#define ACAPKIT_BBOX_H_

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A set of figures on one view or on several channels. */
typedef struct bbox bbox_t;

/** Number of a channel or view, as in vdo. */
typedef uint32_t bbox_channel_t;

/**
 * A colour of the camera; its number means nothing to an app. Travels by value and is this struct everywhere,
 * never an integer. The name of the field is (unverified); `unused` because clang complains of private fields
 * nobody reads.
 */
typedef struct bbox_color {
#ifdef __cplusplus
 private:
#endif
  uint32_t opaque : 32 __attribute__((unused));
} bbox_color_t;

/**
 * Figures on several channels; the coordinates span all of them.
 * @param n_channels how many bbox_channel_t (uint32_t) follow
 * @return the set (bbox_destroy()), or NULL
 */
bbox_t* bbox_new(size_t n_channels, ...);
/** Figures on one view; the coordinates are those of the view. Free with bbox_destroy(). */
bbox_t* bbox_view_new(bbox_channel_t view);
/** Frees a set. */
bool bbox_destroy(bbox_t* self);

/** Coordinates follow the scene through rotation, mirroring and crop. The default. */
bool bbox_coordinates_scene_normalized(bbox_t* self);
/** Coordinates are those of the frame as it is delivered. */
bool bbox_coordinates_frame_normalized(bbox_t* self);
/** Shows the figures on a video output too, from the next commit on. Succeeds on cameras that have none. */
bool bbox_video_output(bbox_t* self, bool enabled);

/** The camera's nearest colour. Slow: ask once and keep the result. Some palettes are small. */
bbox_color_t bbox_color_from_rgb(uint8_t r, uint8_t g, uint8_t b);
/** As bbox_color_from_rgb(), with alpha 0 (clear) … 255; how many levels a camera has is (unverified). */
bbox_color_t bbox_color_from_rgba(uint8_t r, uint8_t g, uint8_t b, uint8_t a);

/** Drops all figures. That it too waits for the commit is (unverified). */
bool bbox_clear(bbox_t* self);
/** Colour of what follows. */
bool bbox_color(bbox_t* self, bbox_color_t color);
/** Rectangles that follow are drawn whole. */
bool bbox_style_outline(bbox_t* self);
/** Rectangles that follow are drawn as four corners. */
bool bbox_style_corners(bbox_t* self);
/** Thin lines follow. */
bool bbox_thickness_thin(bbox_t* self);
/** Medium lines follow. */
bool bbox_thickness_medium(bbox_t* self);
/** Thick lines follow. */
bool bbox_thickness_thick(bbox_t* self);

/** Draws a rectangle between two opposite corners. */
bool bbox_rectangle(bbox_t* self, float x1, float y1, float x2, float y2);
/** Draws a line. */
bool bbox_line(bbox_t* self, float x1, float y1, float x2, float y2);
/** Draws a figure with four corners. */
bool bbox_quad(bbox_t* self, float x1, float y1, float x2, float y2, float x3, float y3, float x4, float y4);
/** Starts a path. */
bool bbox_move_to(bbox_t* self, float x, float y);
/** Continues the path with a line. */
bool bbox_line_to(bbox_t* self, float x, float y);
/** Draws the path. */
bool bbox_draw_path(bbox_t* self);

/**
 * Makes what was drawn visible.
 * @param when_us moment of the video to show it with, in µs; 0 means now. Its clock is (unverified).
 */
bool bbox_commit(bbox_t* self, int64_t when_us);

#ifdef __cplusplus
}
#endif

#endif /* ACAPKIT_BBOX_H_ */
