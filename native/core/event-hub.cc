#include "core/event-hub.h"

#include <axsdk/axevent.h>

#include <array>
#include <map>
#include <mutex>
#include <utility>

#include "core/camera-error.h"
#include "core/camera-library.h"

namespace acapkit {

namespace {

constexpr int kTopicLevelsMax = 10;

struct SetRelease {
  void operator()(AXEventKeyValueSet* set) const { ax_event_key_value_set_free(set); }
};
struct EventRelease {
  void operator()(AXEvent* event) const { ax_event_free(event); }
};
using SetPointer = std::unique_ptr<AXEventKeyValueSet, SetRelease>;
using EventPointer = std::unique_ptr<AXEvent, EventRelease>;

const char* orNull(const std::string& text) { return text.empty() ? nullptr : text.c_str(); }

AXEventValueType valueType(const EventItem& item) {
  if (std::holds_alternative<int32_t>(item.value)) return AX_VALUE_TYPE_INT;
  if (std::holds_alternative<bool>(item.value)) return AX_VALUE_TYPE_BOOL;
  if (std::holds_alternative<double>(item.value)) return AX_VALUE_TYPE_DOUBLE;
  if (std::holds_alternative<std::string>(item.value)) return AX_VALUE_TYPE_STRING;
  switch (item.type) {
    case 'i':
      return AX_VALUE_TYPE_INT;
    case 'b':
      return AX_VALUE_TYPE_BOOL;
    case 'd':
      return AX_VALUE_TYPE_DOUBLE;
    default:
      return AX_VALUE_TYPE_STRING;
  }
}

gboolean addItem(AXEventKeyValueSet* set, const EventItem& item, GError** error) {
  const char* key = item.key.c_str();
  const char* nameSpace = orNull(item.nameSpace);
  const AXEventValueType type = valueType(item);
  if (const auto* number = std::get_if<int32_t>(&item.value)) {
    const gint value = *number;
    return ax_event_key_value_set_add_key_value(set, key, nameSpace, &value, type, error);
  }
  if (const auto* flag = std::get_if<bool>(&item.value)) {
    const gboolean value = *flag ? TRUE : FALSE;
    return ax_event_key_value_set_add_key_value(set, key, nameSpace, &value, type, error);
  }
  if (const auto* number = std::get_if<double>(&item.value)) {
    return ax_event_key_value_set_add_key_value(set, key, nameSpace, number, type, error);
  }
  const auto* text = std::get_if<std::string>(&item.value);
  return ax_event_key_value_set_add_key_value(set, key, nameSpace, text != nullptr ? text->c_str() : nullptr,
                                              type, error);
}

void markItem(AXEventKeyValueSet* set, const EventItem& item, GErrorSlot& error) {
  const char* key = item.key.c_str();
  const char* nameSpace = orNull(item.nameSpace);
  const bool marked =
      (!item.source || ax_event_key_value_set_mark_as_source(set, key, nameSpace, &error.pointer)) &&
      (!item.data || ax_event_key_value_set_mark_as_data(set, key, nameSpace, &error.pointer)) &&
      ((item.niceKey.empty() && item.niceValue.empty()) ||
       ax_event_key_value_set_add_nice_names(set, key, nameSpace, orNull(item.niceKey),
                                             orNull(item.niceValue), &error.pointer));
  if (!marked) error.raise("the event key " + item.key + " cannot be described");
}

SetPointer toSet(const std::vector<EventItem>& items) {
  SetPointer set(ax_event_key_value_set_new());
  for (const EventItem& item : items) {
    GErrorSlot error;
    if (!addItem(set.get(), item, &error.pointer))
      error.raise("the event key " + item.key + " cannot be set");
    markItem(set.get(), item, error);
  }
  return set;
}

/** Reads one key; false when the event does not carry it. */
bool readItem(const AXEventKeyValueSet* set, EventItem& item) {
  const char* key = item.key.c_str();
  const char* nameSpace = orNull(item.nameSpace);
  AXEventValueType type = AX_VALUE_TYPE_STRING;
  if (!ax_event_key_value_set_get_value_type(set, key, nameSpace, &type, nullptr)) return false;
  gint number = 0;
  gdouble real = 0;
  gchar* text = nullptr;
  if (type == AX_VALUE_TYPE_INT &&
      ax_event_key_value_set_get_integer(set, key, nameSpace, &number, nullptr)) {
    item.value = static_cast<int32_t>(number);
  } else if (type == AX_VALUE_TYPE_BOOL &&
             ax_event_key_value_set_get_boolean(set, key, nameSpace, &number, nullptr)) {
    item.value = number != FALSE;
  } else if (type == AX_VALUE_TYPE_DOUBLE &&
             ax_event_key_value_set_get_double(set, key, nameSpace, &real, nullptr)) {
    item.value = real;
  } else if (type == AX_VALUE_TYPE_STRING &&
             ax_event_key_value_set_get_string(set, key, nameSpace, &text, nullptr) && text != nullptr) {
    item.value = std::string(text);
    g_free(text);
  }
  return true;
}

/** A set cannot be listed, so topic levels are asked for one by one, in each namespace that topics use. */
void readTopic(const AXEventKeyValueSet* set, std::vector<EventItem>& items) {
  for (int level = 0; level < kTopicLevelsMax; ++level) {
    bool found = false;
    for (const char* nameSpace : {"tns1", "tnsaxis", ""}) {
      EventItem item;
      item.key = "topic" + std::to_string(level);
      item.nameSpace = nameSpace;
      if (found || !readItem(set, item)) continue;
      items.push_back(std::move(item));
      found = true;
    }
    if (!found) return;
  }
}

ReceivedEvent toReceived(AXEvent* event, const std::vector<EventItem>& keys) {
  ReceivedEvent received;
  const AXEventKeyValueSet* set = ax_event_get_key_value_set(event);
  readTopic(set, received.items);
  for (const EventItem& key : keys) {
    EventItem item = key;
    if (readItem(set, item)) received.items.push_back(std::move(item));
  }
  if (GDateTime* time = ax_event_get_time_stamp2(event)) {
    received.timestampMs = g_date_time_to_unix(time) * 1000 + g_date_time_get_microsecond(time) / 1000;
  }
  return received;
}

struct Subscription {
  std::vector<EventItem> keys;
  std::function<void(const ReceivedEvent&)> receive;
};

}  // namespace

/** What the C callbacks point at. Entries stay until the hub ends: a callback may be on its way while its
 * subscription is taken back. */
struct EventHub::Callbacks {
  std::mutex mutex;
  std::vector<std::unique_ptr<std::function<void()>>> completions;
  std::vector<std::unique_ptr<Subscription>> subscriptions;
};

EventHub::EventHub() : handler_(nullptr), callbacks_(std::make_unique<Callbacks>()) {
  requireLibrary("libaxevent.so.1");
  loop_ = MainLoop::shared();
  handler_ = ax_event_handler_new();
  if (handler_ == nullptr) throw CameraError("the camera's event system cannot be reached");
}

EventHub::~EventHub() {
  ax_event_handler_free(handler_);
  loop_->barrier();  // A callback may still be running.
}

uint32_t EventHub::declare(const std::vector<EventItem>& items, bool stateless,
                           std::function<void()> complete) {
  const SetPointer set = toSet(items);
  auto callback = std::make_unique<std::function<void()>>(std::move(complete));
  void* target = callback.get();
  {
    const std::lock_guard<std::mutex> guard(callbacks_->mutex);
    callbacks_->completions.push_back(std::move(callback));
  }
  GErrorSlot error;
  guint declaration = 0;
  const AXDeclarationCompleteCallback completed = [](guint, gpointer data) {
    (*static_cast<std::function<void()>*>(data))();
  };
  if (!ax_event_handler_declare(handler_, set.get(), stateless ? TRUE : FALSE, &declaration, completed,
                                target, &error.pointer)) {
    error.raise("the event cannot be declared");
  }
  return declaration;
}

void EventHub::undeclare(uint32_t declaration) {
  GErrorSlot error;
  if (!ax_event_handler_undeclare(handler_, declaration, &error.pointer))
    error.raise("the event declaration cannot be taken back");
}

void EventHub::send(uint32_t declaration, const std::vector<EventItem>& items) {
  const SetPointer set = toSet(items);
  const EventPointer event(ax_event_new2(set.get(), nullptr));
  GErrorSlot error;
  if (!ax_event_handler_send_event(handler_, declaration, event.get(), &error.pointer))
    error.raise("the event cannot be sent");
}

uint32_t EventHub::subscribe(const std::vector<EventItem>& filter, std::vector<EventItem> keys,
                             std::function<void(const ReceivedEvent&)> receive) {
  const SetPointer set = toSet(filter);
  auto subscription = std::make_unique<Subscription>(Subscription{std::move(keys), std::move(receive)});
  void* target = subscription.get();
  {
    const std::lock_guard<std::mutex> guard(callbacks_->mutex);
    callbacks_->subscriptions.push_back(std::move(subscription));
  }
  GErrorSlot error;
  guint number = 0;
  const AXSubscriptionCallback received = [](guint, AXEvent* raw, gpointer data) {
    const EventPointer event(raw);
    const auto* target = static_cast<Subscription*>(data);
    target->receive(toReceived(event.get(), target->keys));
  };
  if (!ax_event_handler_subscribe(handler_, set.get(), &number, received, target, &error.pointer)) {
    error.raise("the subscription to events failed");
  }
  return number;
}

void EventHub::unsubscribe(uint32_t subscription) {
  GErrorSlot error;
  if (!ax_event_handler_unsubscribe(handler_, subscription, &error.pointer))
    error.raise("the subscription cannot be taken back");
}

}  // namespace acapkit
