// Plans that cannot be are refused with the name of the field, and runs with wrong arguments as well.
#include <doctest/doctest.h>

#include <cmath>
#include <cstring>
#include <functional>
#include <vector>

#include "random-plan.h"

using namespace acapkit::test;

namespace {

Options valid() {
  Options options{};
  options.source.width = 64;
  options.source.height = 48;
  options.output.width = 32;
  options.output.height = 32;
  return options;
}

struct Wrong {
  const char* field;
  const char* words;
  std::function<void(AcapkitImageSource&, AcapkitImageOutput&)> make;
};

template <typename T>
T beyond(int value) {
  return static_cast<T>(value);
}

const std::vector<Wrong> wrongOptions = {
    {"source.format", "NV12, Y800 or RGB, found 7",
     [](auto& s, auto&) { s.format = beyond<AcapkitImageFormat>(7); }},
    {"source.format", "found -1", [](auto& s, auto&) { s.format = beyond<AcapkitImageFormat>(-1); }},
    {"source.matrix", "BT601 or BT709", [](auto& s, auto&) { s.matrix = beyond<AcapkitImageMatrix>(2); }},
    {"source.range", "LIMITED or FULL", [](auto& s, auto&) { s.range = beyond<AcapkitImageRange>(2); }},
    {"source.siting", "CENTER or LEFT", [](auto& s, auto&) { s.siting = beyond<AcapkitImageSiting>(2); }},
    {"source.width", "1 … 16384 pixels, found 0", [](auto& s, auto&) { s.width = 0; }},
    {"source.width", "found 16385", [](auto& s, auto&) { s.width = 16385; }},
    {"source.height", "found 0", [](auto& s, auto&) { s.height = 0; }},
    {"source.pitches[0]", "64 … 1048576 bytes, found 63", [](auto& s, auto&) { s.pitches[0] = 63; }},
    {"source.pitches[1]", "found 62", [](auto& s, auto&) { s.pitches[1] = 62; }},
    {"source.pitches[0]", "found 4294967295", [](auto& s, auto&) { s.pitches[0] = UINT32_MAX; }},
    {"source.crop.x", "less than the frame's 64 pixels", [](auto& s, auto&) { s.crop = {64, 0, 1, 1}; }},
    {"source.crop.y", "less than the frame's 48 pixels", [](auto& s, auto&) { s.crop = {0, 48, 1, 1}; }},
    {"source.crop.width", "1 … 24 pixels from 40 on, found 25",
     [](auto& s, auto&) { s.crop = {40, 0, 25, 1}; }},
    {"source.crop.width", "found 4294967295", [](auto& s, auto&) { s.crop = {40, 0, UINT32_MAX, 1}; }},
    {"source.crop.height", "found 0", [](auto& s, auto&) { s.crop = {0, 0, 1, 0}; }},
    {"output.type", "U8, I8, F16 or F32", [](auto&, auto& o) { o.type = beyond<AcapkitImageType>(4); }},
    {"output.layout", "HWC or CHW", [](auto&, auto& o) { o.layout = beyond<AcapkitImageLayout>(2); }},
    {"output.order", "ORDER_GRAY, found 3", [](auto&, auto& o) { o.order = beyond<AcapkitImageOrder>(3); }},
    {"output.fit", "LETTERBOX or CROP", [](auto&, auto& o) { o.fit = beyond<AcapkitImageFit>(3); }},
    {"output.filter", "BILINEAR or AREA", [](auto&, auto& o) { o.filter = beyond<AcapkitImageFilter>(2); }},
    {"output.mode", "EXACT or FAST_CHROMA", [](auto&, auto& o) { o.mode = beyond<AcapkitImageMode>(2); }},
    {"output.width", "found 0", [](auto&, auto& o) { o.width = 0; }},
    {"output.height", "found 20000", [](auto&, auto& o) { o.height = 20000; }},
    {"output.width", "1/32 to 8 times the source's 64 pixels, found 1", [](auto&, auto& o) { o.width = 1; }},
    {"output.width", "found 513 for the picture", [](auto&, auto& o) { o.width = 513; }},
    {"output.height", "48 pixels, found 1 for", [](auto&, auto& o) { o.height = 1; }},
    {"output.pitch", "96 … 1048576 bytes, found 95", [](auto&, auto& o) { o.pitch = 95; }},
    {"output.pitch", "a multiple of the element's 4 bytes",
     [](auto&, auto& o) { o.type = ACAPKIT_IMAGE_F32, o.pitch = 385; }},
    {"output.mean[1]", "found nan", [](auto&, auto& o) { o.mean[1] = NAN; }},
    {"output.mean[2]", "found 1e-07", [](auto&, auto& o) { o.mean[2] = 1e-7F; }},
    {"output.deviation[0]", "found -1", [](auto&, auto& o) { o.deviation[0] = -1; }},
    {"output.deviation[2]", "found inf", [](auto&, auto& o) { o.deviation[2] = INFINITY; }},
    {"output.scale", "found 1e+07", [](auto&, auto& o) { o.scale = 1e7F; }},
    {"output.scale", "floats are not quantised",
     [](auto&, auto& o) { o.type = ACAPKIT_IMAGE_F32, o.scale = 1; }},
    {"output.zero_point", "floats are not",
     [](auto&, auto& o) { o.type = ACAPKIT_IMAGE_F16, o.zero_point = 1; }},
    {"output.zero_point", "0 … 255, found -1", [](auto&, auto& o) { o.zero_point = -1; }},
    {"output.zero_point", "-128 … 127, found 128",
     [](auto&, auto& o) { o.type = ACAPKIT_IMAGE_I8, o.zero_point = 128; }},
};

}  // namespace

