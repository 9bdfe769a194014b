/**
 * @file ax_event_handler.h
 * @brief Client of the event bus. Its functions may be called from any thread; callbacks run in the default
 * main context.
 */
#ifndef ACAPKIT_AXSDK_AXEVENT_AX_EVENT_HANDLER_H_
#define ACAPKIT_AXSDK_AXEVENT_AX_EVENT_HANDLER_H_

#include <axsdk/axevent/ax_event.h>
#include <axsdk/axevent/ax_event_key_value_set.h>
#include <axsdk/axevent/ax_event_types.h>
#include <glib.h>

G_BEGIN_DECLS

/** An event came in. The callback OWNS the event and must call ax_event_free(). */
typedef void (*AXSubscriptionCallback)(guint subscription, AXEvent* event, gpointer user_data);

/** The declaration is complete: from now on ax_event_handler_send_event() works. */
typedef void (*AXDeclarationCompleteCallback)(guint declaration, gpointer user_data);

/** No further callback of the subscription can come. `error` is NULL unless something went wrong. Since AXIS
 * OS 12.4. */
typedef void (*AXUnsubscribeCompleteCallback)(guint subscription, gpointer user_data, GError* error);

/** Makes a client, to be freed with ax_event_handler_free(). */
AXEventHandler* ax_event_handler_new(void);

/** Ends all declarations and subscriptions, cancels pending callbacks and frees the client. NULL is allowed.
 */
void ax_event_handler_free(AXEventHandler* event_handler);

/**
 * Declares an event.
 * @param key_value_set all keys with their initial values; may be freed at once
 * @param stateless TRUE for a pulse, FALSE for a property that has a value at any time
 * @param declaration receives the id
 * @param callback called when events may be sent, or NULL
 */
gboolean ax_event_handler_declare(AXEventHandler* event_handler, AXEventKeyValueSet* key_value_set,
                                  gboolean stateless, guint* declaration,
                                  AXDeclarationCompleteCallback callback, gpointer user_data, GError** error);

/** As ax_event_handler_declare(); `property_name` names the key that makes the event stateful, or is NULL. */
gboolean ax_event_handler_declare2(AXEventHandler* event_handler, AXEventKeyValueSet* key_value_set,
                                   gboolean stateless, gchar* property_name, guint* declaration,
                                   AXDeclarationCompleteCallback callback, gpointer user_data,
                                   GError** error);

/** Declares an event from a template file of the device. Of no use to apps that do not run as root (AXIS
 * OS 12.0 and later). */
gboolean ax_event_handler_declare_from_template(AXEventHandler* event_handler, const char* event_template,
                                                AXEventKeyValueSet* key_value_set, guint* declaration,
                                                AXDeclarationCompleteCallback callback, gpointer user_data,
                                                GError** error);

/** Takes a declaration back and cancels its pending callback. */
gboolean ax_event_handler_undeclare(AXEventHandler* event_handler, guint declaration, GError** error);

/** Sends an event. Its set may hold only the keys that change. The event stays the caller's. */
gboolean ax_event_handler_send_event(AXEventHandler* event_handler, guint declaration, AXEvent* event,
                                     GError** error);

/**
 * Subscribes to events. A filter may leave out keys, namespaces (NULL: any) and values (NULL: any); what it
 * names must match.
 * @param subscription receives the id
 */
gboolean ax_event_handler_subscribe(AXEventHandler* event_handler, AXEventKeyValueSet* key_value_set,
                                    guint* subscription, AXSubscriptionCallback callback, gpointer user_data,
                                    GError** error);

/** Ends a subscription. Called in the thread of the main loop, no callback comes after it. */
gboolean ax_event_handler_unsubscribe(AXEventHandler* event_handler, guint subscription, GError** error);

/** Ends a subscription from any thread and tells when user data can be freed. Since AXIS OS 12.4. */
gboolean ax_event_handler_unsubscribe_and_notify(AXEventHandler* event_handler, guint subscription,
                                                 AXUnsubscribeCompleteCallback callback, gpointer user_data,
                                                 GError** error);

G_END_DECLS

#endif /* ACAPKIT_AXSDK_AXEVENT_AX_EVENT_HANDLER_H_ */
