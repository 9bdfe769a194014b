// The camera's events: declare, send and subscribe, with values instead of key-value sets. Source of the
// rules: Axis' axevent API.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/main-loop.h"

// NOLINTNEXTLINE(bugprone-reserved-identifier): the tag is part of the camera's API.
struct _AXEventHandler;

namespace acapkit {

/** int32, bool, double or text; monostate means "any" in a subscription and "not set" in a declaration. */
using EventValue = std::variant<std::monostate, int32_t, bool, double, std::string>;

/** One key of an event. Topic levels are the keys topic0, topic1, … */
struct EventItem {
  std::string key;
  /** "tns1", "tnsaxis", or empty for none. */
  std::string nameSpace;
  EventValue value;
  /** 'i', 'b', 'd' or 's': the type of an item without a value. */
  char type = 's';
  bool source = false;
  bool data = false;
  std::string niceKey;
  std::string niceValue;
};

struct ReceivedEvent {
  std::vector<EventItem> items;
  /** Wall clock, milliseconds since 1970. */
  int64_t timestampMs = 0;
};

/**
 * One connection to the camera's event system. All functions may be called from any thread; callbacks run in
 * the main loop's thread; what they throw is logged. A callback is deleted in that thread, soon after its
 * declaration or subscription was taken back. The destructor, which is not for use in a callback, ends all.
 */
class EventHub {
 public:
  /** Throws CameraError when the library or the event system is not there. */
  EventHub();
  EventHub(const EventHub&) = delete;
  EventHub& operator=(const EventHub&) = delete;
  ~EventHub();

  /** Declares an event. `complete` runs when it may be sent, but not after undeclare(). Returns the
   * declaration's number. */
  uint32_t declare(const std::vector<EventItem>& items, bool stateless, std::function<void()> complete);
  void undeclare(uint32_t declaration);
  /** Sends an event of a completed declaration; `items` may hold only what changed. */
  void send(uint32_t declaration, const std::vector<EventItem>& items);
  /** `keys` names the keys besides the topic that received events shall carry. Returns the subscription's
   * number. */
  uint32_t subscribe(const std::vector<EventItem>& filter, std::vector<EventItem> keys,
                     std::function<void(const ReceivedEvent&)> receive);
  void unsubscribe(uint32_t subscription);

 private:
  struct Callbacks;
  std::shared_ptr<MainLoop> loop_;
  _AXEventHandler* handler_;
  std::unique_ptr<Callbacks> callbacks_;
};

}  // namespace acapkit
