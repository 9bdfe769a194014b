/**
 * @file axoverlay.h
 * Overlays drawn by callbacks (libaxoverlay.so.1). API-compatible declarations, written from the published
 * names, signatures and values; the comments are our own. Facts without hard evidence are marked
 * (unverified). Older than AXIS OS 10.9; axoverlay2.h succeeds it. Chips: ARTPEC-6 … -9, not Ambarella.
 *
 * The thread that calls axoverlay_init() needs a running GLib main loop: the callbacks for new streams arrive
 * there. axoverlay_redraw() renders before it returns, in the caller's thread. `GError** error` may be NULL;
 * the caller frees an error with g_error_free(). Functions without a result tell failure only through it. The
 * name of the error domain is not published; codes are those of enum axoverlay_error_code.
 */
#ifndef ACAPKIT_AXOVERLAY_H_
#define ACAPKIT_AXOVERLAY_H_

#include <glib.h>
#include <sys/time.h>

G_BEGIN_DECLS

/** The quad view as `camera`. */
#define AXOVERLAY_QUAD_CAMERA_ID 0
/** The first camera. */
#define AXOVERLAY_DEFAULT_CAMERA_ID 1

/** @name Values for axoverlay_overlay_data.z_priority
 * @{ */
#define AXOVERLAY_Z_PRIO_LOW 0
#define AXOVERLAY_Z_PRIO_MEDIUM 1000
#define AXOVERLAY_Z_PRIO_HIGH 2000
#define AXOVERLAY_Z_PRIO_VERY_HIGH 3000
/** @} */

/** Codes of an error. */
enum axoverlay_error_code {
  AXOVERLAY_ERROR_INVALID_VALUE = 1000,
  AXOVERLAY_ERROR_INTERNAL = 2000,
  AXOVERLAY_ERROR_UNEXPECTED = 3000,
  AXOVERLAY_ERROR_GENERIC = 4000,
  AXOVERLAY_ERROR_INVALID_ARGUMENT = 5000,
  AXOVERLAY_ERROR_SERVICE_UNAVAILABLE = 6000,
  AXOVERLAY_ERROR_BACKEND = 7000
};

/** How an overlay is drawn. */
enum axoverlay_colorspace {
  AXOVERLAY_COLORSPACE_ARGB32 = 0,       /**< slow: 80 … 100 ms for a redraw were reported */
  AXOVERLAY_COLORSPACE_4BIT_PALETTE = 1, /**< width in bytes: a multiple of 16 */
  AXOVERLAY_COLORSPACE_1BIT_PALETTE = 2, /**< width in bytes: a multiple of 32 */
  AXOVERLAY_COLORSPACE_UNDEFINED = 3
};

/** Where an overlay stands. */
enum axoverlay_position_type {
  AXOVERLAY_TOP_LEFT = 0,
  AXOVERLAY_TOP_RIGHT = 1,
  AXOVERLAY_BOTTOM_LEFT = 2,
  AXOVERLAY_BOTTOM_RIGHT = 3,
  AXOVERLAY_CUSTOM_NORMALIZED = 4, /**< x and y in -1 … 1 from the centre */
  AXOVERLAY_CUSTOM_SOURCE = 5
};

/** What the context of a render callback is. */
enum axoverlay_backend_type {
  AXOVERLAY_CAIRO_IMAGE_BACKEND = 1, /**< a cairo_t* */
  AXOVERLAY_OPENGLES_BACKEND = 2,
  AXOVERLAY_OPEN_BACKEND = 3
};

/** Point of the overlay that its position means. */
enum axoverlay_anchor_point { AXOVERLAY_ANCHOR_TOP_LEFT = 0, AXOVERLAY_ANCHOR_CENTER = 1 };

/** Kind of a stream. */
enum axoverlay_stream_type {
  AXOVERLAY_STREAM_JPEG = 0,
  AXOVERLAY_STREAM_H264 = 1,
  AXOVERLAY_STREAM_H265 = 2,
  AXOVERLAY_STREAM_YCBCR = 3, /**< never drawn into */
  AXOVERLAY_STREAM_VOUT = 4,
  AXOVERLAY_STREAM_OTHER = 5,
  AXOVERLAY_STREAM_RGB = 6,
  AXOVERLAY_STREAM_AV1 = 7
};

/** A stream that an overlay is drawn into. Sizes in pixels, rotation in degrees. */
struct axoverlay_stream_data {
  gint id;
  gint camera;
  gint width;
  gint height;
  gint rotation;
  gboolean is_mirrored;
  enum axoverlay_stream_type type;
};

/** An overlay to make. Set it up with axoverlay_init_overlay_data(). Sizes in pixels. */
struct axoverlay_overlay_data {
  enum axoverlay_anchor_point anchor_point;
  enum axoverlay_position_type postype;
  gfloat x;
  gfloat y;
  gint width;
  gint height;
  gint z_priority;
  enum axoverlay_colorspace colorspace;
  gboolean scale_to_stream;
};

/** One colour of the palette. With Cairo, index i is painted by setting red, green, blue and alpha to one
 * value. */
