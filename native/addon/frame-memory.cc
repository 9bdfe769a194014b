#include "addon/frame-memory.h"

namespace acapkit::addon {

namespace {

/** Random; it marks the ArrayBuffers that wrap a SharedFrame. */
constexpr napi_type_tag cameraMemory{0x5b0e6f2d91c44a87, 0x93d7a1c86f25e04b};

}  // namespace

Napi::ArrayBuffer toArrayBuffer(Napi::Env env, const SharedFrame& frame) {
  const auto data = (*frame)->data();
  auto keeper = std::make_unique<SharedFrame>(frame);
  Napi::ArrayBuffer buffer = Napi::ArrayBuffer::New(
      env, data.data(), data.size(),
      [](Napi::Env, void*, SharedFrame* held) { const std::unique_ptr<SharedFrame> owned(held); },
      keeper.get());
  [[maybe_unused]] auto* given = keeper.release();  // To the finalizer, which goes where the memory goes.
  auto mark = std::make_unique<SharedFrame>(frame);
  const auto forget = [](napi_env, void* held, void*) {
    const std::unique_ptr<SharedFrame> owned(static_cast<SharedFrame*>(held));
  };
  if (napi_wrap(env, buffer, mark.get(), forget, nullptr, nullptr) != napi_ok) throw Napi::Error::New(env);
  [[maybe_unused]] auto* wrapped = mark.release();
  buffer.TypeTag(&cameraMemory);
  return buffer;
}

std::shared_ptr<Frame> cameraFrameOf(const Napi::Object& buffer) {
  if (!buffer.CheckTypeTag(&cameraMemory)) return nullptr;
  void* frame = nullptr;
  if (napi_unwrap(buffer.Env(), buffer, &frame) != napi_ok) return nullptr;
  return **static_cast<SharedFrame*>(frame);
}

}  // namespace acapkit::addon
