// Owners of what the library gives.
#pragma once

#include <axsdk/axevent.h>
#include <doctest/doctest.h>
#include <gio/gio.h>

#include <memory>
#include <string>

#include "../gio-support.h"

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

using ErrorSlot = ErrorSlotOf<ax_event_error_quark>;

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
