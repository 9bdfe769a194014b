/**
 * @file ax_event_types.h
 * @brief Opaque types and value types of the event API.
 */
#ifndef ACAPKIT_AXSDK_AXEVENT_AX_EVENT_TYPES_H_
#define ACAPKIT_AXSDK_AXEVENT_AX_EVENT_TYPES_H_

#include <glib.h>

G_BEGIN_DECLS

/** One event: a key-value set and a time stamp. Freed with ax_event_free(). */
typedef struct _AXEvent AXEvent;

/** Keys, values and marks of an event, a declaration or a subscription. Freed with
 * ax_event_key_value_set_free(). */
typedef struct _AXEventKeyValueSet AXEventKeyValueSet;

/** A client of the event bus. Freed with ax_event_handler_free(). */
typedef struct _AXEventHandler AXEventHandler;

/** A small XML tree used as the value of a key. Freed with ax_event_element_item_free(). */
typedef struct _AXEventElementItem AXEventElementItem;

/** Type of a value, and so of what the `gconstpointer value` of a key points at. */
typedef enum {
  AX_VALUE_TYPE_INT = 0,    /**< `const gint *` */
  AX_VALUE_TYPE_BOOL = 1,   /**< `const gboolean *` */
  AX_VALUE_TYPE_DOUBLE = 2, /**< `const gdouble *` */
  AX_VALUE_TYPE_STRING = 3, /**< `const gchar *`: the UTF-8 text itself, not a pointer to it */
  AX_VALUE_TYPE_ELEMENT = 4 /**< `const AXEventElementItem *` */
} AXEventValueType;

G_END_DECLS

#endif /* ACAPKIT_AXSDK_AXEVENT_AX_EVENT_TYPES_H_ */
