// Reads the video, computes the mean brightness of each frame, and reports it every ReportSeconds.
#include <glib-unix.h>
#include <signal.h>
#include <stdlib.h>
#include <syslog.h>

#include "app.h"

#define APP_NAME "@APP_NAME@"

static unsigned frames;
static unsigned frames_at_report;
static uint64_t reported_us;

static void report(double mean, uint64_t now_us) {
  double seconds = (double)(now_us - reported_us) / 1e6;
  double rate = (frames - frames_at_report) / seconds;
  syslog(LOG_INFO, "frames %u, %.1f frames/s, mean luma %.2f", frames, rate, mean);
  events_send_luma(mean);
  frames_at_report = frames;
  reported_us = now_us;
}

static void on_frame(const struct frame* frame) {
  double mean = mean_luma(frame->luma, frame->width, frame->height, frame->pitch);
  frames++;
  if (reported_us == 0) {
    reported_us = frame->timestamp_us;
    frames_at_report = frames;
  } else if (frame->timestamp_us - reported_us >= (uint64_t)parameters_report_seconds() * 1000000) {
    report(mean, frame->timestamp_us);
  }
}

static gboolean on_signal(gpointer loop) {
  g_main_loop_quit(loop);
  return G_SOURCE_REMOVE;
}

int main(void) {
  openlog(APP_NAME, LOG_PID, LOG_USER);
  GMainLoop* loop = g_main_loop_new(NULL, FALSE);
  g_unix_signal_add(SIGTERM, on_signal, loop);
  g_unix_signal_add(SIGINT, on_signal, loop);

  gboolean started =
      parameters_start(APP_NAME) && events_start(APP_NAME) && video_start(640, 360, 15, on_frame, loop);
  if (started) g_main_loop_run(loop);
  syslog(LOG_INFO, "ended after %u frames", frames);

  video_stop();
  events_stop();
  parameters_stop();
  g_main_loop_unref(loop);
  return started ? EXIT_SUCCESS : EXIT_FAILURE;
}
