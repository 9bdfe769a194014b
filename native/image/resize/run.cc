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

  Lines at(uint32_t y) {
    Lines lines{};
    lines.luma = luma_.at(y);
    if (plan_.colour == Colour::exact) {
      lines.pairs = chroma_.at(y);
    } else if (plan_.colour == Colour::fastChroma) {
      if (y % 2 == 0) makeTerms(y / 2);
      for (size_t channel = 0; channel < 3; ++channel)
        lines.channels[channel] = terms_.data() + channel * termValues();
    } else if (plan_.geometry.source.format == ACAPKIT_IMAGE_RGB) {
      for (size_t channel = 0; channel < 3; ++channel)
        lines.channels[channel] = lines.luma + channel * plan_.planes[0].partValues();
    }
    return lines;
  }

 private:
  size_t termValues() const { return plan_.planes[1].lineValues() / 2; }

  /** What chroma adds to two output rows. */
  void makeTerms(uint32_t row) {
    int16_t* const terms[3] = {terms_.data(), terms_.data() + termValues(), terms_.data() + 2 * termValues()};
    plan_.kernels->resize.chromaTerms(plan_.factors, chroma_.at(row), termValues(), terms);
  }

  const AcapkitImagePlan& plan_;
  LineSource luma_;
  LineSource chroma_;
  Buffer<int16_t> terms_;
};

}  // namespace

bool runPlan(const AcapkitImagePlan& plan, const uint8_t* const* planes, uint8_t* output) {
  Picture picture(plan, planes);
  if (!picture.allocate()) return false;
  Canvas canvas(plan, output);
  const AcapkitImageRect& inside = plan.geometry.picture;
  const size_t planar = plan.geometry.output.layout == ACAPKIT_IMAGE_CHW ? 1 : 0;
  const Finish finish =
      plan.kernels->resize.finish[static_cast<size_t>(plan.colour)][static_cast<size_t>(plan.store)][planar];
  canvas.pad(0, inside.y);
  for (uint32_t y = 0; y < inside.height; ++y)
    finish(plan.factors, picture.at(y), inside.width, canvas.row(inside.y + y));
  canvas.pad(inside.y + inside.height, plan.geometry.output.height);
  return true;
}

}  // namespace acapkit::image
