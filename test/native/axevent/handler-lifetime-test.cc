// What ends, cancels, crosses threads or piles up in event handlers.
#include <atomic>

#include "handler-support.h"

namespace acapkit::test {

TEST_SUITE_BEGIN("bus");

TEST_CASE("undeclare cancels the pending callback and ends sending") {
  Client client;
  const gint initial = 0;
  guint id = 0;
  ErrorSlot error;
  REQUIRE(ax_event_handler_declare(client.handler.get(), valueSet("Undeclared", &initial).get(), TRUE, &id,
                                   onDeclared, &client.seen, error));
  REQUIRE(ax_event_handler_undeclare(client.handler.get(), id, error));
  drain();
  CHECK(client.seen.declared == 0);
  CHECK_FALSE(client.send(id, 1, error));
  CHECK(error.code() == AX_EVENT_ERROR_SEND);
  CHECK_FALSE(ax_event_handler_undeclare(client.handler.get(), id, error));
  CHECK(error.code() == AX_EVENT_ERROR_UNDECLARE);
}

TEST_CASE("freeing a handler cancels its callbacks and drops its state") {
  Seen seen;
  const gint initial = 1;
  {
    Client client;
    guint id = 0;
    REQUIRE(ax_event_handler_declare(client.handler.get(), valueSet("Freed", &initial).get(), FALSE, &id,
                                     onDeclared, &seen, nullptr));
    REQUIRE(ax_event_handler_subscribe(client.handler.get(), topicSet("Freed").get(), &id, onEvent, &seen,
                                       nullptr));
  }
  Client later;
  later.subscribe(topicSet("Freed").get());
  drain();
  CHECK(seen.declared == 0);
  CHECK(seen.values.empty());
  CHECK(later.seen.values.empty());
}

TEST_CASE("an unsubscribed callback gets nothing that was on its way") {
  Client client;
  const gint initial = 0;
  const guint id = client.declare(valueSet("Ended", &initial).get(), true);
  Client listener;
  const guint subscription = listener.subscribe(topicSet("Ended").get());
  ErrorSlot error;
  REQUIRE(client.send(id, 1, error));
  REQUIRE(ax_event_handler_unsubscribe(listener.handler.get(), subscription, error));
  drain();
  CHECK(listener.seen.values.empty());
  CHECK_FALSE(ax_event_handler_unsubscribe(listener.handler.get(), subscription, error));
  CHECK(error.code() == AX_EVENT_ERROR_UNSUBSCRIBE);
}

TEST_CASE("unsubscribe_and_notify tells when no further callback can come") {
  Client client;
  const gint initial = 0;
  const guint id = client.declare(valueSet("Notify", &initial).get(), true);
  Client listener;
  const guint subscription = listener.subscribe(topicSet("Notify").get());
  ErrorSlot error;
  REQUIRE(client.send(id, 1, error));
  std::thread other([&] {
    ax_event_handler_unsubscribe_and_notify(listener.handler.get(), subscription, onEnded, &listener.seen,
                                            nullptr);
  });
  other.join();
  REQUIRE(runUntil([&] { return listener.seen.ended == 1; }));
  drain();
  CHECK(listener.seen.values.empty());
}

TEST_CASE("a handler can be freed in its own callback") {
  struct Own {
    AXEventHandler* handler = ax_event_handler_new();
    bool freed = false;
  } own;
  const gint initial = 0;
  guint id = 0;
  REQUIRE(ax_event_handler_declare(
      own.handler, valueSet("FreeInside", &initial).get(), TRUE, &id,
      [](guint, gpointer data) {
        auto* self = static_cast<Own*>(data);
        ax_event_handler_free(self->handler);
        self->freed = true;
      },
      &own, nullptr));
  CHECK(runUntil([&] { return own.freed; }));
}

TEST_CASE("callbacks run in the thread of the main loop, whoever subscribed and sent") {
  Client client;
  const gint initial = 0;
  const guint id = client.declare(valueSet("Threads", &initial).get(), true);
  Client listener;
  std::vector<std::thread> threads;
  std::atomic<int> sent{0};
  threads.emplace_back([&] {
    GMainContext* context = g_main_context_new();
    g_main_context_push_thread_default(context);
    guint subscription = 0;
    ax_event_handler_subscribe(listener.handler.get(), topicSet("Threads").get(), &subscription, onEvent,
                               &listener.seen, nullptr);
    g_main_context_pop_thread_default(context);
    g_main_context_unref(context);
  });
  threads.back().join();
  threads.clear();
  for (int thread = 0; thread < 4; thread++) {
    threads.emplace_back([&] {
      for (int count = 0; count < 50; count++) {
        ErrorSlot error;
        if (client.send(id, count, error)) sent++;
      }
    });
  }
  REQUIRE(runUntil([&] { return listener.seen.values.size() == 200; }));
  for (std::thread& thread : threads) thread.join();
  CHECK(sent == 200);
  for (const std::thread::id& thread : listener.seen.threads) CHECK(thread == std::this_thread::get_id());
}

TEST_CASE("a main loop that does not keep up loses the oldest events") {
  Client client;
  const gint initial = 0;
  const guint id = client.declare(valueSet("Flood", &initial).get(), true);
  Client listener;
  listener.subscribe(topicSet("Flood").get());
  ErrorSlot error;
  for (gint value = 0; value < 1010; value++) REQUIRE(client.send(id, value, error));
  drain();
  REQUIRE(listener.seen.values.size() == 1000);
  CHECK(listener.seen.values.front() == 10);
  CHECK(listener.seen.values.back() == 1009);
}

TEST_CASE("10,000 events are sent and received") {
  Client client;
  const gint initial = 0;
  const guint id = client.declare(valueSet("Many", &initial).get(), false);
  Client listener;
  listener.subscribe(topicSet("Many").get());
  ErrorSlot error;
  bool all = true;
  for (gint value = 0; value < 10'000; value++) {
    all = all && client.send(id, value, error);
    drain();
  }
  CHECK(all);
  CHECK(runUntil([&] { return !listener.seen.values.empty() && listener.seen.values.back() == 9999; }));
  CHECK(listener.seen.values.size() == 10'001);
}

TEST_SUITE_END();

}  // namespace acapkit::test
