// Figures about frames: motion, JS_ImageBackground, statistics, hash. All in JavaScript's thread; they take
// less time than handing them over would pay for.
#include <acapkit_image/analyze.h>

#include <memory>

#include "addon/image-frame.h"
#include "addon/image.h"
#include "addon/values.h"

namespace acapkit::addon {

namespace {

/** motion(frame, previous, { block, threshold }) → { columns, rows, sad, moving } */
Napi::Value motion(const Napi::CallbackInfo& info) {
  return guarded(info.Env(), [&]() -> Napi::Value {
    const Napi::Env env = info.Env();
    const Options options(info[2], "");
    const uint32_t block = options.whole("block");
    const double threshold = options.real("threshold");
    const ImageFrame frame(info[0], "frame");
    const ImageFrame previous(info[1], "previous");
    const AcapkitImageFrame& view = frame.view();
    // 0 for a block that is refused below, before anything is written.
    Bytes sad = Bytes::zeroed(acapkit_image_motion_blocks(view.width, view.height, block) * sizeof(uint32_t));
    uint32_t moving = 0;
    AcapkitImageError error;
    require(env,
            acapkit_image_motion(&view, &previous.view(), block, threshold,
                                 reinterpret_cast<uint32_t*>(sad.data.get()), &moving, &error),
            error);
    Napi::Object result = Napi::Object::New(env);
    result.Set("columns", (view.width + block - 1) / block);
    result.Set("rows", (view.height + block - 1) / block);
    result.Set("sad", toTypedArray(env, std::move(sad), napi_uint32_array));
    result.Set("moving", moving);
    return result;
  });
}

struct FreeBackground {
  void operator()(AcapkitImageBackground* background) const { acapkit_image_background_free(background); }
};

class JS_ImageBackground : public Napi::ObjectWrap<JS_ImageBackground> {
 public:
  /** new Background({ width, height, shift, threshold, open }); `open` is 0 for none. */
  explicit JS_ImageBackground(const Napi::CallbackInfo& info) : Napi::ObjectWrap<JS_ImageBackground>(info) {
    guarded(info.Env(), [&] {
      const Options options(info[0], "");
      const AcapkitImageBackgroundOptions settings{.shift = options.whole("shift"),
                                                   .threshold = options.whole("threshold")};
      width_ = options.whole("width");
      height_ = options.whole("height");
      open_ = options.whole("open");
      AcapkitImageBackground* background = nullptr;
      AcapkitImageError error;
      require(info.Env(), acapkit_image_background_new(width_, height_, &settings, &background, &error),
              error);
      background_.reset(background);
      requireOpen(info.Env());
      model_.report(info.Env(), int64_t{2} * width_ * height_);
    });
  }

  JS_ImageBackground(const JS_ImageBackground&) = delete;
  JS_ImageBackground& operator=(const JS_ImageBackground&) = delete;
  ~JS_ImageBackground() override = default;

  /** update(frame, mask) → number of foreground pixels */
  Napi::Value update(const Napi::CallbackInfo& info) {
    return guarded(info.Env(), [&]() -> Napi::Value {
      const ImageFrame frame(info[0], "frame");
      const Memory memory = resultMemory(info[1], napi_uint8_array, size_t{width_} * height_, "into");
      AcapkitImageFrame mask{.format = ACAPKIT_IMAGE_Y800,
                             .width = width_,
                             .height = height_,
                             .planes = {memory.data, nullptr},
                             .pitches = {width_, 0}};
      uint32_t foreground = 0;
      AcapkitImageError error;
      require(info.Env(),
              acapkit_image_background_update(background_.get(), &frame.view(), &mask, &foreground, &error),
              error, {{"mask", "into"}});
      if (open_ != 0) require(info.Env(), acapkit_image_mask_open(&mask, open_, &foreground, &error), error);
      return Napi::Number::New(info.Env(), foreground);
    });
  }

 private:
  /** Opens a mask of one pixel, so that a bad size is told at once. */
  void requireOpen(Napi::Env env) const {
    if (open_ == 0) return;
    uint8_t pixel = 0;
    AcapkitImageFrame mask{
        .format = ACAPKIT_IMAGE_Y800, .width = 1, .height = 1, .planes = {&pixel, nullptr}, .pitches = {}};
    AcapkitImageError error;
    require(env, acapkit_image_mask_open(&mask, open_, nullptr, &error), error, {{"size", "open"}});
  }

