// A frame around the picture that changes its colour every two seconds. It has a palette of 16 colours
// instead of 32 bits a pixel, which takes an eighth of the memory.
#include <axoverlay.h>
#include <cairo/cairo.h>
#include <glib-unix.h>
#include <syslog.h>

#include <csignal>
#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <string>

namespace {

constexpr gint kClear = 0, kLine = 1, kColors = 16;
// Rows of a 4-bit palette are multiples of 16 bytes, which are 32 pixels.
constexpr gint kPixels = 32;

void check(GError* error, const char* what) {
  if (error == nullptr) return;
  const std::string reason = error->message;
  g_error_free(error);
  throw std::runtime_error(std::string(what) + ": " + reason);
}

gboolean onStream(gint /*camera*/, gint /*width*/, gint /*height*/, gint /*rotation*/, gboolean /*mirrored*/,
                  axoverlay_stream_type type) {
  return type != AXOVERLAY_STREAM_YCBCR;
}

/** As large as the stream, but for the rounding. */
void onAdjust(gint /*id*/, axoverlay_stream_data* stream, axoverlay_position_type* /*postype*/, gfloat* /*x*/,
              gfloat* /*y*/, gint* width, gint* height, gpointer /*data*/) {
  *width = stream->width / kPixels * kPixels;
  *height = stream->height;
}

/** With Cairo a colour of the palette is its index in all four parts. */
void choose(cairo_t* cairo, gint index) {
  const double value = static_cast<double>(index) / (kColors - 1);
  cairo_set_source_rgba(cairo, value, value, value, value);
}

void onRender(gpointer context, gint /*id*/, axoverlay_stream_data* /*stream*/,
              axoverlay_position_type /*postype*/, gfloat /*x*/, gfloat /*y*/, gint width, gint height,
              gpointer /*data*/) {
  auto* cairo = static_cast<cairo_t*>(context);
  cairo_set_operator(cairo, CAIRO_OPERATOR_SOURCE);
  // Edges in between would be other colours of the palette.
  cairo_set_antialias(cairo, CAIRO_ANTIALIAS_NONE);
  choose(cairo, kClear);
  cairo_paint(cairo);
  choose(cairo, kLine);
  cairo_set_line_width(cairo, 16);
  cairo_rectangle(cairo, 8, 8, width - 16, height - 16);
  cairo_stroke(cairo);
}

/** The library from its start to its end. */
class Library {
 public:
  Library() {
    GError* error = nullptr;
    axoverlay_settings settings;
    axoverlay_init_axoverlay_settings(&settings);
    settings.select_callback = onStream;
    settings.adjustment_callback = onAdjust;
    settings.render_callback = onRender;
    settings.backend = AXOVERLAY_CAIRO_IMAGE_BACKEND;
    axoverlay_init(&settings, &error);
    check(error, "start");
  }
  ~Library() { axoverlay_cleanup(); }
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;
};

void setColor(gint index, axoverlay_palette_color color) {
  GError* error = nullptr;
  axoverlay_set_palette_color(index, &color, &error);
  check(error, "palette");
}

void createFrame() {
  GError* error = nullptr;
  axoverlay_overlay_data data;
  axoverlay_init_overlay_data(&data);
  data.postype = AXOVERLAY_TOP_LEFT;
  data.width = axoverlay_get_max_resolution_width(AXOVERLAY_DEFAULT_CAMERA_ID, &error) / kPixels * kPixels;
  check(error, "width");
  data.height = axoverlay_get_max_resolution_height(AXOVERLAY_DEFAULT_CAMERA_ID, &error);
  check(error, "height");
  data.colorspace = AXOVERLAY_COLORSPACE_4BIT_PALETTE;
  axoverlay_create_overlay(&data, nullptr, &error);
  check(error, "overlay");
  setColor(kClear, {0, 0, 0, 0, FALSE});
}

/** Exceptions must not leave it: GLib is written in C. */
gboolean onTime(gpointer data) try {
  bool& red = *static_cast<bool*>(data);
  red = !red;
  setColor(kLine, {static_cast<guchar>(red ? 255 : 0), static_cast<guchar>(red ? 0 : 255), 0, 255, FALSE});
  GError* error = nullptr;
  axoverlay_redraw(&error);
  check(error, "drawing");
  return G_SOURCE_CONTINUE;
} catch (const std::exception& problem) {
  syslog(LOG_WARNING, "not redrawn: %s", problem.what());
  return G_SOURCE_CONTINUE;
}

gboolean onSignal(gpointer loop) {
  g_main_loop_quit(static_cast<GMainLoop*>(loop));
  return G_SOURCE_REMOVE;
}

}  // namespace

int main() {
  openlog("example_axoverlay_cpp", LOG_PID, LOG_USER);
  const std::unique_ptr<GMainLoop, decltype(&g_main_loop_unref)> loop(g_main_loop_new(nullptr, FALSE),
                                                                      g_main_loop_unref);
  g_unix_signal_add(SIGTERM, onSignal, loop.get());
  g_unix_signal_add(SIGINT, onSignal, loop.get());
  try {
    bool red = false;
    const Library library;
    createFrame();
    onTime(&red);
    g_timeout_add_seconds(2, onTime, &red);
    g_main_loop_run(loop.get());
    return EXIT_SUCCESS;
  } catch (const std::exception& problem) {
    syslog(LOG_ERR, "no overlay: %s", problem.what());
    return EXIT_FAILURE;
  }
}
