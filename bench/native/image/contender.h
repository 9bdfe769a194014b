// What is measured: one way to do a job. Each file of contenders gives its own for a job, none when it cannot
// do it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "jobs.h"

namespace acapkit::bench {

struct Contender {
  /** Key in the results. */
  std::string name;
  /**
   * Does the job once. The first argument is the frame (`frames` of them, one after the other, frameStride()
   * apart), the second is the output, the same for all contenders: outputBytes() for resize, not used by the
   * other kinds.
   */
  std::function<void(const uint8_t*, uint8_t*)> run;
  /** Frames that a run reads. */
  size_t frames = 1;
  /** Whether the output is a picture that can be compared with the others'. */
  bool isPicture = true;
};

/** Bytes from one frame of the ring to the next: whole pages, as a camera's buffers. */
size_t frameStride(const Job& job);

/** Parts of a frame in memory, as offset and length in bytes. */
struct Stretch {
  size_t offset, bytes;
};

/** What a resize job cannot do without: source rows whose bilinear weight is not zero. Other jobs: what they
 * read. */
std::vector<Stretch> neededBytes(const Job& job);

std::vector<Contender> acapkitContenders(const Job& job);
std::vector<Contender> limitContenders(const Job& job);
#if defined(BENCH_LIBYUV)
std::vector<Contender> libyuvContenders(const Job& job);
#endif
#if defined(BENCH_OPENCV)
std::vector<Contender> opencvContenders(const Job& job);
#endif
#if defined(BENCH_SWSCALE)
std::vector<Contender> swscaleContenders(const Job& job);
#endif
#if defined(BENCH_JPEG)
std::vector<Contender> acapkitJpegContenders(const Job& job);
std::vector<Contender> jpegContenders(const Job& job);
#endif

/** RGB bytes of `width` × `height` pixels without gaps to floats 0 … 1 in three planes, whose rows are
 * `pitch` floats and whose beginnings are `plane` floats apart: the plain loop that an app writes after
 * libyuv or swscale. */
void toFloatPlanes(const uint8_t* rgb, uint32_t width, uint32_t height, float* out, size_t pitch,
                   size_t plane);

/** Writes the padding of a letterbox, in bytes or floats as the job wants. */
void writePadding(const Job& job, uint8_t* output);

}  // namespace acapkit::bench
