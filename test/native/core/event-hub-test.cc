// Events through native/core against the services of the simulated camera (test/native/core.test.ts).
#include <doctest/doctest.h>

#include <atomic>
#include <ctime>
#include <thread>

#include "bus-support.h"
#include "core/event-hub.h"

using acapkit::EventHub;
using acapkit::EventItem;
using acapkit::EventValue;
using acapkit::MainLoop;
using acapkit::ReceivedEvent;
using acapkit::test::complaintOf;
using acapkit::test::has;
using acapkit::test::Watched;

namespace {

EventItem topic(int level, const char* value) {
  EventItem item;
  item.key = "topic" + std::to_string(level);
  item.nameSpace = "tnsaxis";
  item.value = std::string(value);
  return item;
}

EventItem key(const char* name, EventValue value, char type = 's') {
  EventItem item;
  item.key = name;
  item.value = std::move(value);
  item.type = type;
  return item;
}

EventItem dataKey(const char* name, EventValue value) {
  EventItem item = key(name, std::move(value));
  item.data = true;
  return item;
}

using Events = Watched<std::vector<ReceivedEvent>>;

auto into(Events& events) {
  return [&events](const ReceivedEvent& event) { events.change([&](auto& list) { list.push_back(event); }); };
}

/** Declares a stateless event with the int key `n` and waits until it may be sent. */
uint32_t declarePulse(EventHub& hub, const char* name) {
  Watched<bool> complete;
  const uint32_t number = hub.declare({topic(0, "Core"), topic(1, name), dataKey("n", int32_t{0})}, true,
                                      [&] { complete.change([](bool& done) { done = true; }); });
  REQUIRE(complete.wait([](bool done) { return done; }));
  return number;
}

const EventItem& find(const ReceivedEvent& event, const char* name) {
  for (const EventItem& item : event.items) {
    if (item.key == name) return item;
  }
  FAIL("the event has no such key: ", name);
  return event.items.front();
}

}  // namespace

