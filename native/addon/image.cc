#include "addon/image.h"

#include <acapkit_image/base.h>

#include "addon/image-values.h"
#include "addon/values.h"

namespace acapkit::addon {

namespace {

Napi::Value family(const Napi::CallbackInfo& info) {
  return Napi::String::New(info.Env(), acapkit_image_family());
}

/** All there are, best first. */
Napi::Value families(const Napi::CallbackInfo& info) {
  Napi::Array names = Napi::Array::New(info.Env());
  for (uint32_t index = 0; const char* name = acapkit_image_family_at(index); ++index) names.Set(index, name);
  return names;
}

/** useFamily(name or undefined) */
void useFamily(const Napi::CallbackInfo& info) {
  guarded(info.Env(), [&] {
    const bool best = info[0].IsUndefined();
    if (!best && !info[0].IsString()) throw mistake(info.Env(), "family", "expected a name");
    const std::string name = best ? "" : info[0].As<Napi::String>().Utf8Value();
    AcapkitImageError error;
    require(info.Env(), acapkit_image_use_family(best ? nullptr : name.c_str(), &error), error);
  });
}

}  // namespace

Napi::Object defineImage(Napi::Env env) {
  Napi::Object image = Napi::Object::New(env);
  image.Set("Plan", defineImagePlan(env));
  image.Set("Background", defineImageBackground(env));
  image.Set("family", Napi::Function::New<family>(env, "family"));
  image.Set("families", Napi::Function::New<families>(env, "families"));
  image.Set("useFamily", Napi::Function::New<useFamily>(env, "useFamily"));
  addImageAnalysis(image);
  addImageDrawing(image);
  addImageJpeg(image);
  return image;
}

}  // namespace acapkit::addon
