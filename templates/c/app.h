// What the parts of the app share. Everything runs in one thread: GLib's main loop.
#pragma once

#include <glib.h>
#include <stdint.h>

// One frame of NV12 or gray video; `luma` is valid during the call only.
struct frame {
  const uint8_t* luma;
  unsigned width;
  unsigned height;
  unsigned pitch;
  uint64_t timestamp_us;
};

typedef void (*frame_function)(const struct frame* frame);

// luma.c
double mean_luma(const uint8_t* luma, unsigned width, unsigned height, unsigned pitch);

// video.c: starts a stream and calls `on_frame` for each frame. FALSE and a log line when the camera gives no
// video.
gboolean video_start(unsigned width, unsigned height, double framerate, frame_function on_frame,
                     GMainLoop* loop);
void video_stop(void);

// events.c: declares the app's event and listens to the events of all apps.
gboolean events_start(const char* app_name);
void events_send_luma(double mean);
void events_stop(void);

// parameters.c: keeps ReportSeconds up to date.
gboolean parameters_start(const char* app_name);
int parameters_report_seconds(void);
void parameters_stop(void);
