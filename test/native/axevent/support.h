// Owners, and the main loop of the tests.
#pragma once

#include <axsdk/axevent.h>
#include <doctest/doctest.h>
#include <gio/gio.h>

#include <functional>
#include <memory>
#include <string>

namespace acapkit::test {

struct Free {
  void operator()(AXEventKeyValueSet* set) const { ax_event_key_value_set_free(set); }
  void operator()(AXEventHandler* handler) const { ax_event_handler_free(handler); }
  void operator()(AXEvent* event) const { ax_event_free(event); }
  void operator()(AXEventElementItem* item) const { ax_event_element_item_free(item); }
  void operator()(GError* error) const { g_error_free(error); }
  void operator()(GHashTable* table) const { g_hash_table_destroy(table); }
  void operator()(GDateTime* time) const { g_date_time_unref(time); }
  void operator()(gchar* text) const { g_free(text); }
};

using Set = std::unique_ptr<AXEventKeyValueSet, Free>;
using Handler = std::unique_ptr<AXEventHandler, Free>;
using Event = std::unique_ptr<AXEvent, Free>;
using Item = std::unique_ptr<AXEventElementItem, Free>;
using Error = std::unique_ptr<GError, Free>;
using Table = std::unique_ptr<GHashTable, Free>;
using Text = std::unique_ptr<gchar, Free>;

/// Receives a GError and says which code of AX_EVENT_ERROR it is; -1 for none, -2 for another domain.
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
    return error_->domain == AX_EVENT_ERROR ? error_->code : -2;
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

inline std::string stringOf(const AXEventKeyValueSet* set, const char* key, const char* nameSpace) {
  gchar* value = nullptr;
  ax_event_key_value_set_get_string(set, key, nameSpace, &value, nullptr);
  const Text owned(value);
  return owned ? owned.get() : "(none)";
}

inline Set topicSet(const char* topic) {
  Set set(ax_event_key_value_set_new());
  REQUIRE(ax_event_key_value_set_add_key_value(set.get(), "topic0", "tnsaxis", topic, AX_VALUE_TYPE_STRING,
                                               nullptr));
  return set;
}

}  // namespace acapkit::test
