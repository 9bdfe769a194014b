/**
 * @file ax_event_element_item.h
 * @brief Trees of named nodes with attributes, text and children: the values of keys of type
 * AX_VALUE_TYPE_ELEMENT.
 *
 * What a getter hands out is new memory that belongs to the caller; what a setter takes is copied.
 */
#ifndef ACAPKIT_AXSDK_AXEVENT_AX_EVENT_ELEMENT_ITEM_H_
#define ACAPKIT_AXSDK_AXEVENT_AX_EVENT_ELEMENT_ITEM_H_

#include <axsdk/axevent/ax_event_error.h>
#include <axsdk/axevent/ax_event_types.h>
#include <glib.h>

G_BEGIN_DECLS

/**
 * Makes a node without attributes, body and children.
 * @param name local name; must be usable as an XML name
 * @param name_space namespace prefix such as "tt", or NULL
 * @return the node, to be freed with ax_event_element_item_free(); NULL for a name that XML does not allow
 */
AXEventElementItem* ax_event_element_item_new(const gchar* name, const gchar* name_space);

/** Frees a node and its copies of its children. NULL is allowed. */
void ax_event_element_item_free(AXEventElementItem* node);

/** Gives the name as a new string (g_free()). */
gboolean ax_event_element_item_get_name(AXEventElementItem* node, gchar** name, GError** error);

/** Gives the namespace as a new string (g_free()), or NULL when the node has none. */
gboolean ax_event_element_item_get_name_space(AXEventElementItem* node, gchar** name_space, GError** error);

/** Replaces the attributes by a copy of a table of strings; NULL removes them all. */
gboolean ax_event_element_item_set_attributes(AXEventElementItem* node, GHashTable* attributes,
                                              GError** error);

/** Gives a new table of strings (g_hash_table_destroy()); it is empty when there are no attributes. */
gboolean ax_event_element_item_get_attributes(AXEventElementItem* node, GHashTable** attributes,
                                              GError** error);

/** Replaces the text of the node; NULL removes it. */
gboolean ax_event_element_item_set_body(AXEventElementItem* node, const gchar* body, GError** error);

/** Gives the text as a new string (g_free()), or NULL when the node has none. */
gboolean ax_event_element_item_get_body(AXEventElementItem* node, gchar** body, GError** error);

/** Appends a copy of `child` with all that is below it; `child` stays the caller's. */
gboolean ax_event_element_item_add_child(AXEventElementItem* node, AXEventElementItem* child, GError** error);

/** Gives a copy of the first child; FALSE with `*child` = NULL and AX_EVENT_ERROR_KEY_NOT_FOUND when there is
 * none. */
gboolean ax_event_element_item_get_first_child(AXEventElementItem* parent, AXEventElementItem** child,
                                               GError** error);

/**
 * Gives a copy of the node after `child`, which must come from ax_event_element_item_get_first_child() or
 * from this function. FALSE with `*sibling` = NULL and AX_EVENT_ERROR_KEY_NOT_FOUND after the last one.
 */
gboolean ax_event_element_item_get_next_child(AXEventElementItem* child, AXEventElementItem** sibling,
                                              GError** error);

G_END_DECLS

#endif /* ACAPKIT_AXSDK_AXEVENT_AX_EVENT_ELEMENT_ITEM_H_ */
