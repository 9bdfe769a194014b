// What the tests of the D-Bus libraries share: GErrors that are freed, and a main loop that runs until
// something holds.
#pragma once

#include <gio/gio.h>

#include <functional>
#include <string>

namespace acapkit::test {

/// Receives a GError and says which code of the library's domain it is; -1 for none, -2 for another domain.
template <GQuark (*domain)()>
class ErrorSlotOf {
 public:
  ErrorSlotOf() = default;
  ErrorSlotOf(const ErrorSlotOf&) = delete;
  ErrorSlotOf& operator=(const ErrorSlotOf&) = delete;
  ~ErrorSlotOf() { g_clear_error(&error_); }
  operator GError**() {  // NOLINT(google-explicit-constructor): stands where a GError** is expected.
    g_clear_error(&error_);
    return &error_;
  }
  int code() const {
    if (error_ == nullptr) return -1;
    return error_->domain == domain() ? error_->code : -2;
  }
  std::string message() const { return error_ == nullptr ? "" : error_->message; }

 private:
  GError* error_ = nullptr;
};

/// Runs the main loop until the condition holds. The time is only there to end a test that would hang.
inline bool runUntil(const std::function<bool()>& condition) {
  bool late = false;
  const guint timer = g_timeout_add_seconds(
      60,
      [](gpointer data) -> gboolean {
        *static_cast<bool*>(data) = true;
        return G_SOURCE_CONTINUE;
      },
      &late);
  while (!condition() && !late) g_main_context_iteration(nullptr, TRUE);
  g_source_remove(timer);
  return condition();
}

/// Runs all callbacks that are due. After a call to the service has returned, what it sent before is among
/// them.
inline void drain() {
  while (g_main_context_iteration(nullptr, FALSE) != FALSE) {
  }
}

}  // namespace acapkit::test