TEST_SUITE("bus") {
  TEST_CASE("all types of values arrive, with the topic and the time") {
    EventHub hub;
    Events events;
    const int64_t before = static_cast<int64_t>(std::time(nullptr)) * 1000;
    hub.subscribe({topic(0, "Core"), topic(1, "Types")},
                  {key("i", {}, 'i'), key("b", {}, 'b'), key("d", {}, 'd'), key("s", {}), key("absent", {})},
                  into(events));
    Watched<bool> complete;
    const uint32_t declaration = hub.declare({topic(0, "Core"), topic(1, "Types"), key("i", int32_t{0}),
                                              key("b", false), key("d", 0.0), dataKey("s", std::string("-"))},
                                             true, [&] { complete.change([](bool& done) { done = true; }); });
    REQUIRE(complete.wait([](bool done) { return done; }));
    hub.send(declaration,
             {key("i", int32_t{-7}), key("b", true), key("d", 0.25), key("s", std::string("ä"))});
    REQUIRE(events.wait([](const auto& list) { return !list.empty(); }));
    const ReceivedEvent event = events.get().front();
    CHECK(std::get<std::string>(find(event, "topic1").value) == "Types");
    CHECK(find(event, "topic0").nameSpace == "tnsaxis");
    CHECK(std::get<int32_t>(find(event, "i").value) == -7);
    CHECK(std::get<bool>(find(event, "b").value));
    CHECK(std::get<double>(find(event, "d").value) == 0.25);
    CHECK(std::get<std::string>(find(event, "s").value) == "ä");
    CHECK(event.items.size() == 6);
    CHECK(event.timestampMs >= before);
  }

  TEST_CASE("a filter lets only matching events through, and unsubscribe() none") {
    EventHub hub;
    Events all;
    Events some;
    hub.subscribe({topic(0, "Core"), topic(1, "Filter")}, {key("n", {}, 'i')}, into(all));
    const uint32_t filtered = hub.subscribe({topic(0, "Core"), topic(1, "Filter"), key("n", int32_t{2})},
                                            {key("n", {}, 'i')}, into(some));
    const uint32_t declaration = declarePulse(hub, "Filter");
    for (const int32_t number : {1, 2, 3}) hub.send(declaration, {key("n", number)});
    REQUIRE(all.wait([](const auto& list) { return list.size() == 3; }));
    CHECK(some.get().size() == 1);
    hub.unsubscribe(filtered);
    hub.send(declaration, {key("n", int32_t{2})});
    REQUIRE(all.wait([](const auto& list) { return list.size() == 4; }));
    CHECK(some.get().size() == 1);
  }

  TEST_CASE("mistakes are errors with words") {
    EventHub hub;
    CHECK(has(complaintOf([&] { hub.send(4711, {}); }), "the event cannot be sent: "));
    CHECK(has(complaintOf([&] { hub.undeclare(4711); }), "the event declaration cannot be taken back: "));
    CHECK(has(complaintOf([&] { hub.unsubscribe(4711); }), "the subscription cannot be taken back: "));
    CHECK(has(complaintOf([&] { hub.declare({key("", int32_t{1})}, true, [] {}); }), "the event"));
  }

  TEST_CASE("callbacks are deleted when their declaration or subscription is taken back") {
    EventHub hub;
    const auto loop = MainLoop::shared();
    const auto held = std::make_shared<int>(0);
    for (int count = 0; count < 200; ++count) {
      const uint32_t declaration =
          hub.declare({topic(0, "Core"), topic(1, "Again"), dataKey("n", int32_t{0})}, true, [held] {});
      const uint32_t subscription =
          hub.subscribe({topic(0, "Core"), topic(1, "Again")}, {}, [held](const ReceivedEvent&) {});
      hub.undeclare(declaration);
      hub.unsubscribe(subscription);
    }
    loop->barrier();
    CHECK(held.use_count() == 1);
  }

  TEST_CASE("a callback may take its own subscription back") {
    EventHub hub;
    Watched<int> calls;
    Watched<uint32_t> number;
    const uint32_t subscription =
        hub.subscribe({topic(0, "Core"), topic(1, "Own")}, {}, [&](const ReceivedEvent&) {
          number.wait([](uint32_t known) { return known != 0; });
          hub.unsubscribe(number.get());
          calls.change([](int& count) { ++count; });
        });
    number.change([&](uint32_t& known) { known = subscription; });
    const uint32_t declaration = declarePulse(hub, "Own");
    hub.send(declaration, {});
    REQUIRE(calls.wait([](int count) { return count == 1; }));
    hub.send(declaration, {});
    MainLoop::shared()->barrier();
    CHECK(calls.get() == 1);
  }

  TEST_CASE("a callback that throws does not stop the next one") {
    EventHub hub;
    Watched<int> calls;
    hub.subscribe({topic(0, "Core"), topic(1, "Throws")}, {}, [&](const ReceivedEvent&) {
      calls.change([](int& count) { ++count; });
      throw std::runtime_error("on purpose");
    });
    const uint32_t declaration = declarePulse(hub, "Throws");
    hub.send(declaration, {});
    hub.send(declaration, {});
    CHECK(calls.wait([](int count) { return count == 2; }));
  }

  TEST_CASE("a hub ends while events are on their way to it") {
    EventHub sender;
    const uint32_t declaration = declarePulse(sender, "Flood");
    std::atomic<bool> enough = false;
    std::thread flood([&] {
      for (int32_t number = 0; !enough; ++number) sender.send(declaration, {key("n", number)});
    });
    for (int round = 0; round < 30; ++round) {
      // The callback uses what ends right after the hub.
      auto received = std::make_unique<Watched<int>>();
      auto hub = std::make_unique<EventHub>();
      hub->subscribe({topic(0, "Core"), topic(1, "Flood")}, {key("n", {}, 'i')},
                     [&](const ReceivedEvent&) { received->change([](int& count) { ++count; }); });
      hub->declare({topic(0, "Core"), topic(1, "Ends"), dataKey("n", int32_t{0})}, true,
                   [&] { received->change([](int&) {}); });
      if (round % 3 != 0) CHECK(received->wait([](int count) { return count > 0; }));
      hub.reset();
      received.reset();
    }
    enough = true;
    flood.join();
  }
}

TEST_SUITE("no-bus") {
  TEST_CASE("without a bus, events are errors with words") {
    EventHub hub;
    CHECK(has(complaintOf([&] { hub.subscribe({topic(0, "Core")}, {}, [](const ReceivedEvent&) {}); }),
              "the subscription to events failed: "));
    CHECK(has(complaintOf([&] { hub.declare({topic(0, "Core"), dataKey("n", int32_t{0})}, true, [] {}); }),
              "the event cannot be declared: "));
  }
}

TEST_SUITE("missing-library") {
  TEST_CASE("a camera without the event library") {
    CHECK(has(complaintOf([] { const EventHub hub; }),
              "the camera library libaxevent.so.1 cannot be loaded: "));
  }
}
