// Turning frames, and drawing onto them.
#include <acapkit_image/draw.h>
#include <acapkit_image/transform.h>

#include <algorithm>
#include <vector>

#include "addon/image-frame.h"
#include "addon/image.h"
#include "addon/values.h"

namespace acapkit::addon {

namespace {

/** Width or height of the part. A crop that does not lie in the frame is refused later, with better words. */
uint32_t sizeOf(uint32_t whole, uint32_t part) { return part == 0 ? whole : std::min(whole, part); }

/** transform(frame, { crop, rotation, mirror }) → frame */
Napi::Value transform(const Napi::CallbackInfo& info) {
  return guarded(info.Env(), [&]() -> Napi::Value {
    const Options options(info[1], "transform");
    const AcapkitImageTransform change{.crop = options.rect("crop"),
                                       .rotation = options.whole("rotation"),
                                       .mirror = options.whole("mirror")};
    const ImageFrame frame(info[0], "frame");
    uint32_t width = sizeOf(frame.view().width, change.crop.width);
    uint32_t height = sizeOf(frame.view().height, change.crop.height);
    if (change.rotation % 180 == 90) std::swap(width, height);
    NewFrame result(frame.view().format, width, height);
    AcapkitImageError error;
    require(info.Env(), acapkit_image_transform(&frame.view(), &change, &result.view, &error), error,
            {{"source", "frame"}});
    return std::move(result).toJs(info.Env());
  });
}

AcapkitImageBox boxOf(const Options& options) {
  const Options box = options.options("box");
  return {box.signedWhole("x"), box.signedWhole("y"), box.whole("width"), box.whole("height")};
}

AcapkitImagePoint pointOf(const Options& point) { return {point.signedWhole("x"), point.signedWhole("y")}; }

/** A colour `[red, green, blue]` for frames of the options' matrix and range. */
AcapkitImageColor colorOf(const Options& options, const char* name) {
  const Options parts = options.options(name);
  AcapkitImageColor color{};
  AcapkitImageError error;
  require(options.env(),
          acapkit_image_color(parts.byte("0"), parts.byte("1"), parts.byte("2"),
                              options.choice<AcapkitImageMatrix>("matrix"),
                              options.choice<AcapkitImageRange>("range"), &color, &error),
          error);
  return color;
}

using Draw = AcapkitImageStatus (*)(const AcapkitImageFrame&, const Options&, AcapkitImageError*);

AcapkitImageStatus fill(const AcapkitImageFrame& frame, const Options& options, AcapkitImageError* error) {
  return acapkit_image_draw_fill(&frame, boxOf(options), colorOf(options, "color"), error);
}

AcapkitImageStatus mosaic(const AcapkitImageFrame& frame, const Options& options, AcapkitImageError* error) {
  return acapkit_image_draw_mosaic(&frame, boxOf(options), options.whole("block"), error);
}

AcapkitImageStatus outline(const AcapkitImageFrame& frame, const Options& options, AcapkitImageError* error) {
  return acapkit_image_draw_outline(&frame, boxOf(options), options.whole("thickness"),
                                    colorOf(options, "color"), error);
}

AcapkitImageStatus line(const AcapkitImageFrame& frame, const Options& options, AcapkitImageError* error) {
  return acapkit_image_draw_line(&frame, pointOf(options.options("from")), pointOf(options.options("to")),
                                 options.whole("thickness"), colorOf(options, "color"), error);
}

AcapkitImageStatus polygon(const AcapkitImageFrame& frame, const Options& options, AcapkitImageError* error) {
  const Napi::Value list = options.get("corners");
  if (!list.IsArray()) throw mistake(options.env(), "corners", "expected an array");
  const auto array = list.As<Napi::Array>();
  // One more than there may be is enough to be refused.
  const uint32_t count = std::min(array.Length(), ACAPKIT_IMAGE_CORNERS_MAX + 1);
  std::vector<AcapkitImagePoint> corners;
  corners.reserve(count + 1);  // Not NULL without corners, which has the worse message.
  for (uint32_t index = 0; index < count; ++index)
    corners.push_back(pointOf({array.Get(index), "corners[" + std::to_string(index) + "]"}));
  return acapkit_image_draw_polygon(&frame, corners.data(), corners.size(), colorOf(options, "color"), error);
}

AcapkitImageStatus text(const AcapkitImageFrame& frame, const Options& options, AcapkitImageError* error) {
  const Napi::Value value = options.get("text");
  if (!value.IsString()) throw mistake(options.env(), "text", "expected a string");
  const std::string characters = value.As<Napi::String>().Utf8Value();
  if (characters.find('\0') != std::string::npos)
    throw mistake(options.env(), "text", "expected ASCII 32 … 126, found 0");
  const bool opaque = options.has("background");
  const AcapkitImageColor background = opaque ? colorOf(options, "background") : AcapkitImageColor{};
  return acapkit_image_draw_text(&frame, pointOf(options.options("at")), characters.c_str(),
                                 options.whole("scale"), colorOf(options, "color"),
                                 opaque ? &background : nullptr, error);
}

/** function(frame, options), in the frame's memory */
template <Draw draw>
void drawing(const Napi::CallbackInfo& info) {
  guarded(info.Env(), [&] {
    const ImageFrame frame(info[0], "frame", true);
    AcapkitImageError error;
    require(info.Env(), draw(frame.view(), {info[1], ""}, &error), error, {{"count", "corners.length"}});
  });
}

}  // namespace

void addImageDrawing(Napi::Object image) {
  const Napi::Env env = image.Env();
  image.Set("transform", Napi::Function::New<transform>(env, "transform"));
  image.Set("fill", Napi::Function::New<drawing<fill>>(env, "fill"));
  image.Set("mosaic", Napi::Function::New<drawing<mosaic>>(env, "mosaic"));
  image.Set("outline", Napi::Function::New<drawing<outline>>(env, "outline"));
  image.Set("line", Napi::Function::New<drawing<line>>(env, "line"));
  image.Set("polygon", Napi::Function::New<drawing<polygon>>(env, "polygon"));
  image.Set("text", Napi::Function::New<drawing<text>>(env, "text"));
}

}  // namespace acapkit::addon
