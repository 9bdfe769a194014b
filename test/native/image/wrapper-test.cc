// The C++ wrapper gives what the C functions give, and each of their failures as an exception.
#include "acapkit_image.hpp"

#include <doctest/doctest.h>

#include <cstring>
#include <numeric>
#include <type_traits>

namespace image = acapkit::image;

namespace {

constexpr uint32_t width = 64;
constexpr uint32_t height = 48;
constexpr size_t nv12Bytes = size_t{width} * height * 3 / 2;

/** An NV12 picture with something everywhere. */
struct Picture {
  explicit Picture(uint32_t step = 7) : bytes(nv12Bytes) {
    for (size_t index = 0; index < bytes.size(); ++index)
      bytes[index] = static_cast<uint8_t>(index * step + index / width);
  }
  image::Frame frame() { return image::nv12(bytes.data(), width, height); }
  std::vector<uint8_t> bytes;
};

image::Source sourceOf(const image::Frame& frame) {
  image::Source source{};
  source.format = frame.format;
  source.width = frame.width;
  source.height = frame.height;
  return source;
}

image::Output floatTensor() {
  image::Output output{};
  output.width = 40;
  output.height = 40;
  output.type = ACAPKIT_IMAGE_F32;
  output.layout = ACAPKIT_IMAGE_CHW;
  output.fit = ACAPKIT_IMAGE_LETTERBOX;
  return output;
}

/** Field of the error that `call` throws; "none" when it throws none. */
template <typename Call>
std::string fieldOf(Call call) {
  try {
    call();
  } catch (const image::Error& error) {
    CHECK(error.status() == ACAPKIT_IMAGE_INVALID);
    CHECK(std::string(error.what()).find(std::string(error.field()) + ": ") == 0);
    return error.field();
  }
  return "none";
}

template <typename T>
constexpr bool movesOnly = std::is_nothrow_move_constructible_v<T> && std::is_nothrow_move_assignable_v<T> &&
                           !std::is_copy_constructible_v<T> && !std::is_copy_assignable_v<T>;

}  // namespace

