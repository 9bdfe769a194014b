// Colours against the standards' formulas in double precision, and the refusals that all drawing functions
// share.
#include <doctest/doctest.h>

#include <cmath>
#include <string>

#include "../transform/guarded-frame.h"
#include "acapkit_image/draw.h"

using namespace acapkit::image::test;

namespace {

/** How far a colour's value may be from the exact one: half a step. */
void expectNear(uint8_t value, double exact) {
  REQUIRE(std::abs(value - std::fmin(exact, 255)) <= 0.5 + 1e-9);
}

void expectColor(const AcapkitImageColor& color, AcapkitImageMatrix matrix, AcapkitImageRange range) {
  const double red = matrix == ACAPKIT_IMAGE_BT601 ? 0.299 : 0.2126;
  const double blue = matrix == ACAPKIT_IMAGE_BT601 ? 0.114 : 0.0722;
  const double luma = (red * color.red + (1 - red - blue) * color.green + blue * color.blue) / 255;
  const double cb = (color.blue / 255.0 - luma) / (2 * (1 - blue));
  const double cr = (color.red / 255.0 - luma) / (2 * (1 - red));
  const bool limited = range == ACAPKIT_IMAGE_LIMITED;
  expectNear(color.y, limited ? 16 + 219 * luma : 255 * luma);
  expectNear(color.cb, 128 + (limited ? 224 : 255) * cb);
  expectNear(color.cr, 128 + (limited ? 224 : 255) * cr);
}

std::string nameOf(AcapkitImageStatus status, const AcapkitImageError& error) {
  return status == ACAPKIT_IMAGE_OK ? "OK" : error.field;
}

}  // namespace

TEST_SUITE("color") {
  TEST_CASE("every colour is the nearest one, in both matrices and ranges") {
    for (const auto matrix : {ACAPKIT_IMAGE_BT601, ACAPKIT_IMAGE_BT709}) {
      for (const auto range : {ACAPKIT_IMAGE_LIMITED, ACAPKIT_IMAGE_FULL}) {
        for (int step = 0; step < 6 * 6 * 6; ++step) {
          AcapkitImageColor color{};
          REQUIRE(acapkit_image_color(step % 6 * 51, step / 6 % 6 * 51, step / 36 * 51, matrix, range, &color,
                                      nullptr) == ACAPKIT_IMAGE_OK);
          expectColor(color, matrix, range);
        }
      }
    }
  }

  TEST_CASE("well-known colours") {
    AcapkitImageColor color{};
    REQUIRE(acapkit_image_color(255, 255, 255, ACAPKIT_IMAGE_BT709, ACAPKIT_IMAGE_LIMITED, &color, nullptr) ==
            ACAPKIT_IMAGE_OK);
    CHECK(color.y == 235);
    CHECK(color.cb == 128);
    REQUIRE(acapkit_image_color(255, 0, 0, ACAPKIT_IMAGE_BT601, ACAPKIT_IMAGE_LIMITED, &color, nullptr) ==
            ACAPKIT_IMAGE_OK);
    CHECK(color.y == 81);
    CHECK(color.cb == 90);
    CHECK(color.cr == 240);
    CHECK(color.red == 255);
  }

  TEST_CASE("a wrong argument is refused by name, and nothing is drawn") {
    Random random(21);
    const GuardedFrame picture(random, ACAPKIT_IMAGE_NV12, 20, 20);
    const auto before = picture.bytes();
    const AcapkitImageFrame* const frame = &picture.frame;
    const AcapkitImageColor ink{};
    AcapkitImageColor made{};
    AcapkitImageError error{};
    const AcapkitImageBox box{1, 1, 5, 5};
    const AcapkitImagePoint far{0, ACAPKIT_IMAGE_COORDINATE_MAX + 1};
    const AcapkitImagePoint corners[] = {{0, 0}, {5, 5}, {-ACAPKIT_IMAGE_COORDINATE_MAX - 1, 5}};
    const auto wrongMatrix = static_cast<AcapkitImageMatrix>(2);
    const auto wrongRange = static_cast<AcapkitImageRange>(2);
    CHECK(nameOf(acapkit_image_color(0, 0, 0, wrongMatrix, ACAPKIT_IMAGE_FULL, &made, &error), error) ==
          "matrix");
    CHECK(nameOf(acapkit_image_color(0, 0, 0, ACAPKIT_IMAGE_BT601, wrongRange, &made, &error), error) ==
          "range");
    CHECK(nameOf(acapkit_image_color(0, 0, 0, ACAPKIT_IMAGE_BT601, ACAPKIT_IMAGE_FULL, nullptr, &error),
                 error) == "color");
    CHECK(nameOf(acapkit_image_draw_fill(nullptr, box, ink, &error), error) == "frame");
    CHECK(nameOf(acapkit_image_draw_mosaic(frame, box, 0, &error), error) == "block");
    CHECK(nameOf(acapkit_image_draw_mosaic(frame, box, 7, &error), error) == "block");
    CHECK(nameOf(acapkit_image_draw_mosaic(frame, box, 258, &error), error) == "block");
    CHECK(nameOf(acapkit_image_draw_outline(frame, box, 0, ink, &error), error) == "thickness");
    CHECK(nameOf(acapkit_image_draw_line(frame, {0, 0}, {9, 9}, 257, ink, &error), error) == "thickness");
    CHECK(nameOf(acapkit_image_draw_line(frame, far, {0, 0}, 1, ink, &error), error) == "from.y");
    CHECK(nameOf(acapkit_image_draw_line(frame, {0, 0}, far, 1, ink, &error), error) == "to.y");
    CHECK(nameOf(acapkit_image_draw_polygon(frame, nullptr, 3, ink, &error), error) == "corners");
    CHECK(nameOf(acapkit_image_draw_polygon(frame, corners, 2, ink, &error), error) == "count");
    CHECK(nameOf(acapkit_image_draw_polygon(frame, corners, 257, ink, &error), error) == "count");
    CHECK(nameOf(acapkit_image_draw_polygon(frame, corners, 3, ink, &error), error) == "corners[2].x");
    CHECK(nameOf(acapkit_image_draw_text(frame, far, "a", 1, ink, nullptr, &error), error) == "at.y");
    CHECK(nameOf(acapkit_image_draw_text(frame, {0, 0}, nullptr, 1, ink, nullptr, &error), error) == "text");
    CHECK(nameOf(acapkit_image_draw_text(frame, {0, 0}, "a\n", 1, ink, nullptr, &error), error) == "text");
    CHECK(nameOf(acapkit_image_draw_text(frame, {0, 0}, "\xc3\xa4", 1, ink, nullptr, &error), error) ==
          "text");
    CHECK(nameOf(acapkit_image_draw_text(frame, {0, 0}, "a", 0, ink, nullptr, &error), error) == "scale");
    CHECK(picture.bytes() == before);
  }
}
