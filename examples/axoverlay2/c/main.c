// A square on the first video stream, filled pixel by pixel, which changes its colour every second.
//
// The header axoverlay2.h is reconstructed and its numbers are placeholders, which a camera should refuse:
// see examples/README.md before you build this for one.
#include <axoverlay2.h>
#include <glib-unix.h>
#include <signal.h>
#include <stdlib.h>
#include <syslog.h>

#include "streams.h"

#define SIDE 128
#define NONE (-1)

struct app {
  GMainLoop* loop;
  guint stream;
  int overlay;
  unsigned drawn;
  gboolean failed;
};

// Frees an error. No stream and no free buffer are ordinary states; what is not is told, and ends the app.
static void judge(struct app* app, axo_err* error) {
  const axo_err_code code = axo_err_get_code(error);
  if (code != AXO_ERR_NO_STREAM && code != AXO_ERR_WAIT) {
    syslog(LOG_ERR, "overlay: %s", axo_err_get_message(error));
    app->failed = TRUE;
    g_main_loop_quit(app->loop);
  }
  axo_err_clear(&error);
}

static int create(guint stream, axo_err** error) {
  unsigned width = 0, height = 0;
  if (!axo_get_aligned_size(AXO_FORMAT_ARGB32, SIDE, SIDE, &width, &height, error)) return NONE;
  axo_props* props = axo_props_new();
  axo_match* match = axo_match_new();
  axo_props_set_format(props, AXO_FORMAT_ARGB32);
  axo_props_set_size(props, width, height);
  axo_match_stream_id(match, stream);
  const int overlay = axo_create_overlay(props, match, error);
  axo_match_free(match);
  axo_props_free(props);
  return overlay < 0 ? NONE : overlay;
}

// The alpha part comes first; what alignment added stays clear.
static void fill(uint32_t* pixels, unsigned width, unsigned height, uint32_t color) {
  for (size_t y = 0; y < height; y++)
    for (size_t x = 0; x < width; x++) pixels[y * width + x] = x < SIDE && y < SIDE ? color : 0;
}

static gboolean on_second(gpointer data) {
  static const uint32_t colors[] = {0xffff0000, 0xff00ff00, 0xff0000ff};
  struct app* app = data;
  axo_err* error = NULL;
  if (app->overlay == NONE) return G_SOURCE_CONTINUE;
  axo_buffer* buffer = axo_get_buffer(app->overlay, NULL, &error);
  uint32_t* pixels = buffer ? axo_buffer_get_data(buffer, &error) : NULL;
  if (pixels)
    fill(pixels, axo_buffer_get_width(buffer), axo_buffer_get_height(buffer), colors[app->drawn++ % 3]);
  if (!pixels || !axo_submit_buffer(buffer, NULL, &error)) judge(app, error);
  return G_SOURCE_CONTINUE;
}

static void on_stream(guint id, gboolean present, gpointer data) {
  struct app* app = data;
  axo_err* error = NULL;
  if (present && app->overlay == NONE) {
    app->stream = id;
    app->overlay = create(id, &error);
    if (app->overlay == NONE)
      judge(app, error);
    else
      syslog(LOG_INFO, "overlay %d on stream %u", app->overlay, id);
  } else if (!present && id == app->stream && app->overlay != NONE) {
    if (!axo_remove_overlay(app->overlay, &error)) judge(app, error);
    app->overlay = NONE;
  } else if (!present && id == 0) {
    app->failed = TRUE;
    g_main_loop_quit(app->loop);
  }
}

static gboolean on_signal(gpointer loop) {
  g_main_loop_quit(loop);
  return G_SOURCE_REMOVE;
}

static void run(struct app* app) {
  g_autoptr(GError) error = NULL;
  if (streams_start(on_stream, app, &error)) {
    g_timeout_add_seconds(1, on_second, app);
    g_main_loop_run(app->loop);
  } else {
    syslog(LOG_ERR, "no streams: %s", error ? error->message : "no reason");
    app->failed = TRUE;
  }
  streams_stop();
}

int main(void) {
  openlog("example_axoverlay2_c", LOG_PID, LOG_USER);
  struct app app = {.loop = g_main_loop_new(NULL, FALSE), .overlay = NONE};
  g_unix_signal_add(SIGTERM, on_signal, app.loop);
  g_unix_signal_add(SIGINT, on_signal, app.loop);

  axo_err* error = NULL;
  const gboolean started = axo_start(NULL, &error);
  if (started) run(&app);
  // Stopping ends the overlay as well.
  const gboolean stopped = started && axo_stop(&error);
  if (!stopped) syslog(LOG_ERR, "overlays: %s", axo_err_get_message(error));
  axo_err_clear(&error);
  g_main_loop_unref(app.loop);
  return stopped && !app.failed ? EXIT_SUCCESS : EXIT_FAILURE;
}
