#include "addon/image-frame.h"

#include <algorithm>
#include <cstring>

#include "image/status.h"

namespace acapkit::addon {

namespace {

using image::planeRows;
using image::rowBytes;

constexpr const char* typeName(napi_typedarray_type type) {
  switch (type) {
    case napi_int8_array:
      return "an Int8Array";
    case napi_uint16_array:
      return "a Uint16Array";
    case napi_float32_array:
      return "a Float32Array";
    default:
      return "a Uint8Array";
  }
}

void requireBytes(const Memory& memory, size_t bytes, const std::string& field) {
  if (memory.bytes >= bytes) return;
  throw mistake(
      memory.array.Env(), field,
      "expected at least " + std::to_string(bytes) + " bytes, found " + std::to_string(memory.bytes));
}

void refuseCamera(const Memory& memory, const std::string& field) {
  if (memory.owner == Memory::Owner::camera)
    throw mistake(memory.array.Env(), field, "expected memory of the app, found a camera's frame");
}

/** The numbers of a frame. Its planes are not known yet; checkFrame() only wants to see that there are some.
 */
AcapkitImageFrame readNumbers(const Options& options, const std::string& name) {
  static uint8_t some[1];
  const Napi::Value pitches = options.get("pitches");
  if (!pitches.IsObject()) throw mistake(options.env(), name + ".pitches", "expected numbers");
  const Options pitch(pitches, name + ".pitches");
  AcapkitImageFrame frame{.format = options.choice<AcapkitImageFormat>("format"),
                          .width = options.whole("width"),
                          .height = options.whole("height"),
                          .planes = {some, some},
                          .pitches = {pitch.whole("0"), pitch.whole("1")}};
  AcapkitImageError error;
  require(options.env(), image::checkFrame(&frame, name.c_str(), &error), error);
  for (size_t plane = 0; plane < 2; ++plane)
    frame.pitches[plane] =
        static_cast<uint32_t>(image::pitchOf(frame.format, frame.width, frame.pitches[plane], plane));
  return frame;
}

}  // namespace

Memory memoryOf(const Napi::Value& value, napi_typedarray_type type, const std::string& field) {
  const Napi::Env env = value.Env();
  if (!value.IsTypedArray()) throw mistake(env, field, std::string("expected ") + typeName(type));
  napi_typedarray_type found{};
  size_t length = 0;
  void* data = nullptr;
  napi_value buffer = nullptr;
  if (napi_get_typedarray_info(env, value, &found, &length, &data, &buffer, nullptr) != napi_ok)
    throw Napi::Error::New(env);
  if (found == napi_uint8_clamped_array) found = napi_uint8_array;
  if (found != type) throw mistake(env, field, std::string("expected ") + typeName(type));
  Memory memory{.data = static_cast<uint8_t*>(data),
                .bytes = length * value.As<Napi::TypedArray>().ElementSize(),
                .array = value.As<Napi::Object>(),
                .buffer = Napi::Object(env, buffer)};
  bool isArrayBuffer = false;
  bool detached = false;
  if (napi_is_arraybuffer(env, buffer, &isArrayBuffer) != napi_ok ||
      napi_is_detached_arraybuffer(env, buffer, &detached) != napi_ok)
    throw Napi::Error::New(env);
  if (detached)
    throw mistake(env, field, "expected memory that is there, found that it was released or transferred");
  if (!isArrayBuffer)
    memory.owner = Memory::Owner::shared;
  else if (cameraFrameOf(memory.buffer))
    memory.owner = Memory::Owner::camera;
  return memory;
}

Memory resultMemory(const Napi::Value& value, napi_typedarray_type type, size_t bytes,
                    const std::string& field) {
  Memory memory = memoryOf(value, type, field);
  refuseCamera(memory, field);
  requireBytes(memory, bytes, field);
  return memory;
}

size_t planeBytes(const AcapkitImageFrame& frame, size_t plane) {
  const size_t row = rowBytes(frame.format, frame.width, plane);
  if (row == 0) return 0;
  const size_t pitch = image::pitchOf(frame.format, frame.width, frame.pitches[plane], plane);
  return (planeRows(frame.format, frame.height, plane) - 1) * pitch + row;
}

ImageFrame::ImageFrame(const Napi::Value& value, const std::string& name, bool writable) {
  const Options options(value, name);
  frame_ = readNumbers(options, name);
  const Napi::Value data = options.get("data");
  const Napi::Value planes = options.get("planes");
  if (data.IsUndefined() && !planes.IsObject())
    throw mistake(value.Env(), name + ".data", "expected the pixels");
  for (uint32_t plane = 0; plane < 2; ++plane) {
    const size_t bytes = planeBytes(frame_, plane);
    frame_.planes[plane] = nullptr;
    if (bytes == 0) continue;
    const bool apart = data.IsUndefined();
    const std::string field = name + (apart ? ".planes[" + std::to_string(plane) + "]" : ".data");
    const Napi::Value array = apart ? planes.As<Napi::Object>().Get(plane) : data;
    Memory& memory = memory_[plane] = memoryOf(array, napi_uint8_array, field);
    if (writable) refuseCamera(memory, field);
    // All of the first plane's rows come before the second plane.
    const uint64_t before = apart || plane == 0 ? 0 : uint64_t{frame_.pitches[0]} * frame_.height;
    if (before + bytes > SIZE_MAX)
      throw mistake(value.Env(), field, "expected less than the memory there can be");
    requireBytes(memory, static_cast<size_t>(before + bytes), field);
    frame_.planes[plane] = memory.data + before;
  }
}

HeldFrame::HeldFrame(const ImageFrame& frame) : frame_(frame.view()) {
  for (size_t plane = 0; plane < 2; ++plane) {
    const size_t bytes = planeBytes(frame_, plane);
    if (bytes == 0) continue;
    const Memory& memory = frame.memory(plane);
    switch (memory.owner) {
      case Memory::Owner::camera:
        camera_[plane] = cameraFrameOf(memory.buffer);
        break;
      case Memory::Owner::shared:
        shared_[plane] = Napi::Persistent(memory.array);
        break;
      case Memory::Owner::javaScript:
        copies_[plane] = Bytes::zeroed(bytes);
        std::memcpy(copies_[plane].data.get(), frame_.planes[plane], bytes);
        frame_.planes[plane] = copies_[plane].data.get();
        break;
    }
  }
}

void HeldFrame::giveBack() {
  for (auto& frame : camera_) frame.reset();
}

NewFrame::NewFrame(AcapkitImageFormat format, uint32_t width, uint32_t height)
    : view{.format = format, .width = width, .height = height, .planes = {}, .pitches = {}} {
  for (size_t plane = 0; plane < 2; ++plane)
    view.pitches[plane] = static_cast<uint32_t>(rowBytes(format, width, plane));
  const size_t first = planeBytes(view, 0);
  bytes = Bytes::zeroed(first + planeBytes(view, 1));
  view.planes[0] = bytes.data.get();
  if (planeBytes(view, 1) != 0) view.planes[1] = bytes.data.get() + first;
}

Napi::Object NewFrame::toJs(Napi::Env env) && {
  Napi::Object object = Napi::Object::New(env);
  object.Set("format", static_cast<int>(view.format));
  object.Set("width", view.width);
  object.Set("height", view.height);
  Napi::Array pitches = Napi::Array::New(env);
  for (uint32_t plane = 0; plane < 2; ++plane)
    if (view.pitches[plane] != 0) pitches.Set(plane, view.pitches[plane]);
  object.Set("pitches", pitches);
  object.Set("data", toTypedArray(env, std::move(bytes), napi_uint8_array));
  return object;
}

}  // namespace acapkit::addon
