// `declarer` declares a stateful event and sends the values it reads; `subscriber` prints each value it is
// told of.
#include "roles.h"

#include <axsdk/axevent.h>
#include <gio/gio.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <memory>

namespace acapkit::test {
namespace {

struct Free {
  void operator()(AXEventKeyValueSet* set) const { ax_event_key_value_set_free(set); }
  void operator()(AXEventHandler* handler) const { ax_event_handler_free(handler); }
  void operator()(AXEvent* event) const { ax_event_free(event); }
  void operator()(GMainLoop* loop) const { g_main_loop_unref(loop); }
};

using Set = std::unique_ptr<AXEventKeyValueSet, Free>;

struct Side {
  std::unique_ptr<AXEventHandler, Free> handler{ax_event_handler_new()};
  std::unique_ptr<GMainLoop, Free> loop{g_main_loop_new(nullptr, FALSE)};
  guint id = 0;
};

Set makeSet(const gint* value) {
  Set set(ax_event_key_value_set_new());
  ax_event_key_value_set_add_key_values(set.get(), nullptr, "topic0", "tnsaxis", "TwoProcesses",
                                        AX_VALUE_TYPE_STRING, "value", nullptr, value, AX_VALUE_TYPE_INT,
                                        nullptr);
  ax_event_key_value_set_mark_as_source(set.get(), "topic0", "tnsaxis", nullptr);
  ax_event_key_value_set_mark_as_user_defined(set.get(), "topic0", "tnsaxis", "isApplicationData", nullptr);
  ax_event_key_value_set_add_nice_names(set.get(), "topic0", "tnsaxis", "Two", "Processes", nullptr);
  ax_event_key_value_set_mark_as_data(set.get(), "value", nullptr, nullptr);
  ax_event_key_value_set_add_nice_names(set.get(), "value", nullptr, "Value", nullptr, nullptr);
  return set;
}

void say(const char* what, gint value) {
  std::printf("%s %d\n", what, value);
  std::fflush(stdout);
}

void onDeclared(guint /*declaration*/, gpointer /*data*/) { say("declared", 0); }

void onEvent(guint /*subscription*/, AXEvent* raw, gpointer /*data*/) {
  const std::unique_ptr<AXEvent, Free> event(raw);
  gint value = 0;
  ax_event_key_value_set_get_integer(ax_event_get_key_value_set(raw), "value", nullptr, &value, nullptr);
  say("event", value);
}

/// Sends each number of a line; ends the loop at end of input.
gboolean onInput(GIOChannel* channel, GIOCondition /*condition*/, gpointer data) {
  auto* side = static_cast<Side*>(data);
  gchar* line = nullptr;
  const GIOStatus status = g_io_channel_read_line(channel, &line, nullptr, nullptr, nullptr);
  const std::unique_ptr<gchar, decltype(&g_free)> owned(line, g_free);
  if (status != G_IO_STATUS_NORMAL) {
    g_main_loop_quit(side->loop.get());
    return G_SOURCE_REMOVE;
  }
  const gint value = std::atoi(line);
  const Set set = makeSet(&value);
  const std::unique_ptr<AXEvent, Free> event(ax_event_new2(set.get(), nullptr));
  const bool sent = ax_event_handler_send_event(side->handler.get(), side->id, event.get(), nullptr) != FALSE;
  say(sent ? "sent" : "failed", value);
  return G_SOURCE_CONTINUE;
}

}  // namespace

int runRole(const std::string& name) {
  Side side;
  const gint initial = 1;
  const Set set = makeSet(name == "declarer" ? &initial : nullptr);
  const bool ready = name == "declarer"
                         ? ax_event_handler_declare(side.handler.get(), set.get(), FALSE, &side.id,
                                                    onDeclared, nullptr, nullptr) != FALSE
                         : ax_event_handler_subscribe(side.handler.get(), set.get(), &side.id, onEvent,
                                                      nullptr, nullptr) != FALSE;
  if (!ready) return 1;
  if (name == "subscriber") say("subscribed", 0);
  GIOChannel* input = g_io_channel_unix_new(STDIN_FILENO);
  // NOLINTNEXTLINE(clang-analyzer-optin.core.EnumCastOutOfRange): GIOCondition is a set of bits.
  g_io_add_watch(input, static_cast<GIOCondition>(G_IO_IN | G_IO_HUP), onInput, &side);
  g_main_loop_run(side.loop.get());
  g_io_channel_unref(input);
  return 0;
}

}  // namespace acapkit::test
