// Owners, and the main loop of the tests. The services know the apps `tester` and `other`
// (test/native/bus.test.ts).
#pragma once

#include <axsdk/axparameter.h>
#include <doctest/doctest.h>
#include <gio/gio.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace acapkit::test {

struct Free {
  void operator()(AXParameter* parameter) const { ax_parameter_free(parameter); }
};

using Parameter = std::unique_ptr<AXParameter, Free>;

/// Receives a GError and says which code of AX_PARAMETER_ERROR it is; -1 for none, -2 for another domain.
class ErrorSlot {
 public:
  ErrorSlot() = default;
  ErrorSlot(const ErrorSlot&) = delete;
  ErrorSlot& operator=(const ErrorSlot&) = delete;
  ~ErrorSlot() { g_clear_error(&error_); }
  operator GError**() {  // NOLINT(google-explicit-constructor): stands where a GError** is expected.
    g_clear_error(&error_);
    return &error_;
  }
  int code() const {
    if (error_ == nullptr) return -1;
    return error_->domain == AX_PARAMETER_ERROR ? error_->code : -2;
  }
  std::string message() const { return error_ == nullptr ? "" : error_->message; }

 private:
  GError* error_ = nullptr;
};

inline Parameter open(const char* app = "tester") {
  ErrorSlot error;
  Parameter parameter(ax_parameter_new(app, error));
  REQUIRE_MESSAGE(parameter, error.message());
  return parameter;
}

/// The value, or "(none)".
inline std::string valueOf(const Parameter& parameter, const char* name) {
  gchar* value = nullptr;
  if (ax_parameter_get(parameter.get(), name, &value, nullptr) == FALSE) return "(none)";
  std::string copy = value;
  g_free(value);
  return copy;
}

inline std::vector<std::string> namesOf(const Parameter& parameter) {
  std::vector<std::string> names;
  GList* list = ax_parameter_list(parameter.get(), nullptr);
  for (GList* at = list; at != nullptr; at = at->next) names.emplace_back(static_cast<const char*>(at->data));
  g_list_free_full(list, g_free);
  return names;
}

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
