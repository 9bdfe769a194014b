// Makes what a model wants of each NV12 frame, an RGB picture of 300 × 300, and a map of what moves. Now and
// then it tells the mean brightness, the blocks that moved, and how long a frame took.
#include <acapkit_image.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <syslog.h>
#include <time.h>
#include <vdo-error.h>
#include <vdo-stream.h>

#define SIDE 300
#define BLOCK 16
#define THRESHOLD 8.0
#define REPORT_SECONDS 5
#define WAIT_MS 2000

static volatile sig_atomic_t stopping;

struct work {
  VdoStream* stream;
  int fd;
  AcapkitImageFrame geometry;
  AcapkitImagePlan* plan;
  uint8_t* tensor;
  uint32_t* sad;
  /** The frame before, held as a buffer of the stream: motion needs two pictures, and no copy. */
  VdoBuffer* previous;
  unsigned frames;
  double seconds, reported;
};

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void on_signal(int number) {
  (void)number;
  stopping = 1;
}

static gboolean start_stream(struct work* work, GError** error) {
  g_autoptr(VdoMap) settings = vdo_map_new();
  vdo_map_set_uint32(settings, "channel", 1);
  vdo_map_set_uint32(settings, "format", VDO_FORMAT_YUV);
  vdo_map_set_string(settings, "subformat", "NV12");
  vdo_map_set_uint32(settings, "width", 1280);
  vdo_map_set_uint32(settings, "height", 720);
  vdo_map_set_double(settings, "framerate", 10);
  // One is filled while two are compared.
  vdo_map_set_uint32(settings, "buffer.count", 4);
  vdo_map_set_boolean(settings, "socket.blocking", FALSE);
  work->stream = vdo_stream_new(settings, NULL, error);
  if (!work->stream || !vdo_stream_start(work->stream, error)) return FALSE;
  g_autoptr(VdoMap) info = vdo_stream_get_info(work->stream, error);
  if (!info) return FALSE;
  // The camera may round what was asked for, and a row may be longer than the picture is wide.
  const uint32_t width = vdo_map_get_uint32(info, "width", 1280);
  const uint32_t pitch = vdo_map_get_uint32(info, "pitch", width);
  work->geometry = (AcapkitImageFrame){.format = ACAPKIT_IMAGE_NV12,
                                       .width = width,
                                       .height = vdo_map_get_uint32(info, "height", 720),
                                       .pitches = {pitch, pitch}};
  work->fd = vdo_stream_get_fd(work->stream, error);
  return work->fd >= 0;
}

/** Plans once for all frames of the stream. */
static AcapkitImageStatus prepare(struct work* work, AcapkitImageError* error) {
  const AcapkitImageFrame* frame = &work->geometry;
  const AcapkitImageSource source = {.format = frame->format,
                                     .width = frame->width,
                                     .height = frame->height,
                                     .pitches = {frame->pitches[0], frame->pitches[1]}};
  const AcapkitImageOutput output = {.width = SIDE, .height = SIDE};
  const AcapkitImageStatus status = acapkit_image_plan_new(&source, &output, &work->plan, error);
  if (status != ACAPKIT_IMAGE_OK) return status;
  work->tensor = g_malloc(acapkit_image_plan_output_bytes(work->plan));
  work->sad = g_new(uint32_t, acapkit_image_motion_blocks(frame->width, frame->height, BLOCK));
  return status;
}

static AcapkitImageFrame frame_of(const struct work* work, VdoBuffer* buffer) {
  AcapkitImageFrame frame = work->geometry;
  frame.planes[0] = vdo_buffer_get_data(buffer);
  if (frame.planes[0]) frame.planes[1] = frame.planes[0] + (size_t)frame.pitches[0] * frame.height;
  return frame;
}

static AcapkitImageStatus on_frame(struct work* work, VdoBuffer* buffer, AcapkitImageError* error) {
  const AcapkitImageFrame frame = frame_of(work, buffer);
  const uint8_t* planes[] = {frame.planes[0], frame.planes[1]};
  const double start = now();
  // What a model would be given: work->tensor.
  AcapkitImageStatus status = acapkit_image_plan_run(work->plan, planes, work->tensor, error);
  uint32_t moving = 0;
  if (status == ACAPKIT_IMAGE_OK && work->previous) {
    const AcapkitImageFrame previous = frame_of(work, work->previous);
    status = acapkit_image_motion(&frame, &previous, BLOCK, THRESHOLD, work->sad, &moving, error);
  }
  const double end = now();
  work->frames++;
  work->seconds += end - start;
  if (status != ACAPKIT_IMAGE_OK || end - work->reported < REPORT_SECONDS) return status;
  double mean = 0;
  status = acapkit_image_mean(&frame, NULL, &mean, error);
  syslog(LOG_INFO, "mean luma %.2f, %u of %zu blocks move, %.2f ms for a frame (%s)", mean, moving,
         acapkit_image_motion_blocks(frame.width, frame.height, BLOCK), work->seconds * 1e3 / work->frames,
         acapkit_image_plan_family(work->plan));
  work->frames = 0;
  work->seconds = 0;
  work->reported = end;
  return status;
}

/** Gives a buffer back, if there is one. */
static gboolean give_back(struct work* work, VdoBuffer** buffer, GError** error) {
  return !*buffer || vdo_stream_buffer_unref(work->stream, buffer, error);
}

/** Takes the frame that waits, if one does, and keeps it in place of the one before. */
static gboolean read_frame(struct work* work, GError** error) {
  VdoBuffer* buffer = vdo_stream_get_buffer(work->stream, error);
  if (!buffer) {
    if (!g_error_matches(*error, VDO_ERROR, VDO_ERROR_NO_DATA)) return FALSE;
    g_clear_error(error);
    return TRUE;
  }
  AcapkitImageError why = {0};
  if (on_frame(work, buffer, &why) != ACAPKIT_IMAGE_OK)
    syslog(LOG_ERR, "no picture of a frame: %s: %s", why.field, why.message);
  const gboolean given = give_back(work, &work->previous, error);
  work->previous = buffer;
  return given;
}

static gboolean run(struct work* work, GError** error) {
  while (!stopping) {
    struct pollfd descriptor = {.fd = work->fd, .events = POLLIN};
    if (poll(&descriptor, 1, WAIT_MS) > 0 && !read_frame(work, error)) return FALSE;
  }
  return TRUE;
}

static void end(struct work* work) {
  give_back(work, &work->previous, NULL);
  if (work->stream) vdo_stream_stop(work->stream);
  g_clear_object(&work->stream);
  acapkit_image_plan_free(work->plan);
  g_free(work->tensor);
  g_free(work->sad);
}

int main(void) {
  openlog("example_image_c", LOG_PID, LOG_USER);
  signal(SIGTERM, on_signal);
  signal(SIGINT, on_signal);
  struct work work = {.fd = -1};
  g_autoptr(GError) error = NULL;
  AcapkitImageError why = {0};
  gboolean done = start_stream(&work, &error);
  if (done && prepare(&work, &why) != ACAPKIT_IMAGE_OK) {
    syslog(LOG_ERR, "no plan: %s: %s", why.field, why.message);
    done = FALSE;
  }
  if (done) {
    syslog(LOG_INFO, "video %ux%u, pitch %u", work.geometry.width, work.geometry.height,
           work.geometry.pitches[0]);
    done = run(&work, &error);
  }
  if (error) syslog(LOG_ERR, "no video: %s", error->message);
  end(&work);
  return done ? EXIT_SUCCESS : EXIT_FAILURE;
}
