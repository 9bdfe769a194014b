// C API of key-value sets: reading.
#include <cstdlib>

#include "simulator/axevent/element.h"
#include "simulator/axevent/errors.h"
#include "simulator/axevent/key-value-set.h"

using acapkit::simulator::fail;
using acapkit::simulator::guarded;
using acapkit::simulator::KeyValue;

namespace {

const KeyValue* findKey(const AXEventKeyValueSet* set, const char* key, const char* nameSpace, bool hasTarget,
                        GError** error) {
  if (set == nullptr || key == nullptr || !hasTarget) {
    fail(error, AX_EVENT_ERROR_INVALID_ARGUMENT, "no set, no key or no place for the result");
    return nullptr;
  }
  const KeyValue* item = set->find(key, nameSpace);
  if (item == nullptr) fail(error, AX_EVENT_ERROR_KEY_NOT_FOUND, std::string("there is no key ") + key);
  return item;
}

/// Finds a value of that type and gives its text to `read`, which says whether it could be read.
template <typename Read>
gboolean get(const AXEventKeyValueSet* set, const char* key, const char* nameSpace, AXEventValueType type,
             bool hasTarget, GError** error, Read read) {
  return guarded(error, FALSE, [&]() -> gboolean {
    const KeyValue* item = findKey(set, key, nameSpace, hasTarget, error);
    if (item == nullptr) return FALSE;
    if (item->type != type) {
      return fail(error, AX_EVENT_ERROR_INCOMPATIBLE_VALUE, std::string("another type has the key ") + key);
    }
    if (!item->value || !read(*item->value)) {
      return fail(error, AX_EVENT_ERROR_INCOMPATIBLE_VALUE,
                  std::string("no value is set for the key ") + key);
    }
    return TRUE;
  });
}

}  // namespace

gboolean ax_event_key_value_set_get_value_type(const AXEventKeyValueSet* key_value_set, const gchar* key,
                                               const gchar* name_space, AXEventValueType* value_type,
                                               GError** error) {
  return guarded(error, FALSE, [&]() -> gboolean {
    const KeyValue* item = findKey(key_value_set, key, name_space, value_type != nullptr, error);
    if (item == nullptr) return FALSE;
    *value_type = item->type;
    return TRUE;
  });
}

gboolean ax_event_key_value_set_get_integer(const AXEventKeyValueSet* key_value_set, const gchar* key,
                                            const gchar* name_space, gint* value, GError** error) {
  return get(key_value_set, key, name_space, AX_VALUE_TYPE_INT, value != nullptr, error,
             [&](const std::string& text) {
               *value = static_cast<gint>(std::strtol(text.c_str(), nullptr, 10));
               return true;
             });
}

gboolean ax_event_key_value_set_get_boolean(const AXEventKeyValueSet* key_value_set, const gchar* key,
                                            const gchar* name_space, gboolean* value, GError** error) {
  return get(key_value_set, key, name_space, AX_VALUE_TYPE_BOOL, value != nullptr, error,
             [&](const std::string& text) {
               *value = text == "1" ? TRUE : FALSE;
               return true;
             });
}

gboolean ax_event_key_value_set_get_double(const AXEventKeyValueSet* key_value_set, const gchar* key,
                                           const gchar* name_space, gdouble* value, GError** error) {
  return get(key_value_set, key, name_space, AX_VALUE_TYPE_DOUBLE, value != nullptr, error,
             [&](const std::string& text) {
               *value = g_ascii_strtod(text.c_str(), nullptr);
               return true;
             });
}

gboolean ax_event_key_value_set_get_string(const AXEventKeyValueSet* key_value_set, const gchar* key,
                                           const gchar* name_space, gchar** value, GError** error) {
  return get(key_value_set, key, name_space, AX_VALUE_TYPE_STRING, value != nullptr, error,
             [&](const std::string& text) {
               *value = g_strdup(text.c_str());
               return true;
             });
}

gboolean ax_event_key_value_set_get_element(const AXEventKeyValueSet* key_value_set, const gchar* key,
                                            const gchar* name_space, AXEventElementItem** item,
                                            GError** error) {
  return get(key_value_set, key, name_space, AX_VALUE_TYPE_ELEMENT, item != nullptr, error,
             [&](const std::string& text) {
               auto element = acapkit::simulator::fromXml(text);
               if (!element) return false;
               *item = new AXEventElementItem{std::move(*element), nullptr, 0};
               return true;
             });
}
