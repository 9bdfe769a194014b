// What went wrong in a camera library, as a C++ exception. Thrown only towards C++ callers, never out of a
// callback from C.
#pragma once

#include <glib.h>

#include <stdexcept>
#include <string>

namespace acapkit {

/** An error of a camera library: its text, and the GError domain and code where there were any. */
class CameraError : public std::runtime_error {
 public:
  explicit CameraError(const std::string& message, std::string domain = "acapkit", int code = 0)
      : std::runtime_error(message), domain_(std::move(domain)), code_(code) {}

  /** Name of the GError domain, such as "vdo-error-quark", or "acapkit". */
  const std::string& domain() const { return domain_; }
  int code() const { return code_; }

 private:
  std::string domain_;
  int code_;
};

/** An out-parameter for GError** that is freed or thrown, never leaked. Use: `GErrorSlot error;
 * f(&error.pointer);` */
class GErrorSlot {
 public:
  GErrorSlot() = default;
  GErrorSlot(const GErrorSlot&) = delete;
  GErrorSlot& operator=(const GErrorSlot&) = delete;
  ~GErrorSlot() { g_clear_error(&pointer); }

  /** Throws what the library reported; `action` says what was tried. */
  [[noreturn]] void raise(const std::string& action) const {
    if (pointer == nullptr) throw CameraError(action + " failed without a reason");
    throw CameraError(action + ": " + pointer->message, g_quark_to_string(pointer->domain), pointer->code);
  }

  GError* pointer = nullptr;
};

}  // namespace acapkit
