// Crop, rotation and mirror of a frame: checks, and what the orientation means for each plane.
#include "acapkit_image/transform.h"

#include "image/status.h"
#include "image/transform/crop.h"
#include "image/transform/plane.h"

namespace acapkit::image {
namespace {

/** How the source is walked. */
struct Orientation {
  /** Columns become rows. */
  bool transposed;
  /** The part's last column or row comes first. */
  bool columnsReversed, rowsReversed;
};

Orientation orientationOf(const AcapkitImageTransform& transform) {
  const uint32_t rotation = transform.rotation;
  Orientation result{.transposed = rotation == 90 || rotation == 270,
                     .columnsReversed = rotation == 180 || rotation == 270,
                     .rowsReversed = rotation == 90 || rotation == 180};
  // What runs from left to right in the result are the part's columns, or its rows when they were transposed.
  bool& horizontal = result.transposed ? result.rowsReversed : result.columnsReversed;
  horizontal = horizontal != (transform.mirror != 0);
  return result;
}

struct Task {
  const AcapkitImageFrame& source;
  const AcapkitImageFrame& destination;
  AcapkitImageRect crop;
  Orientation orientation;
};

/** Pixels of a plane that share one column and row of it, and bytes of its pixels. */
struct PlaneShape {
  uint32_t spacing;
  size_t pixelBytes;
};

PlaneShape shapeOf(AcapkitImageFormat format, size_t plane) {
  if (plane == 1) return {2, 2};
  return {1, format == ACAPKIT_IMAGE_RGB ? size_t{3} : size_t{1}};
}

size_t planesOf(AcapkitImageFormat format) { return format == ACAPKIT_IMAGE_NV12 ? 2 : 1; }

PlaneMove planeMove(const Task& task, size_t plane) {
  const auto [spacing, pixelBytes] = shapeOf(task.source.format, plane);
  const auto stepOf = [&](const AcapkitImageFrame& frame) {
    return static_cast<ptrdiff_t>(pitchOf(frame.format, frame.width, frame.pitches[plane], plane));
  };
  PlaneMove move{.source = task.source.planes[plane],
                 .sourceStep = stepOf(task.source),
                 .destination = task.destination.planes[plane],
                 .destinationStep = stepOf(task.destination),
                 .columns = (task.crop.width + spacing - 1) / spacing,
                 .rows = (task.crop.height + spacing - 1) / spacing,
                 .pixelBytes = pixelBytes};
  move.source += static_cast<ptrdiff_t>(task.crop.y / spacing) * move.sourceStep +
                 static_cast<ptrdiff_t>(task.crop.x / spacing * pixelBytes);
  return move;
}

/** First byte and the one past the last. 64 bits: an address and a pitch may not fit together in less. */
struct Span {
  uint64_t begin, end;
};

Span spanOf(const uint8_t* first, ptrdiff_t step, size_t rows, size_t bytes) {
  const uint64_t begin = reinterpret_cast<uintptr_t>(first);
  return {begin, begin + (rows - 1) * static_cast<uint64_t>(step) + bytes};
}

bool overlapping(const Task& task) {
  for (size_t read = 0; read < planesOf(task.source.format); ++read) {
    const PlaneMove from = planeMove(task, read);
    const Span source = spanOf(from.source, from.sourceStep, from.rows, from.columns * from.pixelBytes);
    for (size_t written = 0; written < planesOf(task.source.format); ++written) {
      const PlaneMove to = planeMove(task, written);
      const bool swapped = task.orientation.transposed;
      const Span destination = spanOf(to.destination, to.destinationStep, swapped ? to.columns : to.rows,
                                      (swapped ? to.rows : to.columns) * to.pixelBytes);
      if (source.begin < destination.end && destination.begin < source.end) return true;
    }
  }
  return false;
}

AcapkitImageStatus checkTransform(const AcapkitImageTransform& transform, AcapkitImageError* error) {
  if (transform.rotation > 270 || transform.rotation % 90 != 0)
    return invalid(error, "transform.rotation", "expected 0, 90, 180 or 270 degrees, found %u",
                   transform.rotation);
  if (transform.mirror > 1)
    return invalid(error, "transform.mirror", "expected 0 or 1, found %u", transform.mirror);
  return ACAPKIT_IMAGE_OK;
}

/** A single column or row has nothing to be turned round with. */
bool breaksPairs(bool reversed, uint32_t length) { return reversed && length % 2 != 0 && length != 1; }

AcapkitImageStatus checkChroma(const Task& task, bool cropped, AcapkitImageError* error) {
  if (task.source.format != ACAPKIT_IMAGE_NV12) return ACAPKIT_IMAGE_OK;
  constexpr const char* expected =
      "expected an even number of pixels, because this turns the direction round and chroma "
      "pairs begin at even places, found %u";
  if (breaksPairs(task.orientation.columnsReversed, task.crop.width))
    return invalid(error, cropped ? "transform.crop.width" : "source.width", expected, task.crop.width);
  if (breaksPairs(task.orientation.rowsReversed, task.crop.height))
    return invalid(error, cropped ? "transform.crop.height" : "source.height", expected, task.crop.height);
  return ACAPKIT_IMAGE_OK;
}

AcapkitImageStatus checkDestination(const Task& task, AcapkitImageError* error) {
  const AcapkitImageFrame& frame = task.destination;
  if (frame.format != task.source.format)
    return invalid(error, "destination.format", "expected the source's format %d, found %d",
                   static_cast<int>(task.source.format), static_cast<int>(frame.format));
  const bool swapped = task.orientation.transposed;
  const uint32_t width = swapped ? task.crop.height : task.crop.width;
  const uint32_t height = swapped ? task.crop.width : task.crop.height;
  if (frame.width != width)
    return invalid(error, "destination.width", "expected the result's %u pixels, found %u", width,
                   frame.width);
  if (frame.height != height)
    return invalid(error, "destination.height", "expected the result's %u pixels, found %u", height,
                   frame.height);
  if (overlapping(task))
    return invalid(error, "destination.planes",
                   "expected planes apart from the source's, found that they overlap");
  return ACAPKIT_IMAGE_OK;
}

/** The last of `count` rows becomes the first. */
template <typename Byte>
void walkUpwards(Byte*& plane, ptrdiff_t& step, size_t count) {
  plane += static_cast<ptrdiff_t>(count - 1) * step;
  step = -step;
}

void movePlane(PlaneMove move, const Orientation& orientation) {
  if (orientation.transposed) {
    if (orientation.rowsReversed) walkUpwards(move.source, move.sourceStep, move.rows);
    if (orientation.columnsReversed) walkUpwards(move.destination, move.destinationStep, move.columns);
    return transpose(move);
  }
  // The source is read forwards, which is what processors fetch ahead best.
  if (orientation.rowsReversed) walkUpwards(move.destination, move.destinationStep, move.rows);
  return orientation.columnsReversed ? reverseRows(move) : copyRows(move);
}

}  // namespace
}  // namespace acapkit::image

