// JS_ImagePlan: a compiled plan, run in JavaScript's thread or on the thread pool.
#include <acapkit_image/plan.h>

#include <cstring>
#include <memory>
#include <utility>

#include "addon/image-work.h"
#include "addon/image.h"
#include "addon/values.h"
#include "image/resize/options.h"
#include "image/status.h"

namespace acapkit::addon {

namespace {

/** Roughly what the tables of an output column or row take, to tell the garbage collector that plans are not
 * small. */
constexpr int64_t bytesOfLine = 64;

struct FreePlan {
  void operator()(AcapkitImagePlan* plan) const { acapkit_image_plan_free(plan); }
};

struct CompiledPlan {
  AcapkitImageSource source;
  AcapkitImageOutput output;
  std::unique_ptr<AcapkitImagePlan, FreePlan> plan;
};
using SharedPlan = std::shared_ptr<const CompiledPlan>;

AcapkitImageSource readSource(const Options& options) {
  AcapkitImageSource source{};
  source.format = options.choice<AcapkitImageFormat>("format");
  source.width = options.whole("width");
  source.height = options.whole("height");
  const Options pitches = options.options("pitches");
  source.pitches[0] = pitches.whole("0");
  source.pitches[1] = pitches.whole("1");
  source.crop = options.rect("crop");
  source.matrix = options.choice<AcapkitImageMatrix>("matrix");
  source.range = options.choice<AcapkitImageRange>("range");
  source.siting = options.choice<AcapkitImageSiting>("siting");
  return source;
}

AcapkitImageOutput readOutput(const Options& options) {
  AcapkitImageOutput output{};
  output.width = options.whole("width");
  output.height = options.whole("height");
  output.pitch = options.whole("pitch");
  output.type = options.choice<AcapkitImageType>("type");
  output.layout = options.choice<AcapkitImageLayout>("layout");
  output.order = options.choice<AcapkitImageOrder>("order");
  output.fit = options.choice<AcapkitImageFit>("fit");
  output.filter = options.choice<AcapkitImageFilter>("filter");
  output.mode = options.choice<AcapkitImageMode>("mode");
  const Options pad = options.options("pad");
  const Options mean = options.options("mean");
  const Options deviation = options.options("deviation");
  size_t channel = 0;
  for (const char* index : {"0", "1", "2"}) {
    output.pad[channel] = pad.byte(index);
    output.mean[channel] = mean.single(index);
    output.deviation[channel++] = deviation.single(index);
  }
  output.scale = options.single("scale");
  output.zero_point = options.signedWhole("zeroPoint");
  return output;
}

SharedPlan compile(Napi::Env env, const AcapkitImageSource& source, const AcapkitImageOutput& output) {
  AcapkitImagePlan* plan = nullptr;
  AcapkitImageError error;
  require(env, acapkit_image_plan_new(&source, &output, &plan, &error), error);
  std::unique_ptr<AcapkitImagePlan, FreePlan> owned(plan);
  return std::make_shared<const CompiledPlan>(
      CompiledPlan{.source = source, .output = output, .plan = std::move(owned)});
}

napi_typedarray_type arrayTypeOf(const AcapkitImageOutput& output) {
  switch (output.type) {
    case ACAPKIT_IMAGE_I8:
      return napi_int8_array;
    case ACAPKIT_IMAGE_F16:
      return napi_uint16_array;
    case ACAPKIT_IMAGE_F32:
      return napi_float32_array;
    default:
      return napi_uint8_array;
  }
}

void requireEqual(Napi::Env env, const char* field, uint32_t expected, uint32_t found) {
  if (expected == found) return;
  throw mistake(env, field,
                "expected " + std::to_string(expected) + " as planned, found " + std::to_string(found));
}

/** The frame is one that the plan was made for. */
void requireFit(Napi::Env env, const AcapkitImageSource& source, const AcapkitImageFrame& frame) {
  constexpr const char* formats[] = {"nv12", "y800", "rgb"};
  if (frame.format != source.format)
    throw mistake(
        env, "frame.format",
        std::string("expected ") + formats[source.format] + " as planned, found " + formats[frame.format]);
  requireEqual(env, "frame.width", source.width, frame.width);
  requireEqual(env, "frame.height", source.height, frame.height);
  constexpr const char* pitches[] = {"frame.pitches[0]", "frame.pitches[1]"};
  for (size_t plane = 0; plane < 2; ++plane) {
    const size_t planned = image::pitchOf(source.format, source.width, source.pitches[plane], plane);
    if (image::rowBytes(source.format, source.width, plane) != 0)
      requireEqual(env, pitches[plane], static_cast<uint32_t>(planned), frame.pitches[plane]);
  }
}

AcapkitImageStatus runPlan(const CompiledPlan& compiled, const AcapkitImageFrame& frame, void* output,
                           AcapkitImageError* error) {
  const uint8_t* const planes[] = {frame.planes[0], frame.planes[1]};
  return acapkit_image_plan_run(compiled.plan.get(), planes, output, error);
}

/** Copies row by row, because gaps after rows are the app's. JavaScript may have taken the memory away
 * meanwhile. */
Napi::Value fill(const Napi::Object& into, const AcapkitImageOutput& output, const Bytes& result) {
  const Memory memory = resultMemory(into, arrayTypeOf(output), result.size, "into");
  const size_t row = image::outputRowBytes(output);
  const size_t pitch = output.pitch != 0 ? output.pitch : row;
  for (size_t start = 0; start < result.size; start += pitch)
    std::memcpy(memory.data + start, result.data.get() + start, row);
  return into;
}

class JS_ImagePlan : public Napi::ObjectWrap<JS_ImagePlan> {
 public:
  /** new Plan(source, output). */
  explicit JS_ImagePlan(const Napi::CallbackInfo& info) : Napi::ObjectWrap<JS_ImagePlan>(info) {
    guarded(info.Env(), [&] {
      const AcapkitImageSource source = readSource({info[0], "source"});
      compiled_ = compile(info.Env(), source, readOutput({info[1], "output"}));
      tables_.report(info.Env(), bytesOfLine * (int64_t{compiled_->output.width} + compiled_->output.height));
    });
  }

