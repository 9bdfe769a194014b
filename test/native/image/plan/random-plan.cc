#include "random-plan.h"

#include <algorithm>

namespace acapkit::test {
namespace {

template <typename T>
T pick(Random& random, T last) {
  return static_cast<T>(random.between(0, static_cast<uint32_t>(last)));
}

/** An output size for a source size: often a simple ratio, for which there are paths of their own. */
uint32_t outputSize(Random& random, uint32_t from) {
  static constexpr uint32_t ratios[][2] = {{1, 1}, {1, 2}, {1, 3}, {1, 4}, {2, 3},
                                           {2, 1}, {3, 4}, {1, 6}, {3, 2}};
  if (random.oneIn(2)) {
    const auto& ratio = ratios[random.between(0, std::size(ratios) - 1)];
    return std::max(1U, from * ratio[0] / ratio[1]);
  }
  return random.between((from + 31) / 32, std::min(from * 8, 400U));
}

AcapkitImageSource randomSource(Random& random) {
  AcapkitImageSource source{};
  source.format = pick(random, ACAPKIT_IMAGE_RGB);
  if (random.oneIn(3)) source.format = ACAPKIT_IMAGE_NV12;
  const uint32_t longest = random.oneIn(6) ? 700 : random.oneIn(3) ? 24 : 150;
  source.width = random.between(1, longest);
  source.height = random.between(1, 60);
  source.matrix = pick(random, ACAPKIT_IMAGE_BT709);
  source.range = pick(random, ACAPKIT_IMAGE_FULL);
  source.siting = pick(random, ACAPKIT_IMAGE_LEFT);
  const uint32_t row = source.format == ACAPKIT_IMAGE_RGB ? 3 * source.width : source.width;
  if (random.oneIn(2)) source.pitches[0] = row + random.between(0, 40);
  if (random.oneIn(2)) source.pitches[1] = source.width + 1 + random.between(0, 40);
  if (random.oneIn(2)) {
    source.crop.x = random.between(0, source.width - 1);
    source.crop.y = random.between(0, source.height - 1);
    source.crop.width = random.between(1, source.width - source.crop.x);
    source.crop.height = random.between(1, source.height - source.crop.y);
  }
  return source;
}

void randomNumbers(Random& random, AcapkitImageOutput& output) {
  const bool integer = output.type == ACAPKIT_IMAGE_U8 || output.type == ACAPKIT_IMAGE_I8;
  if (output.type == ACAPKIT_IMAGE_I8 && random.oneIn(2)) output.zero_point = -128;
  if (random.oneIn(2)) return;
  for (size_t channel = 0; channel < 3; ++channel) {
    output.mean[channel] = static_cast<float>(random.between(0, 100)) / 100;
    output.deviation[channel] = static_cast<float>(random.between(10, 200)) / 100;
  }
  if (!integer) return;
  output.scale = static_cast<float>(random.between(1, 100)) / 5000;
  output.zero_point =
      static_cast<int32_t>(random.between(0, 255)) - (output.type == ACAPKIT_IMAGE_I8 ? 128 : 0);
}

}  // namespace

Options randomOptions(Random& random) {
  Options options{};
  options.source = randomSource(random);
  AcapkitImageOutput& output = options.output;
  const AcapkitImageRect& crop = options.source.crop;
  output.width = outputSize(random, crop.width != 0 ? crop.width : options.source.width);
  output.height = outputSize(random, crop.height != 0 ? crop.height : options.source.height);
  output.type = pick(random, ACAPKIT_IMAGE_F32);
  output.layout = pick(random, ACAPKIT_IMAGE_CHW);
  output.order = pick(random, ACAPKIT_IMAGE_ORDER_GRAY);
  output.fit = pick(random, ACAPKIT_IMAGE_CROP);
  output.filter = random.oneIn(4) ? ACAPKIT_IMAGE_AREA : ACAPKIT_IMAGE_BILINEAR;
  output.mode = pick(random, ACAPKIT_IMAGE_FAST_CHROMA);
  for (uint8_t& pad : output.pad) pad = static_cast<uint8_t>(random.between(0, 255));
  randomNumbers(random, output);
  if (random.oneIn(2)) output.pitch = (output.width * 12 + random.between(0, 9) * 4);
  return options;
}

void fillPlane(Random& random, uint8_t* bytes, size_t count) {
  const uint32_t kind = random.between(0, 2);
  const uint32_t step = random.between(1, 9);
  for (size_t i = 0; i < count; ++i)
    bytes[i] = static_cast<uint8_t>(kind == 0 ? random.next() : kind == 1 ? i * step : (i / step % 2) * 255);
}

std::string describe(const Options& options) {
  const auto& [source, output] = options;
  const auto text = [](auto... values) { return ((std::to_string(static_cast<long>(values)) + " ") + ...); };
  return "source " + text(source.format, source.width, source.height, source.pitches[0], source.pitches[1]) +
         "crop " + text(source.crop.x, source.crop.y, source.crop.width, source.crop.height) + "colour " +
         text(source.matrix, source.range, source.siting) + "output " +
         text(output.width, output.height, output.pitch, output.type, output.layout, output.order, output.fit,
              output.filter, output.mode, output.zero_point);
}

std::vector<std::string> families() {
  std::vector<std::string> names;
  while (const char* name = acapkit_image_family_at(names.size())) names.emplace_back(name);
  return names;
}

}  // namespace acapkit::test
