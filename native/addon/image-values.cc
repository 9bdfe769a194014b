#include "addon/image-values.h"

#include <cmath>
#include <limits>
#include <new>
#include <string_view>

namespace acapkit::addon {

namespace {

size_t elementBytes(napi_typedarray_type type) {
  if (type == napi_float32_array || type == napi_uint32_array) return 4;
  return type == napi_uint16_array ? 2 : 1;
}

/** "output.zero_point" → "output.zeroPoint". */
std::string camelCase(std::string_view field) {
  std::string name;
  bool upper = false;
  for (const char letter : field) {
    if (letter == '_') {
      upper = true;
      continue;
    }
    name += upper && letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
    upper = false;
  }
  return name;
}

std::string nameInJs(std::string_view field, Names names) {
  for (const auto& [name, javaScripts] : names) {
    if (field.starts_with(name)) return javaScripts + camelCase(field.substr(std::string_view(name).size()));
  }
  return camelCase(field);
}

}  // namespace

Bytes Bytes::zeroed(size_t size) {
  Bytes bytes;
  bytes.data.reset(static_cast<uint8_t*>(std::calloc(size == 0 ? 1 : size, 1)));
  bytes.size = size;
  if (!bytes.data) throw std::bad_alloc();
  return bytes;
}

void ReportedMemory::report(Napi::Env env, int64_t bytes) {
  env_ = env;
  bytes_ = bytes;
  Napi::MemoryManagement::AdjustExternalMemory(env, bytes);
}

ReportedMemory::~ReportedMemory() {
  int64_t total = 0;
  if (env_ != nullptr) napi_adjust_external_memory(env_, -bytes_, &total);
}

Napi::Value toTypedArray(Napi::Env env, Bytes bytes, napi_typedarray_type type) {
  Napi::ArrayBuffer buffer = Napi::ArrayBuffer::New(env, bytes.data.get(), bytes.size,
                                                    [](Napi::Env, void* memory) { std::free(memory); });
  [[maybe_unused]] auto* given = bytes.data.release();  // To the finalizer.
  napi_value array = nullptr;
  if (napi_create_typedarray(env, type, bytes.size / elementBytes(type), buffer, 0, &array) != napi_ok)
    throw Napi::Error::New(env);
  return {env, array};
}

Napi::Error imageError(Napi::Env env, AcapkitImageStatus status, const std::string& field,
                       const std::string& message) {
  const std::string text = field.empty() ? message : field + ": " + message;
  Napi::Error error = status == ACAPKIT_IMAGE_INVALID ? Napi::Error(Napi::TypeError::New(env, text))
                                                      : Napi::Error::New(env, text);
  error.Set("code", Napi::String::New(env, "ERR_IMAGE"));
  error.Set("field", Napi::String::New(env, field));
  return error;
}

Napi::Error mistake(Napi::Env env, const std::string& field, const std::string& message) {
  return imageError(env, ACAPKIT_IMAGE_INVALID, field, message);
}

Napi::Error imageError(Napi::Env env, AcapkitImageStatus status, const AcapkitImageError& error,
                       Names names) {
  return imageError(env, status, nameInJs(error.field, names), error.message);
}

Options::Options(const Napi::Value& value, std::string path) : path_(std::move(path)) {
  if (!value.IsObject()) throw mistake(value.Env(), path_, "expected an object");
  object_ = value.As<Napi::Object>();
}

double Options::real(const char* name) const {
  const Napi::Value value = object_.Get(name);
  if (value.IsUndefined()) return 0;
  if (!value.IsNumber()) throw mistake(env(), at(name), "expected a number");
  return value.As<Napi::Number>().DoubleValue();
}

float Options::single(const char* name) const {
  const double value = real(name);
  if (std::abs(value) > std::numeric_limits<float>::max()) return std::numeric_limits<float>::infinity();
  return static_cast<float>(value);
}

double Options::integer(const char* name, double least, double most) const {
  const double value = real(name);
  if (value >= least && value <= most && std::trunc(value) == value) return value;
  throw mistake(env(), at(name), "expected a whole number in range");
}

AcapkitImageRect Options::rect(const char* name) const {
  if (!has(name)) return {};
  const Options fields = options(name);
  return {fields.whole("x"), fields.whole("y"), fields.whole("width"), fields.whole("height")};
}

Napi::Object toJs(Napi::Env env, const AcapkitImageRect& rect) {
  Napi::Object object = Napi::Object::New(env);
  object.Set("x", rect.x);
  object.Set("y", rect.y);
  object.Set("width", rect.width);
  object.Set("height", rect.height);
  return object;
}

}  // namespace acapkit::addon
