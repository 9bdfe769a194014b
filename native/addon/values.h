// Between JavaScript values and the core's values. JavaScript checks what a user may pass; this checks types
// only.
#pragma once

#include <napi.h>

#include <exception>
#include <string>
#include <vector>

#include "core/camera-error.h"
#include "core/event-hub.h"

namespace acapkit::addon {

/** A JavaScript Error with `domain` and `code` of the camera library. */
inline Napi::Error toJsError(Napi::Env env, const std::exception& problem) {
  Napi::Error error = Napi::Error::New(env, problem.what());
  if (const auto* camera = dynamic_cast<const CameraError*>(&problem)) {
    error.Set("domain", Napi::String::New(env, camera->domain()));
    error.Set("code", Napi::Number::New(env, camera->code()));
  }
  return error;
}

/** Runs `work` and turns C++ exceptions into JavaScript ones. */
template <typename Work>
auto guarded(Napi::Env env, const Work& work) -> decltype(work()) {
  try {
    return work();
  } catch (const Napi::Error&) {
    throw;
  } catch (const std::exception& problem) {
    throw toJsError(env, problem);
  }
}

inline std::string textOf(const Napi::Object& object, const char* name, const std::string& otherwise = "") {
  const Napi::Value value = object.Get(name);
  return value.IsString() ? value.As<Napi::String>().Utf8Value() : otherwise;
}

inline double numberOf(const Napi::Object& object, const char* name, double otherwise) {
  const Napi::Value value = object.Get(name);
  return value.IsNumber() ? value.As<Napi::Number>().DoubleValue() : otherwise;
}

inline bool flagOf(const Napi::Object& object, const char* name) {
  const Napi::Value value = object.Get(name);
  return value.IsBoolean() && value.As<Napi::Boolean>().Value();
}

/** `[{ key, namespace, type: 'i'|'b'|'d'|'s', value, source, data, niceKey, niceValue }]` → items. */
std::vector<EventItem> toItems(const Napi::Value& value);

/** Items → the same shape. */
Napi::Array toJs(Napi::Env env, const std::vector<EventItem>& items);

Napi::Function defineStream(Napi::Env env);
Napi::Function defineEvents(Napi::Env env);
Napi::Function defineParameters(Napi::Env env);

}  // namespace acapkit::addon
