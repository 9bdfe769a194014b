// Makes a tensor for a detector of each NV12 frame, 640 × 640 floats for each of red, green and blue with the
// picture in full and gray around it, and puts a JPEG into localdata every minute, the only folder of the app
// that it may write to.
#include <syslog.h>

#include <acapkit_image.hpp>
#include <acapkit_image/jpeg.hpp>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <vector>

#include "video.h"

namespace image = acapkit::image;

namespace {

constexpr uint32_t kSide = 640;
constexpr gint64 kEveryUs = 60'000'000;
constexpr const char* kFile = "/usr/local/packages/example_image_cpp/localdata/picture.jpg";
volatile std::sig_atomic_t stopping = 0;

image::Plan planFor(const Video& video) {
  const image::Source source{.format = ACAPKIT_IMAGE_NV12,
                             .width = video.width(),
                             .height = video.height(),
                             .pitches = {video.pitch(), video.pitch()},
                             .crop = {},
                             .matrix = ACAPKIT_IMAGE_BT601,
                             .range = ACAPKIT_IMAGE_LIMITED,
                             .siting = ACAPKIT_IMAGE_CENTER};
  image::Output output{};
  output.width = kSide;
  output.height = kSide;
  output.type = ACAPKIT_IMAGE_F32;
  output.layout = ACAPKIT_IMAGE_CHW;
  output.fit = ACAPKIT_IMAGE_LETTERBOX;
  for (uint8_t& channel : output.pad) channel = 114;
  return {source, output};
}

/** Pictures for the file; what one needed is kept for the next. */
class Album {
 public:
  void add(const image::Frame& frame) {
    encoder_.encode(frame, {.crop = {}, .quality = 80, .matrix = {}, .range = {}}, file_);
    GError* error = nullptr;
    // GLib writes beside the file and renames, so nobody ever reads half a picture.
    if (g_file_set_contents(kFile, reinterpret_cast<const char*>(file_.data()),
                            static_cast<gssize>(file_.size()), &error) == FALSE) {
      syslog(LOG_ERR, "no picture: %s", error->message);
      return g_clear_error(&error);
    }
    syslog(LOG_INFO, "%s: %zu bytes", kFile, file_.size());
  }

 private:
  image::JpegEncoder encoder_;
  image::Bytes file_;
};

void run(Video& video) {
  const image::Plan plan = planFor(video);
  const image::Rect picture = plan.picture();
  syslog(LOG_INFO, "video %ux%u, in the tensor %ux%u at %u, %u", video.width(), video.height(), picture.width,
         picture.height, picture.x, picture.y);
  std::vector<float> tensor;
  Album album;
  gint64 due = 0;
  while (stopping == 0) {
    const Buffer buffer = video.next();
    if (!buffer) continue;
    const image::Frame frame = video.frame(buffer);
    const gint64 start = g_get_monotonic_time();
    // What a model would be given: `tensor`.
    plan.run({frame.planes[0], frame.planes[1]}, tensor);
    const gint64 end = g_get_monotonic_time();
    if (end < due) continue;
    due = end + kEveryUs;
    syslog(LOG_INFO, "%zu floats in %.2f ms (%s)", tensor.size(), static_cast<double>(end - start) / 1000,
           plan.family().c_str());
    album.add(frame);
  }
}

}  // namespace

int main() {
  openlog("example_image_cpp", LOG_PID, LOG_USER);
  std::signal(SIGTERM, [](int) { stopping = 1; });
  std::signal(SIGINT, [](int) { stopping = 1; });
  try {
    Video video(1920, 1080, 5);
    run(video);
    return EXIT_SUCCESS;
  } catch (const std::exception& problem) {
    syslog(LOG_ERR, "%s", problem.what());
    return EXIT_FAILURE;
  }
}
