// News of the camera's video streams that can have overlays.
#pragma once

#include <glib.h>

// A stream is there (also at the start), or has gone. With present FALSE and id 0 no more news will come.
typedef void (*stream_function)(guint id, gboolean present, gpointer data);

// Starts the news in the default main loop. FALSE and error when there can be none.
gboolean streams_start(stream_function tell, gpointer data, GError** error);
void streams_stop(void);
