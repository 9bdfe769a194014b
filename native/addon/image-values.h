// Between JavaScript's values and the image library's. JavaScript's own checks have the better words; these
// make sure that no argument whatsoever reaches memory that is not its own.
#pragma once

#include <acapkit_image/base.h>
#include <napi.h>

#include <cstdlib>
#include <initializer_list>
#include <memory>
#include <string>
#include <utility>

namespace acapkit::addon {

struct Free {
  void operator()(void* memory) const { std::free(memory); }
};

/** Memory for a result, given to JavaScript without a copy. */
struct Bytes {
  std::unique_ptr<uint8_t, Free> data;
  size_t size = 0;

  /** All zero, so that gaps tell nothing. Throws std::bad_alloc. */
  static Bytes zeroed(size_t size);
};

/** Tells the garbage collector of memory behind a small object. */
class ReportedMemory {
 public:
  ReportedMemory() = default;
  ReportedMemory(const ReportedMemory&) = delete;
  ReportedMemory& operator=(const ReportedMemory&) = delete;
  ~ReportedMemory();

  void report(Napi::Env env, int64_t bytes);

 private:
  napi_env env_ = nullptr;
  int64_t bytes_ = 0;
};

/** Makes JavaScript the owner. The size is a multiple of the element's. */
Napi::Value toTypedArray(Napi::Env env, Bytes bytes, napi_typedarray_type type);

/** A JavaScript error with `code` 'ERR_IMAGE' and `field`; its message begins with the field. A TypeError
 * when `status` is INVALID. */
Napi::Error imageError(Napi::Env env, AcapkitImageStatus status, const std::string& field,
                       const std::string& message);

/** The TypeError for a value that cannot be used. */
Napi::Error mistake(Napi::Env env, const std::string& field, const std::string& message);

/** Names of C arguments that JavaScript calls otherwise; applied to the beginning of a field's path. */
using Names = std::initializer_list<std::pair<const char*, const char*>>;

/** The JavaScript error for what a C function reported; option names get JavaScript's spelling. */
Napi::Error imageError(Napi::Env env, AcapkitImageStatus status, const AcapkitImageError& error,
                       Names names = {});

/** Throws unless `status` is OK. */
inline void require(Napi::Env env, AcapkitImageStatus status, const AcapkitImageError& error,
                    Names names = {}) {
  if (status != ACAPKIT_IMAGE_OK) throw imageError(env, status, error, names);
}

/** The options in a JavaScript object; what is absent is 0. Throws mistake() for a value of another type. */
class Options {
 public:
  Options(const Napi::Value& value, std::string path);

  bool has(const char* name) const { return !object_.Get(name).IsUndefined(); }
  Napi::Value get(const char* name) const { return object_.Get(name); }
  Options options(const char* name) const { return {object_.Get(name), at(name)}; }

  uint32_t whole(const char* name) const { return static_cast<uint32_t>(integer(name, 0, UINT32_MAX)); }
  int32_t signedWhole(const char* name) const {
    return static_cast<int32_t>(integer(name, INT32_MIN, INT32_MAX));
  }
  uint8_t byte(const char* name) const { return static_cast<uint8_t>(integer(name, 0, UINT8_MAX)); }
  double real(const char* name) const;
  /** Infinite when a float cannot hold it. */
  float single(const char* name) const;
  template <typename Enumeration>
  Enumeration choice(const char* name) const {
    return static_cast<Enumeration>(signedWhole(name));
  }
  /** All zero when absent. */
  AcapkitImageRect rect(const char* name) const;
  const std::string& path() const { return path_; }
  Napi::Env env() const { return object_.Env(); }

 private:
  std::string at(const char* name) const { return path_.empty() ? name : path_ + "." + name; }
  double integer(const char* name, double least, double most) const;

  Napi::Object object_;
  std::string path_;
};

Napi::Object toJs(Napi::Env env, const AcapkitImageRect& rect);

}  // namespace acapkit::addon
