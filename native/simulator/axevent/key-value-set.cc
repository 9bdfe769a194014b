// C API of key-value sets: adding, marking and removing.
#include "simulator/axevent/key-value-set.h"

#include <algorithm>
#include <array>
#include <cstdarg>

#include "simulator/axevent/element.h"
#include "simulator/axevent/errors.h"

using acapkit::simulator::fail;
using acapkit::simulator::guarded;
using acapkit::simulator::KeyValue;

namespace acapkit::simulator {

std::optional<std::string> textOf(gconstpointer value, AXEventValueType type) {
  switch (type) {
    case AX_VALUE_TYPE_INT:
      return std::to_string(*static_cast<const gint*>(value));
    case AX_VALUE_TYPE_BOOL:
      return *static_cast<const gboolean*>(value) != FALSE ? "1" : "0";
    case AX_VALUE_TYPE_DOUBLE: {
      std::array<char, G_ASCII_DTOSTR_BUF_SIZE> text{};
      return g_ascii_dtostr(text.data(), text.size(), *static_cast<const gdouble*>(value));
    }
    case AX_VALUE_TYPE_STRING: {
      const auto* text = static_cast<const gchar*>(value);
      if (g_utf8_validate(text, -1, nullptr) == FALSE) return std::nullopt;
      return text;
    }
    case AX_VALUE_TYPE_ELEMENT: {
      const Element& element = static_cast<const AXEventElementItem*>(value)->element;
      if (depthOf(element) > kElementDepthMax) return std::nullopt;
      return toXml(element);
    }
  }
  return std::nullopt;
}

}  // namespace acapkit::simulator

namespace {

bool isSame(const std::optional<std::string>& one, const char* other) {
  return one ? other != nullptr && *one == other : other == nullptr;
}

bool isText(const char* text) { return text == nullptr || g_utf8_validate(text, -1, nullptr) != FALSE; }

/// An empty namespace is none.
const char* normal(const char* nameSpace) {
  return nameSpace != nullptr && *nameSpace == '\0' ? nullptr : nameSpace;
}

gboolean add(AXEventKeyValueSet& set, const char* key, const char* nameSpace, gconstpointer value,
             AXEventValueType type, GError** error) {
  if (key == nullptr || *key == '\0' || !isText(key) || !isText(nameSpace)) {
    return fail(error, AX_EVENT_ERROR_INVALID_ARGUMENT, "a key needs a name in UTF-8");
  }
  if (static_cast<int>(type) < AX_VALUE_TYPE_INT || static_cast<int>(type) > AX_VALUE_TYPE_ELEMENT) {
    return fail(error, AX_EVENT_ERROR_INVALID_ARGUMENT, std::string("unknown value type of the key ") + key);
  }
  KeyValue item;
  item.key = key;
  if (normal(nameSpace) != nullptr) item.nameSpace = nameSpace;
  item.type = type;
  if (value != nullptr) {
    item.value = acapkit::simulator::textOf(value, type);
    if (!item.value) {
      return fail(error, AX_EVENT_ERROR_INVALID_ARGUMENT, std::string("invalid value of the key ") + key);
    }
  }
  if (KeyValue* old = set.find(key, nameSpace)) {
    *old = std::move(item);
  } else {
    set.items.push_back(std::move(item));
  }
  return TRUE;
}

/// Finds the key and changes it; the common part of all functions that mark.
template <typename Change>
gboolean mark(AXEventKeyValueSet* set, const char* key, const char* nameSpace, GError** error,
              Change change) {
  if (set == nullptr || key == nullptr)
    return fail(error, AX_EVENT_ERROR_INVALID_ARGUMENT, "no set or no key");
  return guarded(error, FALSE, [&]() -> gboolean {
    KeyValue* item = set->find(key, nameSpace);
    if (item == nullptr)
      return fail(error, AX_EVENT_ERROR_KEY_NOT_FOUND, std::string("there is no key ") + key);
    change(*item);
    return TRUE;
  });
}

}  // namespace

