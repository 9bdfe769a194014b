// A rectangle that wanders through the video of channel 1, ten times a second.
#include <bbox.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>
#include <time.h>

static const struct timespec step_time = {.tv_nsec = 100000000};
static const float size = 0.2F;

// Moves one coordinate and turns round at the edges.
static void move(float* place, float* speed) {
  *place += *speed;
  if (*place < 0 || *place + size > 1) {
    *speed = -*speed;
    *place += 2 * *speed;
  }
}

static bool draw(bbox_t* boxes, float x, float y) {
  return bbox_clear(boxes) && bbox_rectangle(boxes, x, y, x + size, y + size) && bbox_commit(boxes, 0);
}

// What is set here stays for all that is drawn later. Finding a colour is slow: once is enough.
static bool set_up(bbox_t* boxes) {
  return bbox_coordinates_frame_normalized(boxes) && bbox_style_outline(boxes) &&
         bbox_thickness_medium(boxes) && bbox_color(boxes, bbox_color_from_rgb(0xff, 0xcc, 0x00));
}

static bool wander(bbox_t* boxes, const sigset_t* signals) {
  float x = 0.1F, y = 0.1F, right = 0.02F, down = 0.013F;
  if (!set_up(boxes)) return false;
  // Waits a step; a signal ends the wait at once.
  while (sigtimedwait(signals, NULL, &step_time) < 0) {
    if (!draw(boxes, x, y)) return false;
    move(&x, &right);
    move(&y, &down);
  }
  return bbox_clear(boxes) && bbox_commit(boxes, 0);
}

int main(void) {
  openlog("example_bbox_c", LOG_PID, LOG_USER);
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  sigprocmask(SIG_BLOCK, &signals, NULL);

  bbox_t* boxes = bbox_new(1, (bbox_channel_t)1);
  const bool done = boxes && wander(boxes, &signals);
  if (!done) syslog(LOG_ERR, "no boxes: %s", strerror(errno));
  if (boxes) bbox_destroy(boxes);
  return done ? EXIT_SUCCESS : EXIT_FAILURE;
}
