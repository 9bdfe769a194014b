#include "image/resize/options.h"

#include <cmath>
#include <cstdio>

#include "image/status.h"

namespace acapkit::image {
namespace {

/** Longest pitch: far above any frame's, and low enough that sizes do not overflow. */
constexpr uint32_t pitchMax = 1U << 20;
constexpr uint32_t shrinkMax = 32;
constexpr uint32_t growMax = 8;

/** One enumeration of the options. */
struct Choice {
  const char* field;
  int value;
  int last;
  const char* known;
};

AcapkitImageStatus checkChoices(const AcapkitImageSource& source, const AcapkitImageOutput& output,
                                AcapkitImageError* error) {
  const Choice choices[] = {
      {"source.format", source.format, ACAPKIT_IMAGE_RGB, "NV12, Y800 or RGB"},
      {"source.matrix", source.matrix, ACAPKIT_IMAGE_BT709, "BT601 or BT709"},
      {"source.range", source.range, ACAPKIT_IMAGE_FULL, "LIMITED or FULL"},
      {"source.siting", source.siting, ACAPKIT_IMAGE_LEFT, "CENTER or LEFT"},
      {"output.type", output.type, ACAPKIT_IMAGE_F32, "U8, I8, F16 or F32"},
      {"output.layout", output.layout, ACAPKIT_IMAGE_CHW, "HWC or CHW"},
      {"output.order", output.order, ACAPKIT_IMAGE_ORDER_GRAY, "ORDER_RGB, ORDER_BGR or ORDER_GRAY"},
      {"output.fit", output.fit, ACAPKIT_IMAGE_CROP, "STRETCH, LETTERBOX or CROP"},
      {"output.filter", output.filter, ACAPKIT_IMAGE_AREA, "BILINEAR or AREA"},
      {"output.mode", output.mode, ACAPKIT_IMAGE_FAST_CHROMA, "EXACT or FAST_CHROMA"},
  };
  for (const Choice& choice : choices) {
    if (choice.value < 0 || choice.value > choice.last)
      return invalid(error, choice.field, "expected %s, found %d", choice.known, choice.value);
  }
  return ACAPKIT_IMAGE_OK;
}

AcapkitImageStatus checkSize(const char* field, uint32_t size, AcapkitImageError* error) {
  if (size >= 1 && size <= ACAPKIT_IMAGE_SIZE_MAX) return ACAPKIT_IMAGE_OK;
  return invalid(error, field, "expected 1 … %u pixels, found %u", ACAPKIT_IMAGE_SIZE_MAX, size);
}

AcapkitImageStatus fillPitch(const char* field, size_t rowBytes, uint32_t& pitch, AcapkitImageError* error) {
  if (pitch == 0) pitch = static_cast<uint32_t>(rowBytes);
  if (pitch >= rowBytes && pitch <= pitchMax) return ACAPKIT_IMAGE_OK;
  return invalid(error, field, "expected %zu … %u bytes, found %u", rowBytes, pitchMax, pitch);
}

/** A rectangle's place along one axis. */
AcapkitImageStatus checkSpan(const char* place, const char* length, uint32_t start, uint32_t size,
                             uint32_t whole, AcapkitImageError* error) {
  if (start >= whole)
    return invalid(error, place, "expected less than the frame's %u pixels, found %u", whole, start);
  if (size >= 1 && size <= whole - start) return ACAPKIT_IMAGE_OK;
  return invalid(error, length, "expected 1 … %u pixels from %u on, found %u", whole - start, start, size);
}

AcapkitImageStatus resolveSource(AcapkitImageSource& source, AcapkitImageError* error) {
  auto status = checkSize("source.width", source.width, error);
  if (status == ACAPKIT_IMAGE_OK) status = checkSize("source.height", source.height, error);
  if (status != ACAPKIT_IMAGE_OK) return status;
  const char* const fields[] = {"source.pitches[0]", "source.pitches[1]"};
  for (size_t plane = 0; plane < 2; ++plane) {
    const size_t bytes = rowBytes(source.format, source.width, plane);
    if (bytes == 0) continue;
    status = fillPitch(fields[plane], bytes, source.pitches[plane], error);
    if (status != ACAPKIT_IMAGE_OK) return status;
  }
  AcapkitImageRect& crop = source.crop;
  if (crop.x == 0 && crop.y == 0 && crop.width == 0 && crop.height == 0) {
    crop.width = source.width;
    crop.height = source.height;
  }
  status = checkSpan("source.crop.x", "source.crop.width", crop.x, crop.width, source.width, error);
  if (status != ACAPKIT_IMAGE_OK) return status;
  return checkSpan("source.crop.y", "source.crop.height", crop.y, crop.height, source.height, error);
}

/** Sizes that a float may have here: far from where processors differ in tiny numbers. */
bool isUsable(float value) { return value == 0 || (std::fabs(value) >= 1e-6F && std::fabs(value) <= 1e6F); }

AcapkitImageStatus checkNumbers(const AcapkitImageOutput& output, AcapkitImageError* error) {
  char field[32];
  for (size_t channel = 0; channel < 3; ++channel) {
    std::snprintf(field, sizeof field, "output.mean[%zu]", channel);
    if (!isUsable(output.mean[channel]))
      return invalid(error, field, "expected 0, or 1e-6 … 1e6 either way, found %g",
                     static_cast<double>(output.mean[channel]));
    std::snprintf(field, sizeof field, "output.deviation[%zu]", channel);
    if (!isUsable(output.deviation[channel]) || output.deviation[channel] < 0)
      return invalid(error, field, "expected 0, or 1e-6 … 1e6, found %g",
                     static_cast<double>(output.deviation[channel]));
  }
  if (!isUsable(output.scale) || output.scale < 0)
    return invalid(error, "output.scale", "expected 0, or 1e-6 … 1e6, found %g",
                   static_cast<double>(output.scale));
  const bool integer = output.type == ACAPKIT_IMAGE_U8 || output.type == ACAPKIT_IMAGE_I8;
  if (!integer && (output.scale != 0 || output.zero_point != 0))
    return invalid(error, output.scale != 0 ? "output.scale" : "output.zero_point",
                   "expected 0: floats are not quantised; mean and deviation normalise them");
  const int lowest = output.type == ACAPKIT_IMAGE_I8 ? -128 : 0;
  if (integer && (output.zero_point < lowest || output.zero_point > lowest + 255))
    return invalid(error, "output.zero_point", "expected %d … %d, found %d", lowest, lowest + 255,
                   output.zero_point);
  return ACAPKIT_IMAGE_OK;
}

AcapkitImageStatus resolveOutput(AcapkitImageOutput& output, AcapkitImageError* error) {
  auto status = checkSize("output.width", output.width, error);
  if (status == ACAPKIT_IMAGE_OK) status = checkSize("output.height", output.height, error);
  if (status == ACAPKIT_IMAGE_OK) status = checkNumbers(output, error);
  if (status == ACAPKIT_IMAGE_OK)
    status = fillPitch("output.pitch", outputRowBytes(output), output.pitch, error);
  if (status != ACAPKIT_IMAGE_OK) return status;
  if (output.pitch % elementBytes(output) != 0)
    return invalid(error, "output.pitch", "expected a multiple of the element's %zu bytes, found %u",
                   elementBytes(output), output.pitch);
  const uint64_t bytes = uint64_t{output.pitch} * output.height * outputPlanes(output);
  if (bytes > PTRDIFF_MAX)
    return invalid(error, "output.height", "an output of %llu bytes is too large for this processor",
                   static_cast<unsigned long long>(bytes));
  return ACAPKIT_IMAGE_OK;
}

/** a × b / c, rounded, at least 1. */
uint32_t proportion(uint32_t a, uint32_t b, uint32_t c) {
  const uint64_t rounded = (2 * uint64_t{a} * b + c) / (2 * uint64_t{c});
  return rounded == 0 ? 1 : static_cast<uint32_t>(rounded);
}

/** Places the picture, or cuts the crop, so that the proportions are kept. */
void applyFit(Geometry& geometry) {
  AcapkitImageRect& crop = geometry.source.crop;
  const AcapkitImageOutput& output = geometry.output;
  AcapkitImageRect& picture = geometry.picture;
  picture = {0, 0, output.width, output.height};
  const bool wider = uint64_t{crop.width} * output.height > uint64_t{crop.height} * output.width;
  if (output.fit == ACAPKIT_IMAGE_LETTERBOX) {
    if (wider)
      picture.height = proportion(crop.height, output.width, crop.width);
    else
      picture.width = proportion(crop.width, output.height, crop.height);
    picture.x = (output.width - picture.width) / 2;
    picture.y = (output.height - picture.height) / 2;
  } else if (output.fit == ACAPKIT_IMAGE_CROP) {
    const AcapkitImageRect whole = crop;
    if (wider)
      crop.width = proportion(crop.height, output.width, output.height);
    else
      crop.height = proportion(crop.width, output.height, output.width);
    crop.x += (whole.width - crop.width) / 2;
    crop.y += (whole.height - crop.height) / 2;
  }
}

AcapkitImageStatus checkScale(const char* field, uint32_t from, uint32_t to, AcapkitImageError* error) {
  if (uint64_t{to} * shrinkMax >= from && to <= uint64_t{from} * growMax) return ACAPKIT_IMAGE_OK;
  return invalid(error, field, "expected 1/%u to %u times the source's %u pixels, found %u for the picture",
                 shrinkMax, growMax, from, to);
}

}  // namespace

AcapkitImageStatus resolve(const AcapkitImageSource* source, const AcapkitImageOutput* output,
                           Geometry& geometry, AcapkitImageError* error) {
  if (source == nullptr) return invalid(error, "source", "expected options, found NULL");
  if (output == nullptr) return invalid(error, "output", "expected options, found NULL");
  geometry = {.source = *source, .output = *output, .picture = {}};
  auto status = checkChoices(*source, *output, error);
  if (status == ACAPKIT_IMAGE_OK) status = resolveSource(geometry.source, error);
  if (status == ACAPKIT_IMAGE_OK) status = resolveOutput(geometry.output, error);
  if (status != ACAPKIT_IMAGE_OK) return status;
  applyFit(geometry);
  status = checkScale("output.width", geometry.source.crop.width, geometry.picture.width, error);
  if (status != ACAPKIT_IMAGE_OK) return status;
  return checkScale("output.height", geometry.source.crop.height, geometry.picture.height, error);
}

}  // namespace acapkit::image