const KeyValue* AXEventKeyValueSet::find(const char* key, const char* nameSpace) const {
  const auto found = std::find_if(items.begin(), items.end(), [&](const KeyValue& item) {
    return item.key == key && isSame(item.nameSpace, normal(nameSpace));
  });
  return found == items.end() ? nullptr : &*found;
}

KeyValue* AXEventKeyValueSet::find(const char* key, const char* nameSpace) {
  return const_cast<KeyValue*>(static_cast<const AXEventKeyValueSet*>(this)->find(key, nameSpace));
}

AXEventKeyValueSet* ax_event_key_value_set_new() {
  return guarded<AXEventKeyValueSet*>(nullptr, nullptr, [] { return new AXEventKeyValueSet; });
}

void ax_event_key_value_set_free(AXEventKeyValueSet* key_value_set) { delete key_value_set; }

gboolean ax_event_key_value_set_add_key_value(AXEventKeyValueSet* key_value_set, const gchar* key,
                                              const gchar* name_space, gconstpointer value,
                                              AXEventValueType value_type, GError** error) {
  if (key_value_set == nullptr) return fail(error, AX_EVENT_ERROR_INVALID_ARGUMENT, "no set");
  return guarded(error, FALSE,
                 [&] { return add(*key_value_set, key, name_space, value, value_type, error); });
}

gboolean ax_event_key_value_set_add_key_values(AXEventKeyValueSet* key_value_set, GError** error, ...) {
  va_list arguments;
  va_start(arguments, error);
  gboolean added = TRUE;
  // An enum and an int are passed alike through "...", so the value type is read as int.
  while (const auto* key = va_arg(arguments, const gchar*)) {
    const auto* nameSpace = va_arg(arguments, const gchar*);
    const auto* value = va_arg(arguments, gconstpointer);
    const auto type = static_cast<AXEventValueType>(va_arg(arguments, int));
    added = ax_event_key_value_set_add_key_value(key_value_set, key, nameSpace, value, type, error);
    if (added == FALSE) break;
  }
  va_end(arguments);
  return added;
}

gboolean ax_event_key_value_set_mark_as_source(AXEventKeyValueSet* key_value_set, const gchar* key,
                                               const gchar* name_space, GError** error) {
  return mark(key_value_set, key, name_space, error, [](KeyValue& item) { item.source = true; });
}

gboolean ax_event_key_value_set_mark_as_data(AXEventKeyValueSet* key_value_set, const gchar* key,
                                             const gchar* name_space, GError** error) {
  return mark(key_value_set, key, name_space, error, [](KeyValue& item) { item.data = true; });
}

gboolean ax_event_key_value_set_mark_as_user_defined(AXEventKeyValueSet* key_value_set, const gchar* key,
                                                     const gchar* name_space, const gchar* user_tag,
                                                     GError** error) {
  if (user_tag == nullptr || !isText(user_tag)) {
    return fail(error, AX_EVENT_ERROR_INVALID_ARGUMENT, "a user tag must be a text in UTF-8");
  }
  return mark(key_value_set, key, name_space, error, [&](KeyValue& item) { item.userTag = user_tag; });
}

gboolean ax_event_key_value_set_add_nice_names(AXEventKeyValueSet* key_value_set, const gchar* key,
                                               const gchar* name_space, const gchar* key_nice_name,
                                               const gchar* value_nice_name, GError** error) {
  if (!isText(key_nice_name) || !isText(value_nice_name)) {
    return fail(error, AX_EVENT_ERROR_INVALID_ARGUMENT, "a nice name must be a text in UTF-8");
  }
  return mark(key_value_set, key, name_space, error, [&](KeyValue& item) {
    if (key_nice_name != nullptr) item.niceKey = key_nice_name;
    if (value_nice_name != nullptr) item.niceValue = value_nice_name;
  });
}

gboolean ax_event_key_value_set_remove_key(AXEventKeyValueSet* key_value_set, const gchar* key,
                                           const gchar* name_space, GError** error) {
  return mark(key_value_set, key, name_space, error, [&](const KeyValue& item) {
    key_value_set->items.erase(key_value_set->items.begin() + (&item - key_value_set->items.data()));
  });
}