TEST_CASE("options that cannot be are refused with the field's name") {
  REQUIRE(Plan(valid()).status == ACAPKIT_IMAGE_OK);
  for (const Wrong& wrong : wrongOptions) {
    Options options = valid();
    wrong.make(options.source, options.output);
    const Plan plan(options);
    CAPTURE(wrong.words);
    CHECK(plan.status == ACAPKIT_IMAGE_INVALID);
    CHECK(plan.plan == nullptr);
    CHECK(std::string(plan.error.field) == wrong.field);
    CHECK(std::string(plan.error.message).find(wrong.words) != std::string::npos);
  }
}

TEST_CASE("options and places that are not there are refused") {
  const Options options = valid();
  AcapkitImagePlan* plan = nullptr;
  AcapkitImageError error{};
  CHECK(acapkit_image_plan_new(nullptr, &options.output, &plan, &error) == ACAPKIT_IMAGE_INVALID);
  CHECK(std::string(error.field) == "source");
  CHECK(acapkit_image_plan_new(&options.source, nullptr, &plan, &error) == ACAPKIT_IMAGE_INVALID);
  CHECK(std::string(error.field) == "output");
  CHECK(acapkit_image_plan_new(&options.source, &options.output, nullptr, &error) == ACAPKIT_IMAGE_INVALID);
  CHECK(std::string(error.field) == "plan");
  CHECK(acapkit_image_plan_new(nullptr, nullptr, &plan, nullptr) == ACAPKIT_IMAGE_INVALID);
  acapkit_image_plan_free(nullptr);
}

TEST_CASE("a run with wrong places is refused") {
  Options options = valid();
  options.output.type = ACAPKIT_IMAGE_F32;
  const Plan plan(options);
  std::vector<uint8_t> luma(64 * 48);
  std::vector<uint8_t> chroma(64 * 24);
  std::vector<float> output(32 * 32 * 3);
  AcapkitImageError error{};
  const auto run = [&](const uint8_t* first, const uint8_t* second, void* to) {
    const uint8_t* const planes[2] = {first, second};
    return acapkit_image_plan_run(plan.plan, planes, to, &error) == ACAPKIT_IMAGE_OK
               ? std::string()
               : std::string(error.field);
  };
  CHECK(run(luma.data(), chroma.data(), output.data()).empty());
  CHECK(run(nullptr, chroma.data(), output.data()) == "planes[0]");
  CHECK(run(luma.data(), nullptr, output.data()) == "planes[1]");
  CHECK(run(luma.data(), chroma.data(), nullptr) == "output");
  CHECK(run(luma.data(), chroma.data(), reinterpret_cast<uint8_t*>(output.data()) + 2) == "output");
  CHECK(run(reinterpret_cast<uint8_t*>(output.data() + output.size()) - 1, chroma.data(), output.data()) ==
        "output");
  CHECK(std::string(error.message).find("planes[0]") != std::string::npos);
  CHECK(run(luma.data(), reinterpret_cast<uint8_t*>(output.data()) - chroma.size() + 1, output.data()) ==
        "output");
  CHECK(acapkit_image_plan_run(nullptr, nullptr, output.data(), nullptr) == ACAPKIT_IMAGE_INVALID);
  CHECK(acapkit_image_plan_run(plan.plan, nullptr, output.data(), nullptr) == ACAPKIT_IMAGE_INVALID);
}

TEST_CASE("sizes and places of a plan are what the options say") {
  Options options = valid();
  options.output.fit = ACAPKIT_IMAGE_LETTERBOX;
  options.output.pitch = 100;
  const Plan letterbox(options);
  CHECK(acapkit_image_plan_source_bytes(letterbox.plan, 0) == 64 * 48);
  CHECK(acapkit_image_plan_source_bytes(letterbox.plan, 1) == 64 * 24);
  CHECK(acapkit_image_plan_source_bytes(letterbox.plan, 2) == 0);
  CHECK(acapkit_image_plan_output_bytes(letterbox.plan) == 31 * 100 + 96);
  const AcapkitImageRect picture = acapkit_image_plan_picture(letterbox.plan);
  CHECK((picture.x == 0 && picture.y == 4 && picture.width == 32 && picture.height == 24));
  options.output.fit = ACAPKIT_IMAGE_CROP;
  const Plan cropped(options);
  const AcapkitImageRect crop = acapkit_image_plan_crop(cropped.plan);
  CHECK((crop.x == 8 && crop.y == 0 && crop.width == 48 && crop.height == 48));
  options.source.width = 63;
  options.source.height = 47;
  options.source.pitches[0] = 80;
  const Plan odd(options);
  CHECK(acapkit_image_plan_source_bytes(odd.plan, 0) == 46 * 80 + 63);
  CHECK(acapkit_image_plan_source_bytes(odd.plan, 1) == 24 * 64);
}

TEST_CASE("families are named, and an unknown one is refused") {
  AcapkitImageError error{};
  CHECK(families().back() == "scalar");
  CHECK(acapkit_image_use_family("altivec", &error) == ACAPKIT_IMAGE_INVALID);
  CHECK(std::string(error.field) == "family");
  CHECK(std::string(error.message).find("altivec") != std::string::npos);
  for (const std::string& name : families()) {
    REQUIRE(acapkit_image_use_family(name.c_str(), nullptr) == ACAPKIT_IMAGE_OK);
    CHECK(acapkit_image_family() == name);
  }
  acapkit_image_use_family(nullptr, nullptr);
  CHECK(acapkit_image_family() == families().front());
}
