// The video stream: woken by its descriptor in the main loop, so nothing blocks and no thread is needed.
#include <glib-unix.h>
#include <syslog.h>
#include <vdo-channel.h>
#include <vdo-error.h>
#include <vdo-stream.h>

#include "app.h"

static VdoStream* stream;
static guint watch;
static unsigned stream_width, stream_height, stream_pitch;
static frame_function deliver;
static GMainLoop* main_loop;

static void handle_buffer(VdoBuffer* buffer) {
  VdoFrame* frame = vdo_buffer_get_frame(buffer);
  const struct frame facts = {
      .luma = vdo_buffer_get_data(buffer),
      .width = stream_width,
      .height = stream_height,
      .pitch = stream_pitch,
      .timestamp_us = vdo_frame_get_timestamp(frame),
  };
  if (facts.luma) deliver(&facts);
}

static gboolean on_readable(gint descriptor, GIOCondition condition, gpointer data) {
  (void)descriptor;
  (void)condition;
  (void)data;
  g_autoptr(GError) error = NULL;
  VdoBuffer* buffer = vdo_stream_get_buffer(stream, &error);
  if (buffer) {
    handle_buffer(buffer);
    if (vdo_stream_buffer_unref(stream, &buffer, &error)) return G_SOURCE_CONTINUE;
  }
  if (g_error_matches(error, VDO_ERROR, VDO_ERROR_NO_DATA)) return G_SOURCE_CONTINUE;
  // Expected errors are the camera's own doing, such as a changed rotation: end, and be started again.
  syslog(vdo_error_is_expected(&error) ? LOG_INFO : LOG_ERR, "video ended: %s",
         error ? error->message : "no reason");
  watch = 0;
  g_main_loop_quit(main_loop);
  return G_SOURCE_REMOVE;
}

gboolean video_start(unsigned width, unsigned height, double framerate, frame_function on_frame,
                     GMainLoop* loop) {
  g_autoptr(GError) error = NULL;
  g_autoptr(VdoMap) settings = vdo_map_new();
  vdo_map_set_uint32(settings, "channel", 1);
  vdo_map_set_uint32(settings, "format", VDO_FORMAT_YUV);
  vdo_map_set_string(settings, "subformat", "NV12");
  vdo_map_set_uint32(settings, "width", width);
  vdo_map_set_uint32(settings, "height", height);
  vdo_map_set_double(settings, "framerate", framerate);
  vdo_map_set_uint32(settings, "buffer.count", 3);
  vdo_map_set_boolean(settings, "socket.blocking", FALSE);
  deliver = on_frame;
  main_loop = loop;

  stream = vdo_stream_new(settings, NULL, &error);
  if (!stream || !vdo_stream_start(stream, &error)) {
    syslog(LOG_ERR, "no video: %s", error ? error->message : "no reason");
    return FALSE;
  }
  g_autoptr(VdoMap) info = vdo_stream_get_info(stream, &error);
  stream_width = vdo_map_get_uint32(info, "width", width);
  stream_height = vdo_map_get_uint32(info, "height", height);
  stream_pitch = vdo_map_get_uint32(info, "pitch", width);
  int descriptor = vdo_stream_get_fd(stream, &error);
  if (descriptor < 0) {
    syslog(LOG_ERR, "no video: %s", error ? error->message : "no descriptor");
    return FALSE;
  }
  watch = g_unix_fd_add(descriptor, G_IO_IN | G_IO_HUP | G_IO_ERR, on_readable, NULL);
  syslog(LOG_INFO, "video %ux%u, pitch %u", stream_width, stream_height, stream_pitch);
  return TRUE;
}

void video_stop(void) {
  if (watch) g_source_remove(watch);
  if (stream) vdo_stream_stop(stream);
  g_clear_object(&stream);
}
