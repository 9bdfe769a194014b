// How many streams hold their frame rate: N processes, each with one NV12 stream of the frame server at
// ACAPKIT_VDO_SOCKET, for S seconds. Prints
// {"streams","seconds","width","height","framesPerSecond":[…],"lost":[…],"copies":0}; frames are read in
// shared memory, never copied.
//
//   vdo-throughput [STREAMS 4] [SECONDS 10] [WIDTH 1920] [HEIGHT 1080]
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "vdo-error.h"
#include "vdo-stream.h"

namespace {

struct Unref {
  void operator()(gpointer object) const { g_object_unref(object); }
};

struct Result {
  double framesPerSecond = 0;
  guint lost = 0;
};

/** Reads one byte of each page, as a model would read the whole frame. */
guint touch(VdoBuffer* buffer) {
  const auto* data = static_cast<const guint8*>(vdo_buffer_get_data(buffer));
  guint sum = 0;
  for (gsize i = 0; data != nullptr && i < vdo_frame_get_size(buffer); i += 4096) sum += data[i];
  return sum;
}

Result measure(double seconds, VdoResolution resolution) {
  Result result;
  GError* error = nullptr;
  const std::unique_ptr<VdoStream, Unref> stream(vdo_stream_nv12_new(nullptr, 1, resolution, &error));
  if (!stream || vdo_stream_start(stream.get(), &error) == FALSE) {
    std::fprintf(stderr, "%s\n", error->message);
    std::exit(1);
  }
  guint64 first = 0;
  guint64 last = 0;
  guint frames = 0;
  guint sequence = 0;
  volatile guint sink = 0;
  const gint64 end = g_get_monotonic_time() + static_cast<gint64>(seconds * 1e6);
  while (g_get_monotonic_time() < end) {
    VdoBuffer* buffer = vdo_stream_get_buffer(stream.get(), &error);
    if (buffer == nullptr) {
      std::fprintf(stderr, "%s\n", error->message);
      std::exit(1);
    }
    sink = sink + touch(buffer);
    last = vdo_frame_get_timestamp(buffer);
    sequence = vdo_frame_get_sequence_nbr(buffer);
    if (frames++ == 0) first = last;
    vdo_stream_buffer_unref(stream.get(), &buffer, nullptr);
  }
  if (frames > 1) result.framesPerSecond = (frames - 1) * 1e6 / static_cast<double>(last - first);
  result.lost = sequence + 1 - frames;
  return result;
}

double argument(int argc, char** argv, int index, double def) {
  return argc > index ? std::atof(argv[index]) : def;
}

}  // namespace

int main(int argc, char** argv) {
  const int streams = static_cast<int>(argument(argc, argv, 1, 4));
  const double seconds = argument(argc, argv, 2, 10);
  const VdoResolution resolution{static_cast<guint32>(argument(argc, argv, 3, 1920)),
                                 static_cast<guint32>(argument(argc, argv, 4, 1080))};
  std::array<int, 2> results{};
  if (pipe(results.data()) != 0) return 1;
  for (int i = 0; i < streams; ++i) {
    if (fork() != 0) continue;
    const Result result = measure(seconds, resolution);
    _exit(write(results[1], &result, sizeof(result)) == sizeof(result) ? 0 : 1);
  }
  close(results[1]);
  std::string rates;
  std::string lost;
  int answers = 0;
  for (Result result; read(results[0], &result, sizeof(result)) == sizeof(result); ++answers) {
    rates += (answers > 0 ? "," : "") + std::to_string(result.framesPerSecond);
    lost += (answers > 0 ? "," : "") + std::to_string(result.lost);
  }
  while (wait(nullptr) > 0) {
  }
  std::printf(
      R"({"streams":%d,"seconds":%g,"width":%u,"height":%u,"framesPerSecond":[%s],"lost":[%s],"copies":0})"
      "\n",
      streams, seconds, resolution.width, resolution.height, rates.c_str(), lost.c_str());
  return answers == streams ? 0 : 1;
}
