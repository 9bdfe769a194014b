// Clients of the event bus for the handler tests: what their callbacks saw, and short ways to declare,
// subscribe and send.
#pragma once

#include <string>
#include <thread>
#include <vector>

#include "support.h"

namespace acapkit::test {

/// What callbacks saw.
struct Seen {
  std::vector<int> values;
  std::vector<std::thread::id> threads;
  int declared = 0;
  int ended = 0;
};

inline void onEvent(guint /*id*/, AXEvent* raw, gpointer data) {
  const Event event(raw);
  auto* seen = static_cast<Seen*>(data);
  gint value = -1;
  ax_event_key_value_set_get_integer(ax_event_get_key_value_set(raw), "value", nullptr, &value, nullptr);
  seen->values.push_back(value);
  seen->threads.push_back(std::this_thread::get_id());
}

inline void onDeclared(guint /*id*/, gpointer data) { static_cast<Seen*>(data)->declared++; }

inline void onEnded(guint /*id*/, gpointer data, GError* error) {
  if (error == nullptr) static_cast<Seen*>(data)->ended++;
}

/// A set with the topic, a source and an integer value (null: not set).
inline Set valueSet(const char* topic, const gint* value, const char* token = "one") {
  Set set = topicSet(topic);
  REQUIRE(ax_event_key_value_set_add_key_values(set.get(), nullptr, "token", nullptr, token,
                                                AX_VALUE_TYPE_STRING, "value", nullptr, value,
                                                AX_VALUE_TYPE_INT, nullptr));
  REQUIRE(ax_event_key_value_set_mark_as_source(set.get(), "token", nullptr, nullptr));
  REQUIRE(ax_event_key_value_set_mark_as_data(set.get(), "value", nullptr, nullptr));
  return set;
}

struct Client {
  Handler handler{ax_event_handler_new()};
  Seen seen;

  guint declare(const AXEventKeyValueSet* set, bool stateless) {
    guint id = 0;
    ErrorSlot error;
    const int before = seen.declared;
    REQUIRE_MESSAGE(ax_event_handler_declare(handler.get(), const_cast<AXEventKeyValueSet*>(set),
                                             static_cast<gboolean>(stateless), &id, onDeclared, &seen, error),
                    error.message());
    REQUIRE(runUntil([&] { return seen.declared > before; }));
    return id;
  }

  guint subscribe(const AXEventKeyValueSet* set) {
    guint id = 0;
    ErrorSlot error;
    REQUIRE_MESSAGE(ax_event_handler_subscribe(handler.get(), const_cast<AXEventKeyValueSet*>(set), &id,
                                               onEvent, &seen, error),
                    error.message());
    return id;
  }

  bool send(guint id, gint value, ErrorSlot& error) {
    const Set set(ax_event_key_value_set_new());
    ax_event_key_value_set_add_key_value(set.get(), "value", nullptr, &value, AX_VALUE_TYPE_INT, nullptr);
    const Event event(ax_event_new2(set.get(), nullptr));
    return ax_event_handler_send_event(handler.get(), id, event.get(), error) != FALSE;
  }
};

}  // namespace acapkit::test
