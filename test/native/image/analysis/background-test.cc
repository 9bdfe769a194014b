// The background model, against the same arithmetic pixel by pixel, and what it promises.
#include <cstdlib>
#include <memory>
#include <vector>

#include "support.h"

namespace acapkit::test {
namespace {

struct Free {
  void operator()(AcapkitImageBackground* background) const { acapkit_image_background_free(background); }
};
using Background = std::unique_ptr<AcapkitImageBackground, Free>;

Background make(uint32_t width, uint32_t height, uint32_t shift, uint32_t threshold) {
  const AcapkitImageBackgroundOptions options{.shift = shift, .threshold = threshold};
  AcapkitImageBackground* background = nullptr;
  REQUIRE(acapkit_image_background_new(width, height, &options, &background, nullptr) == ACAPKIT_IMAGE_OK);
  return Background(background);
}

uint32_t update(const Background& background, Plane& picture, Plane& mask) {
  const AcapkitImageFrame frame = picture.frame();
  AcapkitImageFrame out = mask.frame();
  uint32_t foreground = 0;
  REQUIRE(acapkit_image_background_update(background.get(), &frame, &out, &foreground, nullptr) ==
          ACAPKIT_IMAGE_OK);
  return foreground;
}

/** A model of one pixel for each pixel. */
class Reference {
 public:
  Reference(uint32_t shift, uint32_t threshold) : shift_(shift), threshold_(threshold) {}

  uint32_t update(const Plane& picture, Plane& mask) {
    const bool first = model_.empty();
    model_.resize(size_t{picture.width} * picture.height);
    uint32_t foreground = 0;
    mask.fill([&](uint32_t x, uint32_t y) {
      uint32_t& model = model_[size_t{y} * picture.width + x];
      const uint32_t target = picture.at(x, y) * 256U;
      if (first) model = target;
      const bool differs =
          std::abs(static_cast<int>(model / 256) - picture.at(x, y)) > static_cast<int>(threshold_);
      model = model - (model >> shift_) + (target >> shift_);
      foreground += differs ? 1 : 0;
      return differs ? 255 : 0;
    });
    return foreground;
  }

