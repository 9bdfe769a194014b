// Subscribes to a topic and tells each change: the door of example_axevent_c. Take the keys of any other
// topic that the camera has; a key that is left out, or has no value, matches everything.
#include <axsdk/axevent.h>
#include <glib-unix.h>
#include <syslog.h>

#include <csignal>
#include <cstdlib>
#include <memory>
#include <string>

namespace {

struct FreeHandler {
  void operator()(AXEventHandler* handler) const { ax_event_handler_free(handler); }
};
struct FreeSet {
  void operator()(AXEventKeyValueSet* set) const { ax_event_key_value_set_free(set); }
};
struct FreeEvent {
  void operator()(AXEvent* event) const { ax_event_free(event); }
};
struct UnrefLoop {
  void operator()(GMainLoop* loop) const { g_main_loop_unref(loop); }
};

std::string textOf(GError* error) {
  const std::string text = error != nullptr ? error->message : "no reason";
  g_clear_error(&error);
  return text;
}

/** Runs in the main loop. The event belongs to the callback, the set to the event. */
void onEvent(guint /*subscription*/, AXEvent* received, gpointer /*data*/) {
  const std::unique_ptr<AXEvent, FreeEvent> event(received);
  const AXEventKeyValueSet* set = ax_event_get_key_value_set(event.get());
  GError* error = nullptr;
  gboolean open = FALSE;
  if (!ax_event_key_value_set_get_boolean(set, "open", nullptr, &open, &error)) {
    syslog(LOG_WARNING, "an event without a state: %s", textOf(error).c_str());
    return;
  }
  const std::unique_ptr<gchar, decltype(&g_free)> time(
      g_date_time_format_iso8601(ax_event_get_time_stamp2(event.get())), g_free);
  syslog(LOG_INFO, "received: the door is %s since %s", open ? "open" : "closed", time.get());
}

/** The id of the subscription, or 0 and error. */
guint subscribe(AXEventHandler* handler, GError** error) {
  const std::unique_ptr<AXEventKeyValueSet, FreeSet> filter(ax_event_key_value_set_new());
  guint subscription = 0;
  const bool done = ax_event_key_value_set_add_key_values(
                        filter.get(), error, "topic0", "tnsaxis", "CameraApplicationPlatform",
                        AX_VALUE_TYPE_STRING, "topic1", "tnsaxis", "example_axevent_c", AX_VALUE_TYPE_STRING,
                        "topic2", "tnsaxis", "Door", AX_VALUE_TYPE_STRING, nullptr) &&
                    ax_event_handler_subscribe(handler, filter.get(), &subscription, onEvent, nullptr, error);
  return done ? subscription : 0;
}

gboolean onSignal(gpointer loop) {
  g_main_loop_quit(static_cast<GMainLoop*>(loop));
  return G_SOURCE_REMOVE;
}

}  // namespace

int main() {
  openlog("example_axevent_cpp", LOG_PID, LOG_USER);
  const std::unique_ptr<GMainLoop, UnrefLoop> loop(g_main_loop_new(nullptr, FALSE));
  g_unix_signal_add(SIGTERM, onSignal, loop.get());
  g_unix_signal_add(SIGINT, onSignal, loop.get());

  GError* error = nullptr;
  const std::unique_ptr<AXEventHandler, FreeHandler> handler(ax_event_handler_new());
  const guint subscription = handler ? subscribe(handler.get(), &error) : 0;
  if (subscription == 0) {
    syslog(LOG_ERR, "no subscription: %s", textOf(error).c_str());
    return EXIT_FAILURE;
  }
  syslog(LOG_INFO, "waiting for the door of example_axevent_c");
  g_main_loop_run(loop.get());
  if (ax_event_handler_unsubscribe(handler.get(), subscription, &error)) return EXIT_SUCCESS;
  syslog(LOG_ERR, "subscription not ended: %s", textOf(error).c_str());
  return EXIT_FAILURE;
}
