// Stream 0 of the video library stands for all streams: it tells which are there, come and go.
#include "streams.h"

#include <glib-unix.h>
#include <syslog.h>
#include <vdo-error.h>
#include <vdo-stream.h>

static VdoStream* streams;
static guint watch;
static stream_function tell_stream;

static gboolean on_event(gint descriptor, GIOCondition condition, gpointer data) {
  (void)descriptor;
  (void)condition;
  g_autoptr(GError) error = NULL;
  g_autoptr(VdoMap) event = vdo_stream_get_event(streams, &error);
  if (!event && g_error_matches(error, VDO_ERROR, VDO_ERROR_NO_EVENT)) return G_SOURCE_CONTINUE;
  if (!event) {
    syslog(LOG_ERR, "no news of streams: %s", error ? error->message : "no reason");
    watch = 0;
    tell_stream(0, FALSE, data);
    return G_SOURCE_REMOVE;
  }
  const guint kind = vdo_map_get_uint32(event, "event", VDO_STREAM_EVENT_NONE);
  const guint id = vdo_map_get_uint32(event, "id", 0);
  if (kind == VDO_STREAM_EVENT_EXISTING || kind == VDO_STREAM_EVENT_CREATED) tell_stream(id, TRUE, data);
  if (kind == VDO_STREAM_EVENT_CLOSED) tell_stream(id, FALSE, data);
  return G_SOURCE_CONTINUE;
}

gboolean streams_start(stream_function tell, gpointer data, GError** error) {
  g_autoptr(VdoMap) settings = vdo_map_new();
  vdo_map_set_uint32(settings, "intent", VDO_INTENT_EVENTFD);
  vdo_map_set_string(settings, "filter", "overlay");
  tell_stream = tell;
  streams = vdo_stream_get(0, error);
  if (!streams || !vdo_stream_attach(streams, settings, error)) return FALSE;
  const int descriptor = vdo_stream_get_event_fd(streams, error);
  if (descriptor < 0) return FALSE;
  watch = g_unix_fd_add(descriptor, G_IO_IN | G_IO_HUP | G_IO_ERR, on_event, data);
  return TRUE;
}

void streams_stop(void) {
  if (watch) g_source_remove(watch);
  g_clear_object(&streams);
}