 private:
  uint32_t shift_, threshold_;
  std::vector<uint32_t> model_;
};

/** Feeds a few noisy frames to a model and to the reference. */
void followReference(uint32_t seed) {
  Random random(seed);
  const uint32_t width = pick(random, 1, 170);
  const uint32_t height = pick(random, 1, 9);
  const uint32_t shift = pick(random, 1, 8);
  const uint32_t threshold = pick(random, 1, 254);
  const Background background = make(width, height, shift, threshold);
  Reference reference(shift, threshold);
  Plane picture(width, height, width + pick(random, 0, 40), pickSide(random));
  Plane mask(width, height, width + pick(random, 0, 40), pickSide(random));
  Plane expected(width, height);
  CAPTURE(seed);
  for (int frame = 0; frame < 12; ++frame) {
    picture.noise(random);
    const uint32_t foreground = reference.update(picture, expected);
    CHECK(update(background, picture, mask) == foreground);
    CHECK(mask.equals(expected));
  }
}

uint32_t feed(const Background& background, uint8_t value, int times = 1) {
  Plane picture(37, 2);
  Plane mask(37, 2);
  picture.fill([&](uint32_t, uint32_t) { return value; });
  uint32_t foreground = 0;
  for (int count = 0; count < times; ++count) foreground = update(background, picture, mask);
  return foreground;
}

TEST_SUITE_BEGIN("image-background");

TEST_CASE("every size, pitch, rate and threshold gives the masks of the definition") {
  withEachFamily([] {
    for (uint32_t seed = 0; seed < 150; ++seed) followReference(seed);
  });
}

TEST_CASE("the first frame is the first background, whatever it shows") {
  withEachFamily([] {
    CHECK(feed(make(37, 2, 8, 1), 255) == 0);
    const Background background = make(37, 2, 8, 10);
    CHECK(feed(background, 200) == 0);
    CHECK(feed(background, 211) == 74);
  });
}

TEST_CASE("a constant picture is learnt to the grey level, from either side, at every rate") {
  withEachFamily([] {
    for (uint32_t shift = 1; shift <= 8; ++shift) {
      CAPTURE(shift);
      for (const int start : {0, 255}) {
        const Background background = make(37, 2, shift, 1);
        feed(background, static_cast<uint8_t>(start));
        feed(background, 100, 4000);
        CHECK(feed(background, 101) == 0);
        feed(background, 100, 300);
        CHECK(feed(background, 102) == 74);
        feed(background, 100, 1000);
        CHECK(feed(background, 98) == 74);
      }
    }
  });
}

TEST_CASE("without options a frame counts for 1/32, and 25 grey levels are still background") {
  AcapkitImageBackground* made = nullptr;
  REQUIRE(acapkit_image_background_new(37, 2, nullptr, &made, nullptr) == ACAPKIT_IMAGE_OK);
  const Background background(made);
  CHECK(feed(background, 100) == 0);
  CHECK(feed(background, 125) == 0);
  CHECK(feed(background, 126) == 74);
  const Background other = make(37, 2, 0, 0);
  feed(other, 0);
  CHECK(feed(other, 64, 16) == 74);  // 64 · (1 - (31/32)^15) is 24.3: 40 away
  CHECK(feed(other, 64, 16) == 0);
}

TEST_CASE("a model keeps the kernels it was made with") {
  Random random(7);
  Plane picture(45, 3);
  Plane mask(45, 3);
  Plane expected(45, 3);
  const Background background = make(45, 3, 3, 20);
  Reference reference(3, 20);
  withEachFamily([&] {
    reference.update(picture.noise(random), expected);
    update(background, picture, mask);
    CHECK(mask.equals(expected));
  });
}

TEST_CASE("a model that cannot be is refused by name, and leaves NULL") {
  AcapkitImageBackgroundOptions options{};
  AcapkitImageBackground* background = nullptr;
  const auto field = [&](uint32_t width, uint32_t height) {
    background = reinterpret_cast<AcapkitImageBackground*>(&options);
    return refused([&](AcapkitImageError* error) {
      return acapkit_image_background_new(width, height, &options, &background, error);
    });
  };
  CHECK(field(0, 4) == "width");
  CHECK(field(4, 0) == "height");
  CHECK(field(16385, 4) == "width");
  CHECK(field(4, 16385) == "height");
  options.shift = 9;
  CHECK(field(4, 4) == "options.shift");
  options = {.shift = 1, .threshold = 255};
  CHECK(field(4, 4) == "options.threshold");
  CHECK(background == nullptr);
  CHECK(refused([](AcapkitImageError* error) {
          return acapkit_image_background_new(4, 4, nullptr, nullptr, error);
        }) == "background");
  acapkit_image_background_free(nullptr);
}

TEST_CASE("frames and masks that do not fit are refused by name, and nothing is learnt") {
  const Background background = make(37, 2, 1, 10);
  Plane picture(38, 3);
  AcapkitImageFrame frame = picture.fill([](uint32_t, uint32_t) { return 250; }).frame();
  frame.width = 37;
  frame.height = 2;
  AcapkitImageFrame mask = frame;
  AcapkitImageBackground* model = background.get();
  feed(background, 100);
  const auto field = [&] {
    return refused([&](AcapkitImageError* error) {
      return acapkit_image_background_update(model, &frame, &mask, nullptr, error);
    });
  };
  SUBCASE("frame's width") {
    frame.width = 38;
    CHECK(field() == "frame.width");
  }
  SUBCASE("frame's height") {
    frame.height = 3;
    CHECK(field() == "frame.height");
  }
  SUBCASE("mask's width") {
    mask.width = 36;
    CHECK(field() == "mask.width");
  }
  SUBCASE("mask's height") {
    mask.height = 1;
    CHECK(field() == "mask.height");
  }
  SUBCASE("mask's pitch") {
    mask.pitches[0] = 36;
    CHECK(field() == "mask.pitches[0]");
  }
  SUBCASE("mask's plane") {
    mask.planes[0] = nullptr;
    CHECK(field() == "mask.planes[0]");
  }
  SUBCASE("mask's format") {
    mask.format = ACAPKIT_IMAGE_NV12;
    mask.planes[1] = mask.planes[0];
    CHECK(field() == "mask.format");
  }
  SUBCASE("no model") {
    model = nullptr;
    CHECK(field() == "background");
  }
  CHECK(feed(background, 110) == 0);
  CHECK(feed(background, 116) == 74);  // the model is at 105
}

TEST_SUITE_END();

}  // namespace
}  // namespace acapkit::test