TEST_SUITE("wrapper") {
  TEST_CASE("a plan fills vectors and memory with what the C function makes") {
    static_assert(movesOnly<image::Plan>);
    Picture picture;
    const image::Frame frame = picture.frame();
    const image::Source source = sourceOf(frame);
    const image::Output output = floatTensor();
    AcapkitImagePlan* plain = nullptr;
    REQUIRE(acapkit_image_plan_new(&source, &output, &plain, nullptr) == ACAPKIT_IMAGE_OK);
    std::vector<float> expected(size_t{40} * 40 * 3);
    REQUIRE(acapkit_image_plan_run(plain, frame.planes, expected.data(), nullptr) == ACAPKIT_IMAGE_OK);
    acapkit_image_plan_free(plain);

    image::Plan first(source, output);
    const image::Plan plan = std::move(first);
    CHECK(plan.outputBytes() == expected.size() * sizeof(float));
    CHECK(plan.sourceBytes(0) == size_t{width} * height);
    CHECK(plan.sourceBytes(1) == size_t{width} * height / 2);
    CHECK(plan.picture().height == 30);
    CHECK(plan.crop().width == width);
    CHECK(plan.family() == image::family());
    std::vector<float> tensor(1);
    plan.run({frame.planes[0], frame.planes[1]}, tensor);
    CHECK(tensor == expected);
    std::vector<float> memory(expected.size());
    plan.run({frame.planes[0], frame.planes[1]}, memory.data());
    CHECK(memory == expected);
    CHECK(fieldOf([&] { first.run({frame.planes[0]}, memory.data()); }) == "plan");
  }

  TEST_CASE("a wrong option is thrown with its field, and what was found") {
    Picture picture;
    image::Source source = sourceOf(picture.frame());
    source.crop = {0, 0, width + 1, 8};
    CHECK(fieldOf([&] { image::Plan(source, floatTensor()); }) == "source.crop.width");
    image::Output output = floatTensor();
    output.deviation[1] = -1;
    CHECK(fieldOf([&] { image::Plan(sourceOf(picture.frame()), output); }) == "output.deviation[1]");
    const AcapkitImageError nameless{"", "the heap is exhausted"};
    CHECK(std::string(image::Error(ACAPKIT_IMAGE_NO_MEMORY, nameless).what()) == nameless.message);
  }

  TEST_CASE("motion sizes its map") {
    Picture now(7);
    Picture before(9);
    std::vector<uint32_t> sad;
    const uint32_t moving = image::motion(now.frame(), before.frame(), 16, 20, sad);
    REQUIRE(sad.size() == 4 * 3);
    std::vector<uint32_t> expected(sad.size());
    uint32_t expectedMoving = 0;
    const image::Frame frames[] = {now.frame(), before.frame()};
    REQUIRE(acapkit_image_motion(&frames[0], &frames[1], 16, 20, expected.data(), &expectedMoving, nullptr) ==
            ACAPKIT_IMAGE_OK);
    CHECK(sad == expected);
    CHECK(moving == expectedMoving);
    CHECK(moving > 0);
    CHECK(fieldOf([&] { image::motion(now.frame(), before.frame(), 12, 20, sad); }) == "block");
  }

  TEST_CASE("a background model tells what is new, and openMask removes specks") {
    static_assert(movesOnly<image::Background>);
    std::vector<uint8_t> luma(size_t{width} * height, 100);
    std::vector<uint8_t> mask(luma.size(), 77);
    const image::Frame frame = image::y800(luma.data(), width, height);
    const image::Frame maskFrame = image::y800(mask.data(), width, height);
    image::Background background(width, height);
    CHECK(background.update(frame, maskFrame) == 0);
    image::draw::fill(frame, {8, 8, 10, 10}, image::color(255, 255, 255));
    image::draw::fill(frame, {40, 8, 1, 1}, image::color(255, 255, 255));
    CHECK(background.update(frame, maskFrame) == 101);
    CHECK(image::openMask(maskFrame, 3) == 100);
    CHECK(std::accumulate(mask.begin(), mask.end(), 0U) == 100 * 255);
    CHECK(fieldOf([&] { image::openMask(maskFrame, 4); }) == "size");
    AcapkitImageBackgroundOptions options{};
    options.shift = 9;
    CHECK(fieldOf([&] { image::Background(width, height, options); }) == "options.shift");
  }

  TEST_CASE("figures of a whole frame and of a region") {
    std::vector<uint8_t> luma(size_t{width} * height, 10);
    const image::Frame frame = image::y800(luma.data(), width, height);
    CHECK(image::mean(frame) == 10);
    CHECK(image::sharpness(frame) == 0);
    CHECK(image::hash(frame) == 0);
    for (uint32_t y = 0; y < height; ++y) std::memset(&luma[size_t{y} * width + 32], 30, 32);
    CHECK(image::mean(frame) == 20);
    CHECK(image::mean(frame, {32, 0, 32, 8}) == 30);
    CHECK(image::histogram(frame)[10] == width * height / 2);
    CHECK(image::histogram(frame, {31, 0, 2, 1})[30] == 1);
    CHECK(image::sharpness(frame) > 0);
    CHECK(image::sharpness(frame, {40, 0, 8, 8}) == 0);
    CHECK(image::hash(frame) != 0);
    // Two bits in each row: the edge runs through the fifth of nine cells.
    CHECK(image::hashDistance(image::hash(frame), image::hash(frame, {32, 0, 32, 48})) == 16);
    CHECK(fieldOf([&] { image::mean(frame, {60, 0, 8, 8}); }) == "region.width");
  }

  TEST_CASE("drawing and turning are those of the C functions") {
    Picture mine;
    Picture plain;
    const image::Frame frame = mine.frame();
    const image::Frame other = plain.frame();
    const image::Color color = image::color(200, 30, 60, ACAPKIT_IMAGE_BT709, ACAPKIT_IMAGE_FULL);
    const std::vector<image::Point> corners{{30, 5}, {60, 9}, {44, 40}};
    image::draw::mosaic(frame, {0, 0, 16, 16}, 8);
    image::draw::outline(frame, {4, 20, 20, 20}, 2, color);
    image::draw::line(frame, {0, 47}, {63, 0}, 3, color);
    image::draw::polygon(frame, corners, color);
    image::draw::text(frame, {2, 38}, "17:04", 1, color, &color);
    acapkit_image_draw_mosaic(&other, {0, 0, 16, 16}, 8, nullptr);
    acapkit_image_draw_outline(&other, {4, 20, 20, 20}, 2, color, nullptr);
    acapkit_image_draw_line(&other, {0, 47}, {63, 0}, 3, color, nullptr);
    acapkit_image_draw_polygon(&other, corners.data(), corners.size(), color, nullptr);
    acapkit_image_draw_text(&other, {2, 38}, "17:04", 1, color, &color, nullptr);
    CHECK(mine.bytes == plain.bytes);
    CHECK(mine.bytes != Picture().bytes);
    CHECK(fieldOf([&] { image::draw::text(frame, {0, 0}, "\n", 1, color); }) == "text");

    std::vector<uint8_t> turned(nv12Bytes);
    image::Transform how{};
    how.rotation = 180;
    image::transform(frame, how, image::nv12(turned.data(), width, height));
    CHECK(turned[0] == mine.bytes[size_t{width} * height - 1]);
    CHECK(turned[nv12Bytes - 1] == mine.bytes[size_t{width} * height + 1]);
    how.rotation = 45;
    CHECK(fieldOf([&] { image::transform(frame, how, frame); }) == "transform.rotation");
  }

  TEST_CASE("families are listed, and can be chosen") {
    const std::vector<std::string> names = image::families();
    REQUIRE(!names.empty());
    CHECK(names.back() == "scalar");
    image::useFamily("scalar");
    CHECK(image::family() == "scalar");
    image::useFamily(nullptr);
    CHECK(image::family() == names.front());
    CHECK(fieldOf([] { image::useFamily("mmx"); }) == "family");
  }
}
