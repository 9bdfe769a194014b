/**
 * @file ax_event_key_value_set.h
 * @brief Keys, values and marks.
 *
 * A key is the pair of a name and a namespace ("tns1" for ONVIF, "tnsaxis" for Axis, or NULL). The topic is
 * made of the string keys topic0, topic1, … A value of NULL means "any" in a subscription and "not set yet"
 * in a declaration.
 */
#ifndef ACAPKIT_AXSDK_AXEVENT_AX_EVENT_KEY_VALUE_SET_H_
#define ACAPKIT_AXSDK_AXEVENT_AX_EVENT_KEY_VALUE_SET_H_

#include <axsdk/axevent/ax_event_element_item.h>
#include <axsdk/axevent/ax_event_error.h>
#include <axsdk/axevent/ax_event_types.h>
#include <glib.h>

G_BEGIN_DECLS

/** Makes an empty set, to be freed with ax_event_key_value_set_free(). */
AXEventKeyValueSet* ax_event_key_value_set_new(void);

/** Frees a set. NULL is allowed. Never call it for the set of an AXEvent. */
void ax_event_key_value_set_free(AXEventKeyValueSet* key_value_set);

/**
 * Adds any number of keys. After `error` come groups of (const gchar *key, const gchar *name_space, pointer
 * to the value or NULL, AXEventValueType), and a NULL key at the end. An existing key is replaced. Stops at
 * the first key that cannot be added; the keys before it stay.
 */
gboolean ax_event_key_value_set_add_key_values(AXEventKeyValueSet* key_value_set, GError** error, ...);

/** Adds one key, or replaces it together with its marks and nice names. The value is copied; see
 * AXEventValueType. */
gboolean ax_event_key_value_set_add_key_value(AXEventKeyValueSet* key_value_set, const gchar* key,
                                              const gchar* name_space, gconstpointer value,
                                              AXEventValueType value_type, GError** error);

/** Marks what the event comes from (a port, a channel). At most one per event if it is to trigger rules. */
gboolean ax_event_key_value_set_mark_as_source(AXEventKeyValueSet* key_value_set, const gchar* key,
                                               const gchar* name_space, GError** error);

/** Marks the value the event is about. Exactly one per event. */
gboolean ax_event_key_value_set_mark_as_data(AXEventKeyValueSet* key_value_set, const gchar* key,
                                             const gchar* name_space, GError** error);

/** Attaches a tag such as "isApplicationData" or "wstype:xs:float". */
gboolean ax_event_key_value_set_mark_as_user_defined(AXEventKeyValueSet* key_value_set, const gchar* key,
                                                     const gchar* name_space, const gchar* user_tag,
                                                     GError** error);

/** Sets the texts shown to people for a key and its value; either may be NULL, which keeps what was set
 * before. */
gboolean ax_event_key_value_set_add_nice_names(AXEventKeyValueSet* key_value_set, const gchar* key,
                                               const gchar* name_space, const gchar* key_nice_name,
                                               const gchar* value_nice_name, GError** error);

/** Gives the type a key was added with, also when its value is not set. */
gboolean ax_event_key_value_set_get_value_type(const AXEventKeyValueSet* key_value_set, const gchar* key,
                                               const gchar* name_space, AXEventValueType* value_type,
                                               GError** error);

/** Reads an AX_VALUE_TYPE_INT; AX_EVENT_ERROR_INCOMPATIBLE_VALUE for another type or a value that is not set.
 */
gboolean ax_event_key_value_set_get_integer(const AXEventKeyValueSet* key_value_set, const gchar* key,
                                            const gchar* name_space, gint* value, GError** error);

/** Reads an AX_VALUE_TYPE_BOOL; errors as ax_event_key_value_set_get_integer(). */
gboolean ax_event_key_value_set_get_boolean(const AXEventKeyValueSet* key_value_set, const gchar* key,
                                            const gchar* name_space, gboolean* value, GError** error);

/** Reads an AX_VALUE_TYPE_DOUBLE; errors as ax_event_key_value_set_get_integer(). */
gboolean ax_event_key_value_set_get_double(const AXEventKeyValueSet* key_value_set, const gchar* key,
                                           const gchar* name_space, gdouble* value, GError** error);

/** Reads an AX_VALUE_TYPE_STRING as a new string (g_free()); errors as ax_event_key_value_set_get_integer().
 */
gboolean ax_event_key_value_set_get_string(const AXEventKeyValueSet* key_value_set, const gchar* key,
                                           const gchar* name_space, gchar** value, GError** error);

/** Reads an AX_VALUE_TYPE_ELEMENT as a new tree (ax_event_element_item_free()); errors as for the other
 * getters. */
gboolean ax_event_key_value_set_get_element(const AXEventKeyValueSet* key_value_set, const gchar* key,
                                            const gchar* name_space, AXEventElementItem** item,
                                            GError** error);

/** Removes a key; AX_EVENT_ERROR_KEY_NOT_FOUND when the set does not have it. */
gboolean ax_event_key_value_set_remove_key(AXEventKeyValueSet* key_value_set, const gchar* key,
                                           const gchar* name_space, GError** error);

G_END_DECLS

#endif /* ACAPKIT_AXSDK_AXEVENT_AX_EVENT_KEY_VALUE_SET_H_ */
