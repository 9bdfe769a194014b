// The ids are ours and are made known to the hub: an event may come in before the reply to the call that
// subscribed to it.
#include "simulator/axevent/event-client.h"

#include <atomic>

#include "simulator/axevent/event.h"
#include "simulator/axevent/wire.h"

namespace acapkit::simulator {
namespace {

/// One count for the process: all handlers of a process share one connection, and with it one space of ids.
guint nextId() {
  static std::atomic<guint> next{1};
  return next++;
}

CallFailure unknownId(const char* what, guint id) {
  return {CallFailure::Reason::kNotFound, std::string("there is no ") + what + " " + std::to_string(id)};
}

}  // namespace

EventClient::EventClient() : queue_(std::make_shared<MainQueue>("axevent")), service_("Events", "Events1") {}

guint EventClient::declare(const KeyValues& items, bool stateless, const std::string& propertyName,
                           AXDeclarationCompleteCallback callback, gpointer userData, CallFailure& failure) {
  const guint id = nextId();
  const VariantPointer reply =
      service_.call("Declare",
                    g_variant_new("(u@a(ssyussss)bs)", id, toWire(items), static_cast<gboolean>(stateless),
                                  propertyName.c_str()),
                    failure);
  if (!reply) return 0;
  {
    const std::lock_guard lock(mutex_);
    declarations_[id] = {callback, userData, callback == nullptr};
  }
  if (callback == nullptr) return id;
  queue_->postTask([weak = weak_from_this(), id] {
    if (const auto self = weak.lock()) self->onDeclared(id);
  });
  return id;
}

void EventClient::onDeclared(guint id) {
  Declaration declaration{};
  {
    const std::lock_guard lock(mutex_);
    const auto found = declarations_.find(id);
    if (found == declarations_.end()) return;  // Undeclared in the meantime.
    found->second.complete = true;
    declaration = found->second;
  }
  declaration.callback(id, declaration.userData);
}

bool EventClient::undeclare(guint id, CallFailure& failure) {
  {
    const std::lock_guard lock(mutex_);
    if (declarations_.erase(id) == 0) {
      failure = unknownId("declaration", id);
      return false;
    }
  }
  return service_.call("Undeclare", g_variant_new("(u)", id), failure) != nullptr;
}

bool EventClient::send(guint id, const KeyValues& items, gint64 microseconds, CallFailure& failure) {
  {
    const std::lock_guard lock(mutex_);
    const auto found = declarations_.find(id);
    if (found == declarations_.end()) {
      failure = unknownId("declaration", id);
      return false;
    }
    if (!found->second.complete) {
      failure = {CallFailure::Reason::kInvalid,
                 "the declaration is not complete: send after its callback has been called"};
      return false;
    }
  }
  GVariant* arguments = g_variant_new("(u@a(ssyussss)x)", id, toWire(items), microseconds);
  return service_.call("Send", arguments, failure) != nullptr;
}

bool EventClient::listen(CallFailure& failure) {
  if (!service_.connect(failure)) return false;
  const auto handler = [weak = weak_from_this()](const std::string& member, GVariant* body) {
    const auto self = weak.lock();
    if (self && member == "Event") self->onEvent(body);
  };
  return service_.listen(queue_, handler, false, failure);
}

guint EventClient::subscribe(const KeyValues& filter, AXSubscriptionCallback callback, gpointer userData,
                             CallFailure& failure) {
  if (!listen(failure)) return 0;
  const guint id = nextId();
  {
    const std::lock_guard lock(mutex_);
    subscriptions_[id] = {callback, userData};
  }
  if (service_.call("Subscribe", g_variant_new("(u@a(ssyussss))", id, toWire(filter)), failure)) return id;
  const std::lock_guard lock(mutex_);
  subscriptions_.erase(id);
  return 0;
}

void EventClient::onEvent(GVariant* body) {
  if (g_variant_is_of_type(body, G_VARIANT_TYPE("(ua(ssyussss)x)")) == FALSE) return;
  guint32 id = 0;
  GVariant* raw = nullptr;
  gint64 microseconds = 0;
  g_variant_get(body, "(u@a(ssyussss)x)", &id, &raw, &microseconds);
  const VariantPointer items(raw);
  Subscription subscription{};
  {
    const std::lock_guard lock(mutex_);
    const auto found = subscriptions_.find(id);
    if (found == subscriptions_.end()) return;  // Of another handler, or unsubscribed in the meantime.
    subscription = found->second;
  }
  subscription.callback(id, newEvent(fromWire(items.get()), microseconds), subscription.userData);
}

bool EventClient::unsubscribe(guint id, AXUnsubscribeCompleteCallback callback, gpointer userData,
                              CallFailure& failure) {
  {
    const std::lock_guard lock(mutex_);
    if (subscriptions_.erase(id) == 0) {
      failure = unknownId("subscription", id);
      return false;
    }
  }
  // The id is forgotten: whatever the hub answers, no event comes after a callback that may be running now.
  if (callback != nullptr) {
    queue_->postTask([callback, id, userData] { callback(id, userData, nullptr); });
    service_.tell("Unsubscribe", g_variant_new("(u)", id));
    return true;
  }
  return service_.call("Unsubscribe", g_variant_new("(u)", id), failure) != nullptr;
}

void EventClient::close() {
  queue_->close();
  const std::lock_guard lock(mutex_);
  for (const auto& [id, subscription] : subscriptions_)
    service_.tell("Unsubscribe", g_variant_new("(u)", id));
  for (const auto& [id, declaration] : declarations_) service_.tell("Undeclare", g_variant_new("(u)", id));
  subscriptions_.clear();
  declarations_.clear();
}

}  // namespace acapkit::simulator