struct axoverlay_palette_color {
  guchar red;
  guchar green;
  guchar blue;
  guchar alpha;
  gboolean pixelate;
};

/** Tells whether a stream gets overlays. Runs in the loop of the thread that called axoverlay_init(). */
typedef gboolean (*axoverlay_stream_select_function)(gint camera, gint width, gint height, gint rotation,
                                                     gboolean is_mirrored, enum axoverlay_stream_type type);

/** Adjusts place and size of an overlay to a stream. The pointers belong to the library and may be written
 * to. */
typedef void (*axoverlay_adjustment_function)(gint id, struct axoverlay_stream_data* stream,
                                              enum axoverlay_position_type* postype, gfloat* x, gfloat* y,
                                              gint* width, gint* height, gpointer user_data);

/** Draws an overlay for one stream. */
typedef void (*axoverlay_render_function)(gpointer context, gint id, struct axoverlay_stream_data* stream,
                                          enum axoverlay_position_type postype, gfloat x, gfloat y,
                                          gint width, gint height, gpointer user_data);

/**
 * As axoverlay_render_function, with the time of the frame. On armv7hf `struct timeval` has a 64-bit time_t
 * from SDK 12.4 on and a 32-bit one before.
 */
typedef void (*axoverlay_synced_render_function)(gpointer context, gint id,
                                                 struct axoverlay_stream_data* stream,
                                                 enum axoverlay_position_type postype, gfloat x, gfloat y,
                                                 gint width, gint height, struct timeval* timestamp,
                                                 gpointer user_data);

/** Settings for axoverlay_init(). Set them up with axoverlay_init_axoverlay_settings(). */
struct axoverlay_settings {
  axoverlay_render_function render_callback;
  axoverlay_adjustment_function adjustment_callback;
  axoverlay_stream_select_function select_callback;
  enum axoverlay_backend_type backend;
};

/** Has the library synchronise CPU caches with the overlay's memory. First seen in AXIS OS 12.2. */
void axoverlay_enable_cpu_mem_sync(gboolean sync);
/** Sets the adjustment callback instead of through the settings. First seen in AXIS OS 12.2. */
void axoverlay_set_adjustment_callback(axoverlay_adjustment_function adjustment_callback);
/** Sets the stream select callback instead of through the settings. First seen in AXIS OS 12.2. */
void axoverlay_set_stream_select_callback(axoverlay_stream_select_function select_callback);
/** Sets the render callback instead of through the settings. First seen in AXIS OS 12.2. */
void axoverlay_set_render_callback(axoverlay_render_function render_callback);
/** Sets a render callback that also gets the time of the frame. First seen in AXIS OS 12.2. */
void axoverlay_set_synced_render_callback(axoverlay_synced_render_function render_callback);
/** Sets the backend by name; the names are not published. First seen in AXIS OS 12.2. */
void axoverlay_set_backend(const char* backend);

/** Fills settings with their defaults. */
void axoverlay_init_axoverlay_settings(struct axoverlay_settings* axoverlay_settings);
/** Starts the library (axoverlay_cleanup()). The settings may be NULL when the set functions were used. */
void axoverlay_init(struct axoverlay_settings* axoverlay_settings, GError** error);
/** Ends all overlays and the library. */
void axoverlay_cleanup(void);
/** Asks for the list of streams anew. */
void axoverlay_reload_streams(GError** error);
/** Calls the render callback once for each overlay and stream and makes the result visible. */
void axoverlay_redraw(GError** error);
/** Fills the data of an overlay with their defaults. */
void axoverlay_init_overlay_data(struct axoverlay_overlay_data* data);
/**
 * Makes an overlay, which shows after axoverlay_redraw().
 * @param user_data for the callbacks
 * @return its id (axoverlay_destroy_overlay()), or -1
 */
gint axoverlay_create_overlay(struct axoverlay_overlay_data* data, gpointer user_data, GError** error);
/** Removes an overlay. */
void axoverlay_destroy_overlay(gint id, GError** error);
/** Moves an overlay. */
void axoverlay_set_overlay_position(gint id, enum axoverlay_position_type postype, gfloat x, gfloat y,
                                    GError** error);
/** Changes the size of an overlay, in pixels. */
void axoverlay_set_overlay_size(gint id, gint width, gint height, GError** error);
/** Largest width of a camera's streams, in pixels. */
gint axoverlay_get_max_resolution_width(gint camera, GError** error);
/** Largest height of a camera's streams, in pixels. */
gint axoverlay_get_max_resolution_height(gint camera, GError** error);
/** Tells whether the camera has a backend. */
gboolean axoverlay_is_backend_supported(enum axoverlay_backend_type backend);
/** Number of colours in the palette. */
gint axoverlay_get_number_of_palette_colors(GError** error);
/** Reads a colour of the palette. */
void axoverlay_get_palette_color(gint index, struct axoverlay_palette_color* color, GError** error);
/** Writes a colour of the palette. */
void axoverlay_set_palette_color(gint index, struct axoverlay_palette_color* color, GError** error);

G_END_DECLS

#endif /* ACAPKIT_AXOVERLAY_H_ */
