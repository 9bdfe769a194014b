// A clock in the corner of every stream, drawn with Cairo and redrawn every second.
#include <axoverlay.h>
#include <cairo/cairo.h>
#include <glib-unix.h>
#include <signal.h>
#include <stdlib.h>
#include <syslog.h>

#define WIDTH 320
#define HEIGHT 64

// The camera draws into every kind of stream but this one.
static gboolean on_stream(gint camera, gint width, gint height, gint rotation, gboolean is_mirrored,
                          enum axoverlay_stream_type type) {
  (void)rotation;
  (void)is_mirrored;
  syslog(LOG_INFO, "stream of camera %d, %dx%d", camera, width, height);
  return type != AXOVERLAY_STREAM_YCBCR;
}

// The clock has one size and place in all streams.
static void on_adjust(gint id, struct axoverlay_stream_data* stream, enum axoverlay_position_type* postype,
                      gfloat* x, gfloat* y, gint* width, gint* height, gpointer data) {
  (void)id, (void)stream, (void)postype, (void)x, (void)y, (void)data;
  *width = WIDTH;
  *height = HEIGHT;
}

static void on_render(gpointer context, gint id, struct axoverlay_stream_data* stream,
                      enum axoverlay_position_type postype, gfloat x, gfloat y, gint width, gint height,
                      gpointer data) {
  (void)id, (void)stream, (void)postype, (void)x, (void)y, (void)width, (void)data;
  cairo_t* cairo = context;
  g_autoptr(GDateTime) now = g_date_time_new_now_local();
  g_autofree char* text = g_date_time_format(now, "%H:%M:%S");
  // What was there before is replaced, not painted over.
  cairo_set_operator(cairo, CAIRO_OPERATOR_SOURCE);
  cairo_set_source_rgba(cairo, 0, 0, 0, 0.5);
  cairo_paint(cairo);
  cairo_set_source_rgba(cairo, 1, 1, 1, 1);
  cairo_select_font_face(cairo, "sans", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_BOLD);
  cairo_set_font_size(cairo, 0.75 * height);
  cairo_move_to(cairo, 0.25 * height, 0.75 * height);
  cairo_show_text(cairo, text);
}

static gboolean on_second(gpointer data) {
  (void)data;
  g_autoptr(GError) error = NULL;
  axoverlay_redraw(&error);
  // The camera's overlay service may come back: only tell.
  if (error) syslog(LOG_WARNING, "not redrawn: %s", error->message);
  return G_SOURCE_CONTINUE;
}

static gboolean start(GError** error) {
  struct axoverlay_settings settings;
  axoverlay_init_axoverlay_settings(&settings);
  settings.select_callback = on_stream;
  settings.adjustment_callback = on_adjust;
  settings.render_callback = on_render;
  settings.backend = AXOVERLAY_CAIRO_IMAGE_BACKEND;
  GError* problem = NULL;
  axoverlay_init(&settings, &problem);
  if (problem) {
    g_propagate_error(error, problem);
    return FALSE;
  }
  struct axoverlay_overlay_data clock;
  axoverlay_init_overlay_data(&clock);
  clock.postype = AXOVERLAY_TOP_LEFT;
  clock.width = WIDTH;
  clock.height = HEIGHT;
  clock.colorspace = AXOVERLAY_COLORSPACE_ARGB32;
  const gint id = axoverlay_create_overlay(&clock, NULL, &problem);
  if (!problem) return id >= 0;
  g_propagate_error(error, problem);
  axoverlay_cleanup();
  return FALSE;
}

static gboolean on_signal(gpointer loop) {
  g_main_loop_quit(loop);
  return G_SOURCE_REMOVE;
}

int main(void) {
  openlog("example_axoverlay_c", LOG_PID, LOG_USER);
  g_autoptr(GError) error = NULL;
  GMainLoop* loop = g_main_loop_new(NULL, FALSE);
  g_unix_signal_add(SIGTERM, on_signal, loop);
  g_unix_signal_add(SIGINT, on_signal, loop);

  const gboolean started = axoverlay_is_backend_supported(AXOVERLAY_CAIRO_IMAGE_BACKEND) && start(&error);
  if (started) {
    g_timeout_add_seconds(1, on_second, NULL);
    g_main_loop_run(loop);
    axoverlay_cleanup();
  } else {
    syslog(LOG_ERR, "no overlay: %s", error ? error->message : "the camera cannot draw with Cairo");
  }
  g_main_loop_unref(loop);
  return started ? EXIT_SUCCESS : EXIT_FAILURE;
}
