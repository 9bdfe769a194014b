// What is behind an AXEventHandler: declarations and subscriptions of one client of the event hub.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "simulator/axevent/key-value-set.h"
#include "simulator/bus/main-queue.h"
#include "simulator/bus/service-client.h"

namespace acapkit::simulator {

/// Thread-safe. Calls are synchronous round trips; callbacks run in the default main context, without any
/// lock held.
class EventClient : public std::enable_shared_from_this<EventClient> {
 public:
  EventClient();

  /// Declares an event; the id is 0 with a failure. The callback (may be null) runs later.
  guint declare(const KeyValues& items, bool stateless, const std::string& propertyName,
                AXDeclarationCompleteCallback callback, gpointer userData, CallFailure& failure);
  bool undeclare(guint id, CallFailure& failure);
  bool send(guint id, const KeyValues& items, gint64 microseconds, CallFailure& failure);

  /// Subscribes; the id is 0 with a failure.
  guint subscribe(const KeyValues& filter, AXSubscriptionCallback callback, gpointer userData,
                  CallFailure& failure);

  /// Ends a subscription; with a `callback` that is called when no further event can come.
  bool unsubscribe(guint id, AXUnsubscribeCompleteCallback callback, gpointer userData, CallFailure& failure);

  /// Cancels pending callbacks and takes everything down.
  void close();

 private:
  struct Declaration {
    AXDeclarationCompleteCallback callback;
    gpointer userData;
    bool complete;
  };
  struct Subscription {
    AXSubscriptionCallback callback;
    gpointer userData;
  };

  bool listen(CallFailure& failure);
  void onEvent(GVariant* body);
  void onDeclared(guint id);

  std::shared_ptr<MainQueue> queue_;
  ServiceClient service_;
  std::mutex mutex_;
  std::map<guint, Declaration> declarations_;
  std::map<guint, Subscription> subscriptions_;
};

}  // namespace acapkit::simulator
