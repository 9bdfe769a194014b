#include <algorithm>
#include <cstring>

#include "image/resize/line-source.h"
#include "image/resize/plan.h"

namespace acapkit::image {
namespace {

/** The output of one run: its rows, and the padding around the picture. */
class Canvas {
 public:
  Canvas(const AcapkitImagePlan& plan, uint8_t* output)
      : plan_(plan),
        output_(output),
        rowBytes_(outputRowBytes(plan.geometry.output)),
        planeBytes_(size_t{plan.geometry.output.pitch} * plan.geometry.output.height),
        pixelBytes_(rowBytes_ / plan.geometry.output.width) {}

  /** Where the picture's pixels of an output row go, its padding written. */
  Destination row(uint32_t y) {
    Destination to = plan_.destination;
    const AcapkitImageRect& picture = plan_.geometry.picture;
    const size_t left = picture.x * pixelBytes_;
    const size_t width = picture.width * pixelBytes_;
    for (size_t plane = 0; plane < outputPlanes(plan_.geometry.output); ++plane) {
      uint8_t* start = place(plane, y);
      to.planes[plane] = start + left;
      if (width == rowBytes_) continue;
      const uint8_t* padding = plan_.padding.data() + plane * rowBytes_;
      std::memcpy(start, padding, left);
      std::memcpy(start + left + width, padding, rowBytes_ - left - width);
    }
    return to;
  }

  /** On to the pixel behind the next `count`. */
  void move(Destination& to, uint32_t count) const {
    for (size_t plane = 0; plane < outputPlanes(plan_.geometry.output); ++plane)
      to.planes[plane] += count * pixelBytes_;
  }

  /** Whole rows of padding. */
  void pad(uint32_t begin, uint32_t end) {
    for (size_t plane = 0; plane < outputPlanes(plan_.geometry.output); ++plane) {
      for (uint32_t y = begin; y < end; ++y)
        std::memcpy(place(plane, y), plan_.padding.data() + plane * rowBytes_, rowBytes_);
    }
  }

 private:
  uint8_t* place(size_t plane, uint32_t y) const {
    return output_ + plane * planeBytes_ + size_t{y} * plan_.geometry.output.pitch;
  }

  const AcapkitImagePlan& plan_;
  uint8_t* output_;
  size_t rowBytes_;
  size_t planeBytes_;
  size_t pixelBytes_;
};

/** The lines of one run, for one output row after the other. */
class Picture {
 public:
  Picture(const AcapkitImagePlan& plan, const uint8_t* const* planes)
      : plan_(plan),
        luma_(plan.planes[0], plan.kernels->resize, planes[0], plan.geometry.source.pitches[0]),
        chroma_(plan.planes[1], plan.kernels->resize, plan.hasChroma() ? planes[1] : nullptr,
                plan.geometry.source.pitches[1]) {}

  [[nodiscard]] bool allocate() {
    if (!luma_.allocate()) return false;
    if (!plan_.hasChroma()) return true;
    // Half a line of pairs for each channel.
    return chroma_.allocate() && (plan_.colour == Colour::exact || terms_.allocate(3 * termValues()));
  }

  /** Turns to a row of the picture. */
  void aim(uint32_t y) {
    luma_.aim(y);
    if (plan_.colour == Colour::exact || startsPair(y))
      chroma_.aim(plan_.colour == Colour::exact ? y : y / 2);
    makesTerms_ = startsPair(y);
  }

  /** Pixels x … x + count - 1 of the row; x is a multiple of 32. */
  Lines part(uint32_t x, uint32_t count) {
    const AcapkitImageSource& source = plan_.geometry.source;
    const bool rgb = source.format == ACAPKIT_IMAGE_RGB;
    luma_.make(rgb ? allSteps(plan_.planes[0]) : stepsOf(x, count));
    Lines lines{};
    lines.luma = luma_.line() + x;
    if (plan_.colour == Colour::exact) {
      chroma_.make(stepsOf(2 * x, 2 * count));
      lines.pairs = chroma_.line() + size_t{2} * x;
    } else if (plan_.colour == Colour::fastChroma) {
      if (makesTerms_) makeTerms(stepsOf(x, count));
      for (size_t channel = 0; channel < 3; ++channel)
        lines.channels[channel] = terms_.data() + channel * termValues() + x / 2;
    } else if (rgb) {
      for (size_t channel = 0; channel < 3; ++channel)
        lines.channels[channel] = luma_.line() + channel * plan_.planes[0].partValues();
    }
    return lines;
  }

 private:
  /** Steps for values first … first + count - 1 of a line. */
  static Steps stepsOf(uint32_t first, uint32_t count) {
    const auto end = static_cast<uint32_t>(roundUp(size_t{first} + count, stepValues) / stepValues);
    return {first / static_cast<uint32_t>(stepValues), end};
  }
  static Steps allSteps(const PlanePlan& plane) {
    return {0, static_cast<uint32_t>(plane.lineValues() / stepValues)};
  }
  bool startsPair(uint32_t y) const { return plan_.colour == Colour::fastChroma && y % 2 == 0; }
  size_t termValues() const { return plan_.planes[1].lineValues() / 2; }

  /** What chroma adds to two output rows. */
  void makeTerms(Steps steps) {
    chroma_.make(steps);
    const size_t first = steps.first * stepValues / 2;
    int16_t* const terms[3] = {terms_.data() + first, terms_.data() + termValues() + first,
                               terms_.data() + 2 * termValues() + first};
    plan_.kernels->resize.chromaTerms(plan_.factors, chroma_.line() + 2 * first,
                                      (steps.end - steps.first) * stepValues / 2, terms);
  }

  const AcapkitImagePlan& plan_;
  LineSource luma_;
  LineSource chroma_;
  Buffer<int16_t> terms_;
  bool makesTerms_ = false;
};

/** Pixels of a row to work on at a time. The parts of an R'G'B' line lie apart, so that it is made as a
 * whole; and only where more is read than written does it pay to fetch while working. */
uint32_t tileOf(const AcapkitImagePlan& plan) {
  const AcapkitImageRect& picture = plan.geometry.picture;
  const AcapkitImageRect& crop = plan.geometry.source.crop;
  const bool shrinks = uint64_t{crop.width} * crop.height > uint64_t{picture.width} * picture.height;
  const bool whole = plan.geometry.source.format == ACAPKIT_IMAGE_RGB || !shrinks;
  return whole ? picture.width : plan.kernels->resize.tilePixels;
}

}  // namespace

bool runPlan(const AcapkitImagePlan& plan, const uint8_t* const* planes, uint8_t* output) {
  Picture picture(plan, planes);
  if (!picture.allocate()) return false;
  Canvas canvas(plan, output);
  const AcapkitImageRect& inside = plan.geometry.picture;
  const bool planar = plan.geometry.output.layout == ACAPKIT_IMAGE_CHW;
  const Finish finish =
      plan.kernels->resize
          .finish[static_cast<size_t>(plan.colour)][static_cast<size_t>(plan.store)][planar ? 1 : 0];
  const uint32_t tile = tileOf(plan);
  canvas.pad(0, inside.y);
  for (uint32_t y = 0; y < inside.height; ++y) {
    picture.aim(y);
    Destination to = canvas.row(inside.y + y);
    for (uint32_t x = 0; x < inside.width;) {
      const uint32_t count = std::min(tile, inside.width - x);
      finish(plan.factors, picture.part(x, count), count, to);
      x += count;
      canvas.move(to, count);
    }
  }
  canvas.pad(inside.y + inside.height, plan.geometry.output.height);
  return true;
}

}  // namespace acapkit::image
