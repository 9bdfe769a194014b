// C API of event handlers.
#include "simulator/axevent/errors.h"
#include "simulator/axevent/event-client.h"
#include "simulator/axevent/event.h"

using acapkit::simulator::CallFailure;
using acapkit::simulator::EventClient;
using acapkit::simulator::fail;
using acapkit::simulator::guarded;

// NOLINTNEXTLINE(bugprone-reserved-identifier): the tag is part of the public API.
struct _AXEventHandler {
  std::shared_ptr<EventClient> client;
};

namespace {

gboolean missing(GError** error) {
  return fail(error, AX_EVENT_ERROR_INVALID_ARGUMENT, "a handler, set, id, event or callback is NULL");
}

/// Stores the id a call gave, or sets the error.
gboolean finish(guint id, guint* target, AXEventErrorCode code, const CallFailure& failure, GError** error) {
  if (id == 0) return fail(error, code, failure.message);
  *target = id;
  return TRUE;
}

}  // namespace

AXEventHandler* ax_event_handler_new() {
  return guarded<AXEventHandler*>(nullptr, nullptr,
                                  [] { return new AXEventHandler{std::make_shared<EventClient>()}; });
}

void ax_event_handler_free(AXEventHandler* event_handler) {
  if (event_handler == nullptr) return;
  event_handler->client->close();
  delete event_handler;
}

gboolean ax_event_handler_declare(AXEventHandler* event_handler, AXEventKeyValueSet* key_value_set,
                                  gboolean stateless, guint* declaration,
                                  AXDeclarationCompleteCallback callback, gpointer user_data,
                                  GError** error) {
  return ax_event_handler_declare2(event_handler, key_value_set, stateless, nullptr, declaration, callback,
                                   user_data, error);
}

gboolean ax_event_handler_declare2(AXEventHandler* event_handler, AXEventKeyValueSet* key_value_set,
                                   gboolean stateless, gchar* property_name, guint* declaration,
                                   AXDeclarationCompleteCallback callback, gpointer user_data,
                                   GError** error) {
  if (event_handler == nullptr || key_value_set == nullptr || declaration == nullptr) return missing(error);
  return guarded(error, FALSE, [&] {
    CallFailure failure;
    const std::string property = property_name == nullptr ? "" : property_name;
    const guint id = event_handler->client->declare(key_value_set->items, stateless != FALSE, property,
                                                    callback, user_data, failure);
    return finish(id, declaration, AX_EVENT_ERROR_DECLARATION, failure, error);
  });
}

gboolean ax_event_handler_declare_from_template(AXEventHandler* /*event_handler*/, const char* event_template,
                                                AXEventKeyValueSet* /*key_value_set*/, guint* /*declaration*/,
                                                AXDeclarationCompleteCallback /*callback*/,
                                                gpointer /*user_data*/, GError** error) {
  const std::string name = event_template == nullptr ? "" : event_template;
  return fail(
      error, AX_EVENT_ERROR_DECLARATION,
      "the event template '" + name +
          "' cannot be used: templates are files of the device that only root can install, and apps do not "
          "run as root since AXIS OS 12.0; use ax_event_handler_declare");
}

gboolean ax_event_handler_undeclare(AXEventHandler* event_handler, guint declaration, GError** error) {
  if (event_handler == nullptr) return missing(error);
  return guarded(error, FALSE, [&]() -> gboolean {
    CallFailure failure;
    if (event_handler->client->undeclare(declaration, failure)) return TRUE;
    return fail(error, AX_EVENT_ERROR_UNDECLARE, failure.message);
  });
}

gboolean ax_event_handler_send_event(AXEventHandler* event_handler, guint declaration, AXEvent* event,
                                     GError** error) {
  if (event_handler == nullptr || event == nullptr) return missing(error);
  return guarded(error, FALSE, [&]() -> gboolean {
    CallFailure failure;
    const gint64 time = acapkit::simulator::microsecondsOf(*event);
    if (event_handler->client->send(declaration, event->set.items, time, failure)) return TRUE;
    return fail(error, AX_EVENT_ERROR_SEND, failure.message);
  });
}

gboolean ax_event_handler_subscribe(AXEventHandler* event_handler, AXEventKeyValueSet* key_value_set,
                                    guint* subscription, AXSubscriptionCallback callback, gpointer user_data,
                                    GError** error) {
  if (event_handler == nullptr || key_value_set == nullptr || subscription == nullptr ||
      callback == nullptr) {
    return missing(error);
  }
  return guarded(error, FALSE, [&] {
    CallFailure failure;
    const guint id = event_handler->client->subscribe(key_value_set->items, callback, user_data, failure);
    return finish(id, subscription, AX_EVENT_ERROR_SUBSCRIPTION, failure, error);
  });
}

gboolean ax_event_handler_unsubscribe(AXEventHandler* event_handler, guint subscription, GError** error) {
  return ax_event_handler_unsubscribe_and_notify(event_handler, subscription, nullptr, nullptr, error);
}

gboolean ax_event_handler_unsubscribe_and_notify(AXEventHandler* event_handler, guint subscription,
                                                 AXUnsubscribeCompleteCallback callback, gpointer user_data,
                                                 GError** error) {
  if (event_handler == nullptr) return missing(error);
  return guarded(error, FALSE, [&]() -> gboolean {
    CallFailure failure;
    if (event_handler->client->unsubscribe(subscription, callback, user_data, failure)) return TRUE;
    return fail(error, AX_EVENT_ERROR_UNSUBSCRIBE, failure.message);
  });
}
