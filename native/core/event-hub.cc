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

using Completion = std::function<void()>;

struct Subscription {
  std::vector<EventItem> keys;
  std::function<void(const ReceivedEvent&)> receive;
};

/** What the C callbacks point at, by number. Taken out by retire(): a callback may be on its way while its
 * subscription is taken back. */
template <typename Target>
class Targets {
 public:
  void add(uint32_t number, std::unique_ptr<Target> target) {
    const std::lock_guard<std::mutex> guard(mutex_);
    targets_[number] = std::move(target);
  }
  void remove(uint32_t number) {
    const std::lock_guard<std::mutex> guard(mutex_);
    const auto found = targets_.find(number);
    if (found == targets_.end()) return;
    retire(std::move(found->second));
    targets_.erase(found);
  }

 private:
  std::mutex mutex_;
  std::map<uint32_t, std::unique_ptr<Target>> targets_;
};

}  // namespace

struct EventHub::Callbacks {
  Targets<Completion> completions;
  Targets<Subscription> subscriptions;
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
  auto target = std::make_unique<Completion>(std::move(complete));
  const AXDeclarationCompleteCallback completed = [](guint, gpointer data) {
    containExceptions("declared event", *static_cast<Completion*>(data));
  };
  GErrorSlot error;
  guint declaration = 0;
  if (!ax_event_handler_declare(handler_, set.get(), stateless ? TRUE : FALSE, &declaration, completed,
                                target.get(), &error.pointer)) {
    retire(std::move(target));
    error.raise("the event cannot be declared");
  }
  callbacks_->completions.add(declaration, std::move(target));
  return declaration;
}

void EventHub::undeclare(uint32_t declaration) {
  GErrorSlot error;
  if (!ax_event_handler_undeclare(handler_, declaration, &error.pointer))
    error.raise("the event declaration cannot be taken back");
  callbacks_->completions.remove(declaration);
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
  auto target = std::make_unique<Subscription>(Subscription{std::move(keys), std::move(receive)});
  const AXSubscriptionCallback received = [](guint, AXEvent* raw, gpointer data) {
    const EventPointer event(raw);
    const auto* subscription = static_cast<Subscription*>(data);
    containExceptions("received event",
                      [&] { subscription->receive(toReceived(event.get(), subscription->keys)); });
  };
  GErrorSlot error;
  guint number = 0;
  if (!ax_event_handler_subscribe(handler_, set.get(), &number, received, target.get(), &error.pointer)) {
    retire(std::move(target));
    error.raise("the subscription to events failed");
  }
  callbacks_->subscriptions.add(number, std::move(target));
  return number;
}

void EventHub::unsubscribe(uint32_t subscription) {
  GErrorSlot error;
  if (!ax_event_handler_unsubscribe(handler_, subscription, &error.pointer))
    error.raise("the subscription cannot be taken back");
  callbacks_->subscriptions.remove(subscription);
}

}  // namespace acapkit
