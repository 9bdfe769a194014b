// The reference jobs of the image path, as data: what goes in, what comes out, and how acapkit is asked for
// it. The benchmark of this machine and the instruction counts for cameras measure the same table.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "acapkit_image.h"

namespace acapkit::bench {

enum class Kind : uint8_t { resize, motion, jpeg };

struct Job {
  const char* name;
  Kind kind;
  /** Pixels of the NV12 frames, whose rows and planes follow each other without a gap. */
  uint32_t sourceWidth, sourceHeight;
  /** Pixels of the RGB output: bytes in HWC order, or floats 0 … 1 in CHW order. For resize only. */
  uint32_t width, height;
  AcapkitImageFit fit;
  AcapkitImageType type;
};

/** Padding of letterboxes. */
constexpr uint8_t padValue = 114;

/** Blocks of the motion map, in pixels. */
constexpr uint32_t motionBlock = 16;

/** A pixel that differs by more counts as moved, where a contender counts. */
constexpr uint8_t motionThreshold = 25;

constexpr int jpegQuality = 80;

/** All of them: J1 … J9, then the ratios between source and output. */
std::span<const Job> jobs();

/** The job of that name, or NULL. */
const Job* jobNamed(std::string_view name);

/** Bytes of a frame that goes in. */
size_t frameBytes(const Job& job);

/** Bytes of the output of a resize job. */
size_t outputBytes(const Job& job);

/** Where the picture lies in the output; the rest is padding. */
AcapkitImageRect pictureOf(const Job& job);

/** The options of acapkit_image_plan_new() for a resize job. */
AcapkitImageSource sourceOf(const Job& job);
AcapkitImageOutput outputOf(const Job& job, AcapkitImageMode mode);

/** A frame of the job as the analysis and JPEG functions take it. */
AcapkitImageFrame frameOf(const Job& job, const uint8_t* frame);

}  // namespace acapkit::bench
