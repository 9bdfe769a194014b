// Takes a picture every minute and keeps the last ten in localdata, the only folder of the app that it may
// write to. No stream is needed for that, so the encoder is free in between.
#include <glib-unix.h>
#include <signal.h>
#include <stdlib.h>
#include <syslog.h>
#include <vdo-error.h>
#include <vdo-stream.h>

#define APP_NAME "example_vdo_c"
#define FOLDER "/usr/local/packages/" APP_NAME "/localdata"
#define EVERY_SECONDS 60
#define KEPT 10

static VdoBuffer* snapshot(GError** error) {
  g_autoptr(VdoMap) settings = vdo_map_new();
  vdo_map_set_uint32(settings, "channel", 1);
  vdo_map_set_uint32(settings, "format", VDO_FORMAT_JPEG);
  vdo_map_set_uint32(settings, "width", 1280);
  vdo_map_set_uint32(settings, "height", 720);
  return vdo_stream_snapshot(settings, error);
}

static gboolean save(VdoBuffer* picture, const char* file, GError** error) {
  const char* data = vdo_buffer_get_data(picture);
  const gsize size = vdo_frame_get_size(vdo_buffer_get_frame(picture));
  if (!data) {
    g_set_error_literal(error, VDO_ERROR, VDO_ERROR_BUFFER_FAILURE, "the picture cannot be mapped");
    return FALSE;
  }
  // GLib writes beside the file and renames, so nobody ever reads half a picture.
  if (!g_file_set_contents(file, data, (gssize)size, error)) return FALSE;
  syslog(LOG_INFO, "%s: %zu bytes", file, size);
  return TRUE;
}

static gboolean on_time(gpointer data) {
  unsigned* taken = data;
  g_autoptr(GError) error = NULL;
  g_autofree char* file = g_strdup_printf(FOLDER "/picture-%u.jpg", *taken % KEPT);
  g_autoptr(VdoBuffer) picture = snapshot(&error);
  if (picture && save(picture, file, &error)) {
    (*taken)++;
  } else {
    // Expected errors are the camera's own doing, such as maintenance; the next minute may be better.
    syslog(vdo_error_is_expected(&error) ? LOG_INFO : LOG_ERR, "no picture: %s",
           error ? error->message : "no reason");
  }
  return G_SOURCE_CONTINUE;
}

static gboolean on_signal(gpointer loop) {
  g_main_loop_quit(loop);
  return G_SOURCE_REMOVE;
}

int main(void) {
  openlog(APP_NAME, LOG_PID, LOG_USER);
  unsigned taken = 0;
  GMainLoop* loop = g_main_loop_new(NULL, FALSE);
  g_unix_signal_add(SIGTERM, on_signal, loop);
  g_unix_signal_add(SIGINT, on_signal, loop);
  g_timeout_add_seconds(EVERY_SECONDS, on_time, &taken);
  on_time(&taken);

  g_main_loop_run(loop);
  syslog(LOG_INFO, "ended after %u pictures", taken);
  g_main_loop_unref(loop);
  return EXIT_SUCCESS;
}