using namespace acapkit::image;  // NOLINT(google-build-using-namespace): C functions are in no namespace.

AcapkitImageStatus acapkit_image_transform(const AcapkitImageFrame* source,
                                           const AcapkitImageTransform* transform,
                                           const AcapkitImageFrame* destination, AcapkitImageError* error) {
  AcapkitImageStatus status = checkFrame(source, "source", error);
  if (status == ACAPKIT_IMAGE_OK) status = checkFrame(destination, "destination", error);
  if (status != ACAPKIT_IMAGE_OK) return status;
  if (transform == nullptr) return invalid(error, "transform", "expected a transform, found NULL");
  status = checkTransform(*transform, error);
  if (status != ACAPKIT_IMAGE_OK) return status;
  AcapkitImageRect crop = transform->crop;
  status = resolveCrop(*source, "transform.crop", &crop, error);
  if (status != ACAPKIT_IMAGE_OK) return status;
  const Task task{*source, *destination, crop, orientationOf(*transform)};
  status = checkChroma(task, transform->crop.width != 0, error);
  if (status == ACAPKIT_IMAGE_OK) status = checkDestination(task, error);
  if (status != ACAPKIT_IMAGE_OK) return status;
  for (size_t plane = 0; plane < planesOf(source->format); ++plane)
    movePlane(planeMove(task, plane), task.orientation);
  return ACAPKIT_IMAGE_OK;
}
