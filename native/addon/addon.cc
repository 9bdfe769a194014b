// The module that Node loads: Stream, Events, Parameters, Image. src/runtime wraps them for apps.
#include <napi.h>

#include "addon/image.h"
#include "addon/values.h"

namespace {

Napi::Object initialize(Napi::Env env, Napi::Object exports) {
  exports.Set("Stream", acapkit::addon::defineStream(env));
  exports.Set("Events", acapkit::addon::defineEvents(env));
  exports.Set("Parameters", acapkit::addon::defineParameters(env));
  exports.Set("Image", acapkit::addon::defineImage(env));
  return exports;
}

}  // namespace

NODE_API_MODULE(acapkit, initialize)
