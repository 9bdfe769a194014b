// Event handlers against the services of the simulated camera (suite "bus"), and without any bus (suite
// "no-bus").
#include "handler-support.h"

namespace acapkit::test {

TEST_SUITE_BEGIN("bus");

TEST_CASE("a pulse reaches those who match and nobody else") {
  Client client;
  const gint initial = 0;
  const guint id = client.declare(valueSet("Pulse", &initial).get(), true);
  Client matching;
  matching.subscribe(topicSet("Pulse").get());
  Client other;
  other.subscribe(valueSet("Pulse", nullptr, "another").get());
  ErrorSlot error;
  REQUIRE(client.send(id, 4, error));
  REQUIRE(client.send(id, 5, error));
  REQUIRE(runUntil([&] { return matching.seen.values.size() == 2; }));
  drain();
  CHECK(matching.seen.values == std::vector<int>{4, 5});
  CHECK(other.seen.values.empty());
}

TEST_CASE("a filter with a value matches that value only; null and missing namespaces are any") {
  Client client;
  const gint initial = 0;
  const guint id = client.declare(valueSet("Filter", &initial).get(), true);
  const gint wanted = 2;
  const Set exact(ax_event_key_value_set_new());
  ax_event_key_value_set_add_key_values(exact.get(), nullptr, "topic0", nullptr, "Filter",
                                        AX_VALUE_TYPE_STRING, "value", nullptr, &wanted, AX_VALUE_TYPE_INT,
                                        nullptr);
  Client listener;
  listener.subscribe(exact.get());
  const Set absent = topicSet("Filter");
  ax_event_key_value_set_add_key_value(absent.get(), "nokey", nullptr, nullptr, AX_VALUE_TYPE_INT, nullptr);
  Client never;
  never.subscribe(absent.get());
  ErrorSlot error;
  for (const gint value : {1, 2, 3, 2}) REQUIRE(client.send(id, value, error));
  REQUIRE(runUntil([&] { return listener.seen.values.size() == 2; }));
  drain();
  CHECK(listener.seen.values == std::vector<int>{2, 2});
  CHECK(never.seen.values.empty());
}

TEST_CASE("a subscriber gets the declared state, each change, and the current state when it joins later") {
  Client early;
  early.subscribe(topicSet("State").get());
  Client client;
  const gint initial = 7;
  const guint id = client.declare(valueSet("State", &initial).get(), false);
  REQUIRE(runUntil([&] { return early.seen.values.size() == 1; }));
  ErrorSlot error;
  REQUIRE(client.send(id, 8, error));
  Client late;
  late.subscribe(topicSet("State").get());
  REQUIRE(runUntil([&] { return early.seen.values.size() == 2 && late.seen.values.size() == 1; }));
  CHECK(early.seen.values == std::vector<int>{7, 8});
  CHECK(late.seen.values == std::vector<int>{8});
}

TEST_CASE("a state without a value is not announced") {
  Client early;
  early.subscribe(topicSet("Unset").get());
  Client client;
  const guint id = client.declare(valueSet("Unset", nullptr).get(), false);
  drain();
  CHECK(early.seen.values.empty());
  ErrorSlot error;
  REQUIRE(client.send(id, 3, error));
  REQUIRE(runUntil([&] { return early.seen.values.size() == 1; }));
  CHECK(early.seen.values == std::vector<int>{3});
}

TEST_CASE("marks, nice names, elements and time stamps arrive") {
  Client client;
  const Item tree(ax_event_element_item_new("Root", "tt"));
  const gdouble number = 0.1;
  const Set set = topicSet("Everything");
  REQUIRE(ax_event_key_value_set_add_key_values(set.get(), nullptr, "tree", nullptr, tree.get(),
                                                AX_VALUE_TYPE_ELEMENT, "number", "tns1", &number,
                                                AX_VALUE_TYPE_DOUBLE, nullptr));
  REQUIRE(
      ax_event_key_value_set_mark_as_user_defined(set.get(), "number", "tns1", "isApplicationData", nullptr));
  REQUIRE(ax_event_key_value_set_add_nice_names(set.get(), "number", "tns1", "Number", "Value", nullptr));
  const guint id = client.declare(set.get(), true);

  struct Got {
    Event event;
  } got;
  guint subscription = 0;
  REQUIRE(ax_event_handler_subscribe(
      client.handler.get(), topicSet("Everything").get(), &subscription,
      [](guint, AXEvent* event, gpointer data) { static_cast<Got*>(data)->event.reset(event); }, &got,
      nullptr));
  const std::unique_ptr<GDateTime, Free> time(g_date_time_new_utc(2020, 1, 2, 3, 4, 5.678901));
  const Event event(ax_event_new2(set.get(), time.get()));
  REQUIRE(ax_event_handler_send_event(client.handler.get(), id, event.get(), nullptr));
  REQUIRE(runUntil([&] { return got.event != nullptr; }));
  CHECK(g_date_time_compare(ax_event_get_time_stamp2(got.event.get()), time.get()) == 0);
  const AXEventKeyValueSet* values = ax_event_get_key_value_set(got.event.get());
  gdouble result = 0;
  CHECK(ax_event_key_value_set_get_double(values, "number", "tns1", &result, nullptr));
  CHECK(result == 0.1);
  AXEventElementItem* item = nullptr;
  CHECK(ax_event_key_value_set_get_element(values, "tree", nullptr, &item, nullptr));
  CHECK(Item(item) != nullptr);
}

TEST_CASE("sending needs the callback of the declaration to have run") {
  Client client;
  const gint initial = 0;
  guint id = 0;
  ErrorSlot error;
  REQUIRE(ax_event_handler_declare(client.handler.get(), valueSet("TooEarly", &initial).get(), TRUE, &id,
                                   onDeclared, &client.seen, error));
  CHECK_FALSE(client.send(id, 1, error));
  CHECK(error.code() == AX_EVENT_ERROR_SEND);
  REQUIRE(runUntil([&] { return client.seen.declared == 1; }));
  CHECK(client.send(id, 1, error));
}

TEST_CASE("without a callback a declaration is complete at once") {
  Client client;
  const gint initial = 0;
  guint id = 0;
  ErrorSlot error;
  REQUIRE(ax_event_handler_declare(client.handler.get(), valueSet("NoCallback", &initial).get(), FALSE, &id,
                                   nullptr, nullptr, error));
  CHECK(client.send(id, 1, error));
}

TEST_CASE("declare2 names the key of the state and refuses an unknown one") {
  Client client;
  const gint initial = 0;
  const Set set = valueSet("Property", &initial);
  guint id = 0;
  ErrorSlot error;
  std::string name = "value";
  CHECK(ax_event_handler_declare2(client.handler.get(), set.get(), FALSE, name.data(), &id, nullptr, nullptr,
                                  error));
  name = "nokey";
  CHECK_FALSE(ax_event_handler_declare2(client.handler.get(), set.get(), FALSE, name.data(), &id, nullptr,
                                        nullptr, error));
  CHECK(error.code() == AX_EVENT_ERROR_DECLARATION);
}

TEST_CASE("templates are refused with the reason") {
  Client client;
  guint id = 0;
  ErrorSlot error;
  CHECK_FALSE(ax_event_handler_declare_from_template(client.handler.get(), "any", topicSet("Template").get(),
                                                     &id, nullptr, nullptr, error));
  CHECK(error.code() == AX_EVENT_ERROR_DECLARATION);
  CHECK(error.message().find("root") != std::string::npos);
}

TEST_CASE("a key that was not declared, or with another type, cannot be sent") {
  Client client;
  const gint initial = 0;
  const guint id = client.declare(valueSet("Strict", &initial).get(), true);
  ErrorSlot error;
  for (const auto& [key, type] :
       {std::pair{"nokey", AX_VALUE_TYPE_INT}, std::pair{"value", AX_VALUE_TYPE_BOOL}}) {
    const Set set(ax_event_key_value_set_new());
    const gint value = 1;
    ax_event_key_value_set_add_key_value(set.get(), key, nullptr, &value, type, nullptr);
    const Event event(ax_event_new2(set.get(), nullptr));
    CHECK_FALSE(ax_event_handler_send_event(client.handler.get(), id, event.get(), error));
    CHECK(error.code() == AX_EVENT_ERROR_SEND);
  }
}

TEST_CASE("null arguments of handlers are errors") {
  Client client;
  guint id = 0;
  ErrorSlot error;
  const Set set = topicSet("Null");
  CHECK_FALSE(ax_event_handler_declare(nullptr, set.get(), TRUE, &id, nullptr, nullptr, error));
  CHECK(error.code() == AX_EVENT_ERROR_INVALID_ARGUMENT);
  CHECK_FALSE(ax_event_handler_subscribe(client.handler.get(), set.get(), &id, nullptr, nullptr, error));
  CHECK(error.code() == AX_EVENT_ERROR_INVALID_ARGUMENT);
  CHECK_FALSE(ax_event_handler_send_event(client.handler.get(), 1, nullptr, error));
  CHECK(error.code() == AX_EVENT_ERROR_INVALID_ARGUMENT);
  ax_event_handler_free(nullptr);
}

TEST_SUITE_END();

TEST_SUITE_BEGIN("no-bus");

TEST_CASE("without a bus every call fails with its own code") {
  const Handler handler(ax_event_handler_new());
  REQUIRE(handler);
  guint id = 0;
  ErrorSlot error;
  const Set set = topicSet("Nobody");
  CHECK_FALSE(ax_event_handler_declare(handler.get(), set.get(), TRUE, &id, nullptr, nullptr, error));
  CHECK(error.code() == AX_EVENT_ERROR_DECLARATION);
  CHECK(error.message().find("bus") != std::string::npos);
  CHECK_FALSE(ax_event_handler_subscribe(handler.get(), set.get(), &id, onEvent, nullptr, error));
  CHECK(error.code() == AX_EVENT_ERROR_SUBSCRIPTION);
}

TEST_SUITE_END();

}  // namespace acapkit::test
