// Marks a zone of any shape, and an object in it with four corners, in the first view. They stay until the
// app ends.
#include <bbox.h>
#include <syslog.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <memory>
#include <span>
#include <system_error>

namespace {

struct Point {
  float x, y;
};

struct Destroy {
  void operator()(bbox_t* boxes) const { bbox_destroy(boxes); }
};
using Boxes = std::unique_ptr<bbox_t, Destroy>;

void check(bool done, const char* what) {
  if (!done) throw std::system_error(errno, std::generic_category(), what);
}

/** A path through the points and back to the first one. */
void drawPolygon(bbox_t* boxes, std::span<const Point> points) {
  const Point& first = points.front();
  check(bbox_move_to(boxes, first.x, first.y), "polygon");
  for (const Point& point : points.subspan(1)) check(bbox_line_to(boxes, point.x, point.y), "polygon");
  check(bbox_line_to(boxes, first.x, first.y) && bbox_draw_path(boxes), "polygon");
}

void drawCorners(bbox_t* boxes, Point from, Point to) {
  check(bbox_style_corners(boxes) && bbox_rectangle(boxes, from.x, from.y, to.x, to.y), "corners");
}

/** Colour and thickness hold for all that follows; nothing shows before the commit. */
void drawAll(bbox_t* boxes) {
  constexpr Point zone[] = {{0.2F, 0.9F}, {0.3F, 0.4F}, {0.6F, 0.3F}, {0.9F, 0.5F}, {0.8F, 0.9F}};
  check(bbox_clear(boxes), "figures");
  check(bbox_color(boxes, bbox_color_from_rgb(0x00, 0x99, 0xff)) && bbox_thickness_medium(boxes), "pen");
  drawPolygon(boxes, zone);
  check(bbox_color(boxes, bbox_color_from_rgb(0xff, 0x33, 0x33)) && bbox_thickness_thick(boxes), "pen");
  drawCorners(boxes, {0.45F, 0.5F}, {0.6F, 0.8F});
  check(bbox_commit(boxes, 0), "commit");
}

}  // namespace

int main() {
  openlog("example_bbox_cpp", LOG_PID, LOG_USER);
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  sigprocmask(SIG_BLOCK, &signals, nullptr);
  try {
    const Boxes boxes(bbox_view_new(1));
    check(boxes != nullptr, "view 1");
    // Follows the scene when the view is rotated or mirrored.
    check(bbox_coordinates_scene_normalized(boxes.get()), "coordinates");
    drawAll(boxes.get());
    syslog(LOG_INFO, "the zone is marked");
    int signal = 0;
    sigwait(&signals, &signal);
    check(bbox_clear(boxes.get()) && bbox_commit(boxes.get(), 0), "clearing");
    return EXIT_SUCCESS;
  } catch (const std::exception& problem) {
    syslog(LOG_ERR, "no figures: %s", problem.what());
    return EXIT_FAILURE;
  }
}