  uint32_t width_ = 0;
  uint32_t height_ = 0;
  uint32_t open_ = 0;
  std::unique_ptr<AcapkitImageBackground, FreeBackground> background_;
  ReportedMemory model_;
};

/** A frame and a region of it, the arguments of all statistics. */
struct Region {
  explicit Region(const Napi::CallbackInfo& info) : rect(readRect(info[1])), frame(info[0], "frame") {}

  static AcapkitImageRect readRect(const Napi::Value& value) {
    if (value.IsUndefined()) return {};
    const Options options(value, "region");
    return {options.whole("x"), options.whole("y"), options.whole("width"), options.whole("height")};
  }

  AcapkitImageRect rect;
  ImageFrame frame;
};

/** statistic(frame, region or undefined) → number */
template <AcapkitImageStatus (*measure)(const AcapkitImageFrame*, const AcapkitImageRect*, double*,
                                        AcapkitImageError*)>
Napi::Value statistic(const Napi::CallbackInfo& info) {
  return guarded(info.Env(), [&]() -> Napi::Value {
    const Region region(info);
    double value = 0;
    AcapkitImageError error;
    require(info.Env(), measure(&region.frame.view(), &region.rect, &value, &error), error);
    return Napi::Number::New(info.Env(), value);
  });
}

/** histogram(frame, region or undefined) → Uint32Array */
Napi::Value histogram(const Napi::CallbackInfo& info) {
  return guarded(info.Env(), [&]() -> Napi::Value {
    const Region region(info);
    Bytes counts = Bytes::zeroed(256 * sizeof(uint32_t));
    AcapkitImageError error;
    require(info.Env(),
            acapkit_image_histogram(&region.frame.view(), &region.rect,
                                    reinterpret_cast<uint32_t*>(counts.data.get()), &error),
            error);
    return toTypedArray(info.Env(), std::move(counts), napi_uint32_array);
  });
}

/** hash(frame, region or undefined) → bigint */
Napi::Value hash(const Napi::CallbackInfo& info) {
  return guarded(info.Env(), [&]() -> Napi::Value {
    const Region region(info);
    uint64_t value = 0;
    AcapkitImageError error;
    require(info.Env(), acapkit_image_hash(&region.frame.view(), &region.rect, &value, &error), error);
    return Napi::BigInt::New(info.Env(), value);
  });
}

uint64_t hashOf(const Napi::Value& value, const char* field) {
  bool lossless = false;
  if (value.IsBigInt()) {
    const uint64_t bits = value.As<Napi::BigInt>().Uint64Value(&lossless);
    if (lossless) return bits;
  }
  throw mistake(value.Env(), field, "expected a bigint of 64 bits, as hash() gives");
}

/** hashDistance(first, second) → number */
Napi::Value hashDistance(const Napi::CallbackInfo& info) {
  const uint64_t first = hashOf(info[0], "first");
  return Napi::Number::New(info.Env(), acapkit_image_hash_distance(first, hashOf(info[1], "second")));
}

}  // namespace

Napi::Function defineImageBackground(Napi::Env env) {
  return JS_ImageBackground::DefineClass(
      env, "ImageBackground", {JS_ImageBackground::InstanceMethod("update", &JS_ImageBackground::update)});
}

void addImageAnalysis(Napi::Object image) {
  const Napi::Env env = image.Env();
  image.Set("motion", Napi::Function::New<motion>(env, "motion"));
  image.Set("histogram", Napi::Function::New<histogram>(env, "histogram"));
  image.Set("mean", Napi::Function::New<statistic<acapkit_image_mean>>(env, "mean"));
  image.Set("sharpness", Napi::Function::New<statistic<acapkit_image_sharpness>>(env, "sharpness"));
  image.Set("hash", Napi::Function::New<hash>(env, "hash"));
  image.Set("hashDistance", Napi::Function::New<hashDistance>(env, "hashDistance"));
}

}  // namespace acapkit::addon
