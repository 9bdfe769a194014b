// Pictures are encoded, read again with libjpeg and compared with the colours that they were made of.
#include "acapkit_image/jpeg.h"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <memory>
#include <string>

#include "../transform/guarded-frame.h"
#include "decode.h"

using namespace acapkit::image::test;

namespace {

struct EncoderFree {
  void operator()(AcapkitImageJpeg* encoder) const { acapkit_image_jpeg_free(encoder); }
};
using Encoder = std::unique_ptr<AcapkitImageJpeg, EncoderFree>;

Encoder newEncoder() {
  AcapkitImageJpeg* encoder = nullptr;
  REQUIRE(acapkit_image_jpeg_new(&encoder, nullptr) == ACAPKIT_IMAGE_OK);
  return Encoder(encoder);
}

struct Output : AcapkitImageBuffer {
  explicit Output(size_t most = 0)
      : AcapkitImageBuffer{.data = nullptr, .size = 0, .capacity = 0, .maximum = most} {}
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;
  ~Output() { acapkit_image_buffer_free(this); }
};

AcapkitImageJpegOptions options(uint32_t quality, AcapkitImageMatrix matrix = ACAPKIT_IMAGE_BT601,
                                AcapkitImageRange range = ACAPKIT_IMAGE_FULL, AcapkitImageRect crop = {}) {
  return {.crop = crop, .quality = quality, .matrix = matrix, .range = range};
}

/** Soft colours, 0 … 1, at a place of the picture. */
std::array<double, 3> colorAt(double column, double row) {
  return {0.5 + 0.3 * std::sin(column / 41), 0.5 + 0.3 * std::cos(row / 37),
          0.5 + 0.3 * std::sin((column + row) / 59)};
}

/** Luma, Cb and Cr of a place, as the standards' formulas give them. */
std::array<double, 3> signalAt(double column, double row, AcapkitImageMatrix matrix,
                               AcapkitImageRange range) {
  const auto [r, g, b] = colorAt(column, row);
  const double red = matrix == ACAPKIT_IMAGE_BT601 ? 0.299 : 0.2126;
  const double blue = matrix == ACAPKIT_IMAGE_BT601 ? 0.114 : 0.0722;
  const double luma = red * r + (1 - red - blue) * g + blue * b;
  const bool limited = range == ACAPKIT_IMAGE_LIMITED;
  const double chroma = limited ? 224 : 255;
  return {limited ? 16 + 219 * luma : 255 * luma, 128 + chroma * (b - luma) / (2 * (1 - blue)),
          128 + chroma * (r - luma) / (2 * (1 - red))};
}

uint8_t rounded(double value) { return static_cast<uint8_t>(std::lround(value)); }

void paint(const GuardedFrame& picture, AcapkitImageMatrix matrix, AcapkitImageRange range) {
  for (size_t row = 0; row < picture.frame.height; ++row) {
    for (size_t column = 0; column < picture.frame.width; ++column) {
      const auto x = static_cast<double>(column);
      const auto y = static_cast<double>(row);
      if (picture.frame.format == ACAPKIT_IMAGE_RGB) {
        for (size_t channel = 0; channel < 3; ++channel)
          picture.pixel(0, column, row)[channel] = rounded(255 * colorAt(x, y)[channel]);
        continue;
      }
      *picture.pixel(0, column, row) = rounded(signalAt(x, y, matrix, range)[0]);
      if (picture.frame.format != ACAPKIT_IMAGE_NV12 || column % 2 != 0 || row % 2 != 0) continue;
      const auto middle = signalAt(x + 0.5, y + 0.5, matrix, range);
      picture.pixel(1, column / 2, row / 2)[0] = rounded(middle[1]);
      picture.pixel(1, column / 2, row / 2)[1] = rounded(middle[2]);
    }
  }
}

/** In decibels, over all values, of the part that begins at (left, top). Gray is compared with BT.601 luma.
 */
double fidelity(const Decoded& decoded, size_t left, size_t top, AcapkitImageMatrix grayMatrix) {
  double sum = 0;
  for (size_t row = 0; row < decoded.height; ++row) {
    for (size_t column = 0; column < decoded.width; ++column) {
      const auto x = static_cast<double>(left + column);
      const auto y = static_cast<double>(top + row);
      for (size_t channel = 0; channel < decoded.channels; ++channel) {
        const double exact = decoded.channels == 1 ? signalAt(x, y, grayMatrix, ACAPKIT_IMAGE_FULL)[0]
                                                   : 255 * colorAt(x, y)[channel];
        const double error =
            decoded.pixels[(row * decoded.width + column) * decoded.channels + channel] - exact;
        sum += error * error;
      }
    }
  }
  return 10 * std::log10(255.0 * 255.0 * static_cast<double>(decoded.pixels.size()) / sum);
}

std::string fieldOf(AcapkitImageJpeg* encoder, const AcapkitImageFrame& frame,
                    const AcapkitImageJpegOptions& wanted, AcapkitImageBuffer* buffer) {
  AcapkitImageError error{};
  const auto status = acapkit_image_jpeg_encode(encoder, &frame, &wanted, buffer, &error);
  if (status != ACAPKIT_IMAGE_OK) CHECK((buffer == nullptr || buffer->size == 0));
  return status == ACAPKIT_IMAGE_OK ? "OK" : error.field;
}

}  // namespace