  JS_ImagePlan(const JS_ImagePlan&) = delete;
  JS_ImagePlan& operator=(const JS_ImagePlan&) = delete;
  ~JS_ImagePlan() override = default;

  /** { outputBytes, picture, crop, family } */
  Napi::Value facts(const Napi::CallbackInfo& info) {
    return guarded(info.Env(), [&]() -> Napi::Value {
      const AcapkitImagePlan* plan = compiled_->plan.get();
      Napi::Object object = Napi::Object::New(info.Env());
      object.Set("outputBytes", static_cast<double>(acapkit_image_plan_output_bytes(plan)));
      object.Set("picture", toJs(info.Env(), acapkit_image_plan_picture(plan)));
      object.Set("crop", toJs(info.Env(), acapkit_image_plan_crop(plan)));
      object.Set("family", acapkit_image_plan_family(plan));
      return object;
    });
  }

  /** run(frame, into) */
  void run(const Napi::CallbackInfo& info) {
    guarded(info.Env(), [&] {
      const ImageFrame frame(info[0], "frame");
      const Memory into = checked(info, frame);
      AcapkitImageError error;
      require(info.Env(), runPlan(*compiled_, frame.view(), into.data, &error), error,
              {{"output", "into"}, {"planes", "frame.planes"}});
    });
  }

  /** runAsync(frame, into or undefined) → promise of the typed array. */
  Napi::Value runAsync(const Napi::CallbackInfo& info) {
    return guarded(info.Env(), [&]() -> Napi::Value {
      const ImageFrame frame(info[0], "frame");
      std::shared_ptr<Napi::ObjectReference> into;
      if (!info[1].IsUndefined())
        into = std::make_shared<Napi::ObjectReference>(Napi::Persistent(checked(info, frame).array));
      else
        requireFit(info.Env(), compiled_->source, frame.view());
      const auto result = std::make_shared<Bytes>(Bytes::zeroed(outputBytes()));
      return runInPool(
          info.Env(), frame,
          [plan = compiled_, result](const AcapkitImageFrame& held, AcapkitImageError* error) {
            return runPlan(*plan, held, result->data.get(), error);
          },
          [plan = compiled_, result, into](Napi::Env env) -> Napi::Value {
            if (into) return fill(into->Value(), plan->output, *result);
            return toTypedArray(env, std::move(*result), arrayTypeOf(plan->output));
          });
    });
  }

 private:
  size_t outputBytes() const { return acapkit_image_plan_output_bytes(compiled_->plan.get()); }

  /** The memory for the result, after all checks of both arguments. */
  Memory checked(const Napi::CallbackInfo& info, const ImageFrame& frame) const {
    requireFit(info.Env(), compiled_->source, frame.view());
    const Memory into = resultMemory(info[1], arrayTypeOf(compiled_->output), outputBytes(), "into");
    for (size_t plane = 0; plane < 2; ++plane) {
      const auto from = reinterpret_cast<uintptr_t>(frame.view().planes[plane]);
      const auto to = reinterpret_cast<uintptr_t>(into.data);
      if (from < to + outputBytes() && to < from + planeBytes(frame.view(), plane))
        throw mistake(info.Env(), "into", "expected memory apart from the frame's");
    }
    return into;
  }

  SharedPlan compiled_;
  ReportedMemory tables_;
};

}  // namespace

Napi::Function defineImagePlan(Napi::Env env) {
  return JS_ImagePlan::DefineClass(env, "ImagePlan",
                                   {JS_ImagePlan::InstanceMethod("facts", &JS_ImagePlan::facts),
                                    JS_ImagePlan::InstanceMethod("run", &JS_ImagePlan::run),
                                    JS_ImagePlan::InstanceMethod("runAsync", &JS_ImagePlan::runAsync)});
}

}  // namespace acapkit::addon
