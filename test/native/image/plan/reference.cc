#include "reference.h"

#include <algorithm>
#include <cmath>

namespace acapkit::test {
namespace {

/** One channel of a plane. */
struct Samples {
  const uint8_t* plane;
  size_t pitch;
  size_t pixelBytes;
  size_t offset;
  double at(long x, long y) const {
    return plane[static_cast<size_t>(y) * pitch + static_cast<size_t>(x) * pixelBytes + offset];
  }
};

/** One axis in luma pixels; `step` luma pixels are one sample, the first one's middle lies at `middle`. */
struct Axis {
  double start;
  double length;
  double outputs;
  double step;
  double middle;
};

struct Weighted {
  long index;
  double weight;
};

std::vector<Weighted> bilinear(const Axis& axis, double output, long first, long last) {
  const double luma = axis.start + (output + 0.5) * axis.length / axis.outputs;
  const double position =
      std::clamp((luma - axis.middle) / axis.step, static_cast<double>(first), static_cast<double>(last));
  const long below = std::min(static_cast<long>(std::floor(position)), last);
  const double rest = position - static_cast<double>(below);
  return {{below, 1 - rest}, {std::min(below + 1, last), rest}};
}

std::vector<Weighted> area(const Axis& axis, double output, long first, long last) {
  // Sample i reaches from its middle half a step both ways.
  const auto edge = [&](double luma) { return (luma - axis.middle) / axis.step + 0.5; };
  const double begin = edge(axis.start + output * axis.length / axis.outputs);
  const double end = edge(axis.start + (output + 1) * axis.length / axis.outputs);
  std::vector<Weighted> weights;
  for (long i = static_cast<long>(std::floor(begin)); static_cast<double>(i) < end; ++i) {
    const double from = std::max(begin, static_cast<double>(i));
    const double until = std::min(end, static_cast<double>(i + 1));
    if (until > from) weights.push_back({std::clamp(i, first, last), (until - from) / (end - begin)});
  }
  return weights;
}

/** The weights of one output along an axis. */
std::vector<Weighted> weightsOf(const Axis& axis, bool mean, uint32_t output) {
  const bool half = axis.step > 1;
  const auto start = static_cast<long>(axis.start);
  const long end = start + static_cast<long>(axis.length) - 1;
  const long first = half ? start / 2 : start;
  const long last = half ? end / 2 : end;
  const bool shrinks = axis.length / axis.step > axis.outputs;
  return mean && shrinks ? area(axis, output, first, last) : bilinear(axis, output, first, last);
}

struct Sampler {
  std::vector<std::vector<Weighted>> columns, rows;
  double value(const Samples& samples, size_t x, size_t y) const {
    double sum = 0;
    for (const auto& [row, rowWeight] : rows[y])
      for (const auto& [column, columnWeight] : columns[x])
        sum += rowWeight * columnWeight * samples.at(column, row);
    return sum;
  }
};

Sampler samplerOf(const Options& options, const AcapkitImageRect& picture, const AcapkitImageRect& crop,
                  bool chroma) {
  const double step = chroma ? 2 : 1;
  const bool left = chroma && options.source.siting == ACAPKIT_IMAGE_LEFT;
  const Axis across{static_cast<double>(crop.x), static_cast<double>(crop.width),
                    static_cast<double>(picture.width), step, left ? 0.5 : step / 2};
  const Axis down{static_cast<double>(crop.y), static_cast<double>(crop.height),
                  static_cast<double>(picture.height), step, step / 2};
  const bool mean = options.output.filter == ACAPKIT_IMAGE_AREA;
  Sampler sampler;
  for (uint32_t x = 0; x < picture.width; ++x) sampler.columns.push_back(weightsOf(across, mean, x));
  for (uint32_t y = 0; y < picture.height; ++y) sampler.rows.push_back(weightsOf(down, mean, y));
  return sampler;
}

std::array<double, 3> toRgb(const AcapkitImageSource& source, double luma, double cb, double cr) {
  const double red = source.matrix == ACAPKIT_IMAGE_BT709 ? 0.2126 : 0.299;
  const double blue = source.matrix == ACAPKIT_IMAGE_BT709 ? 0.0722 : 0.114;
  const bool limited = source.range == ACAPKIT_IMAGE_LIMITED;
  const double y = limited ? (luma - 16) * 255 / 219 : luma;
  const double pb = (cb - 128) * (limited ? 255.0 / 224 : 1);
  const double pr = (cr - 128) * (limited ? 255.0 / 224 : 1);
  const double r = y + 2 * (1 - red) * pr;
  const double b = y + 2 * (1 - blue) * pb;
  return {r, (y - red * r - blue * b) / (1 - red - blue), b};
}

}  // namespace

std::vector<std::array<double, 3>> referencePicture(const Options& options, const uint8_t* const planes[2],
                                                    const AcapkitImageRect& picture,
                                                    const AcapkitImageRect& crop) {
  const auto& [source, output] = options;
  const bool gray = output.order == ACAPKIT_IMAGE_ORDER_GRAY;
  const size_t bytes = source.format == ACAPKIT_IMAGE_RGB ? 3 : 1;
  const size_t pitch = source.pitches[0] != 0 ? source.pitches[0] : bytes * source.width;
  const size_t chromaPitch = source.pitches[1] != 0 ? source.pitches[1] : (source.width + 1) / 2 * 2;
  const Sampler luma = samplerOf(options, picture, crop, false);
  const Sampler chroma = samplerOf(options, picture, crop, true);
  std::vector<std::array<double, 3>> pixels;
  for (uint32_t y = 0; y < picture.height; ++y) {
    for (uint32_t x = 0; x < picture.width; ++x) {
      std::array<double, 3> pixel{};
      for (size_t channel = 0; channel < bytes; ++channel)
        pixel[channel] = luma.value({planes[0], pitch, bytes, channel}, x, y);
      if (source.format == ACAPKIT_IMAGE_RGB) {
        if (gray) {
          const double red = source.matrix == ACAPKIT_IMAGE_BT709 ? 0.2126 : 0.299;
          const double blue = source.matrix == ACAPKIT_IMAGE_BT709 ? 0.0722 : 0.114;
          pixel[0] = red * pixel[0] + (1 - red - blue) * pixel[1] + blue * pixel[2];
        }
      } else if (gray || source.format == ACAPKIT_IMAGE_Y800) {
        pixel = toRgb(source, pixel[0], 128, 128);
      } else {
        pixel = toRgb(source, pixel[0], chroma.value({planes[1], chromaPitch, 2, 0}, x, y),
                      chroma.value({planes[1], chromaPitch, 2, 1}, x, y));
      }
      for (double& value : pixel) value = std::clamp(value, 0.0, 255.0);
      pixels.push_back(pixel);
    }
  }
  return pixels;
}

}  // namespace acapkit::test