TEST_SUITE("jpeg") {
  TEST_CASE("a smooth picture keeps its colours, whatever its format, matrix and range") {
    Random random(41);
    const Encoder encoder = newEncoder();
    Output output;
    for (const auto format : {ACAPKIT_IMAGE_NV12, ACAPKIT_IMAGE_Y800, ACAPKIT_IMAGE_RGB}) {
      for (const auto matrix : {ACAPKIT_IMAGE_BT601, ACAPKIT_IMAGE_BT709}) {
        for (const auto range : {ACAPKIT_IMAGE_LIMITED, ACAPKIT_IMAGE_FULL}) {
          for (const uint32_t width : {320U, 317U}) {
            const GuardedFrame picture(random, format, width, 241);
            paint(picture, matrix, range);
            CAPTURE(format);
            CAPTURE(matrix);
            CAPTURE(range);
            REQUIRE(fieldOf(encoder.get(), picture.frame, options(95, matrix, range), &output) == "OK");
            const Decoded decoded = decode(output);
            REQUIRE(decoded.width == width);
            REQUIRE(decoded.height == 241);
            REQUIRE(decoded.channels == (format == ACAPKIT_IMAGE_Y800 ? 1 : 3));
            CHECK(fidelity(decoded, 0, 0, matrix) > 38);
          }
        }
      }
    }
  }

  TEST_CASE("any part of a frame, and nothing outside its rows is read") {
    Random random(42);
    const Encoder encoder = newEncoder();
    Output output;
    for (int round = 0; round < 300; ++round) {
      const GuardedFrame picture(random, anyFormat(random), between(random, 1, 70), between(random, 1, 70));
      const auto range = random() % 2 == 0 ? ACAPKIT_IMAGE_LIMITED : ACAPKIT_IMAGE_FULL;
      paint(picture, ACAPKIT_IMAGE_BT601, range);
      AcapkitImageRect crop{};
      if (round % 2 == 0) {
        crop = {static_cast<uint32_t>(random() % picture.frame.width / 2 * 2),
                static_cast<uint32_t>(random() % picture.frame.height / 2 * 2), 0, 0};
        crop.width = between(random, 1, static_cast<int>(picture.frame.width - crop.x));
        crop.height = between(random, 1, static_cast<int>(picture.frame.height - crop.y));
      }
      CAPTURE(round);
      const auto wanted = options(95, ACAPKIT_IMAGE_BT601, range, crop);
      REQUIRE(fieldOf(encoder.get(), picture.frame, wanted, &output) == "OK");
      const Decoded decoded = decode(output);
      REQUIRE(decoded.width == (crop.width != 0 ? crop.width : picture.frame.width));
      REQUIRE(decoded.height == (crop.height != 0 ? crop.height : picture.frame.height));
      REQUIRE(fidelity(decoded, crop.x, crop.y, ACAPKIT_IMAGE_BT601) > 35);
    }
  }

  TEST_CASE("black, white and gray of limited range become those of full range") {
    const Encoder encoder = newEncoder();
    Output output;
    for (const auto& [luma, expected] : {std::pair{16, 0}, {235, 255}, {126, 128}, {1, 0}, {254, 255}}) {
      std::vector<uint8_t> pixels(size_t{24} * 16, static_cast<uint8_t>(luma));
      std::vector<uint8_t> chroma(size_t{24} * 8, 128);
      const AcapkitImageFrame frame{ACAPKIT_IMAGE_NV12, 24, 16, {pixels.data(), chroma.data()}, {}};
      REQUIRE(fieldOf(encoder.get(), frame, options(100, ACAPKIT_IMAGE_BT709, ACAPKIT_IMAGE_LIMITED),
                      &output) == "OK");
      for (const uint8_t value : decode(output).pixels) REQUIRE(value == expected);
    }
  }

  TEST_CASE("a wrong value is refused by name, and the encoder goes on") {
    Random random(43);
    const Encoder encoder = newEncoder();
    Output output;
    const GuardedFrame picture(random, ACAPKIT_IMAGE_NV12, 20, 20);
    const auto field = [&](const AcapkitImageJpegOptions& wanted) {
      return fieldOf(encoder.get(), picture.frame, wanted, &output);
    };
    CHECK(field(options(0)) == "options.quality");
    CHECK(field(options(101)) == "options.quality");
    CHECK(field(options(80, static_cast<AcapkitImageMatrix>(2))) == "options.matrix");
    CHECK(field(options(80, ACAPKIT_IMAGE_BT601, static_cast<AcapkitImageRange>(-1))) == "options.range");
    CHECK(field(options(80, ACAPKIT_IMAGE_BT601, ACAPKIT_IMAGE_FULL, {1, 0, 4, 4})) == "options.crop.x");
    CHECK(field(options(80, ACAPKIT_IMAGE_BT601, ACAPKIT_IMAGE_FULL, {0, 2, 4, 19})) ==
          "options.crop.height");
    AcapkitImageFrame broken = picture.frame;
    broken.planes[1] = nullptr;
    CHECK(fieldOf(encoder.get(), broken, options(80), &output) == "frame.planes[1]");
    CHECK(fieldOf(nullptr, picture.frame, options(80), &output) == "encoder");
    CHECK(fieldOf(encoder.get(), picture.frame, options(80), nullptr) == "buffer");
    AcapkitImageBuffer odd{.data = nullptr, .size = 0, .capacity = 5, .maximum = 0};
    CHECK(fieldOf(encoder.get(), picture.frame, options(80), &odd) == "buffer.capacity");
    CHECK(acapkit_image_jpeg_new(nullptr, nullptr) == ACAPKIT_IMAGE_INVALID);
    CHECK(field(options(80)) == "OK");
  }

  TEST_CASE("the buffer grows to its maximum and not beyond, whatever it held before") {
    Random random(44);
    const Encoder encoder = newEncoder();
    const GuardedFrame noise(random, ACAPKIT_IMAGE_NV12, 400, 300);
    Output whole;
    REQUIRE(fieldOf(encoder.get(), noise.frame, options(95), &whole) == "OK");
    REQUIRE(whole.size > 80000);
    Output exact(whole.size);
    CHECK(fieldOf(encoder.get(), noise.frame, options(95), &exact) == "OK");
    CHECK(exact.capacity <= whole.size + 1);
    CHECK(std::equal(whole.data, whole.data + whole.size, exact.data, exact.data + exact.size));
    for (const size_t most : {whole.size - 1, size_t{70000}, size_t{1000}, size_t{1}}) {
      exact.maximum = most;
      CHECK(fieldOf(encoder.get(), noise.frame, options(95), &exact) == "buffer.maximum");
    }
    exact.maximum = 0;
    CHECK(fieldOf(encoder.get(), noise.frame, options(95), &exact) == "OK");
    CHECK(exact.size == whole.size);
    acapkit_image_buffer_free(&exact);
    CHECK(exact.data == nullptr);
    CHECK(exact.capacity == 0);
  }
}
