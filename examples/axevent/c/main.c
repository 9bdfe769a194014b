// Declares an event that has a state, and changes the state every ten seconds. Rules of the camera can act
// while it is true; clients that come later get the current value at once.
#include <axsdk/axevent.h>
#include <glib-unix.h>
#include <signal.h>
#include <stdlib.h>
#include <syslog.h>

#define APP_NAME "example_axevent_c"
#define EVERY_SECONDS 10

struct door {
  AXEventHandler* handler;
  guint declaration;
  guint timer;
  gboolean open;
};

// An event needs only the keys that change.
static gboolean send_state(const struct door* door, GError** error) {
  AXEventKeyValueSet* set = ax_event_key_value_set_new();
  gboolean sent = FALSE;
  if (ax_event_key_value_set_add_key_value(set, "open", NULL, &door->open, AX_VALUE_TYPE_BOOL, error)) {
    AXEvent* event = ax_event_new2(set, NULL);
    sent = ax_event_handler_send_event(door->handler, door->declaration, event, error);
    ax_event_free(event);
  }
  ax_event_key_value_set_free(set);
  return sent;
}

static gboolean on_time(gpointer data) {
  struct door* door = data;
  g_autoptr(GError) error = NULL;
  door->open = !door->open;
  if (send_state(door, &error)) {
    syslog(LOG_INFO, "sent: the door is %s", door->open ? "open" : "closed");
  } else {
    syslog(LOG_ERR, "event not sent: %s", error ? error->message : "no reason");
  }
  return G_SOURCE_CONTINUE;
}

// Sending is allowed from here on.
static void on_declared(guint declaration, gpointer data) {
  struct door* door = data;
  syslog(LOG_INFO, "event declared with id %u", declaration);
  door->timer = g_timeout_add_seconds(EVERY_SECONDS, on_time, door);
}

static gboolean declare(struct door* door, GError** error) {
  AXEventKeyValueSet* set = ax_event_key_value_set_new();
  gboolean done =
      ax_event_key_value_set_add_key_values(
          set, error, "topic0", "tnsaxis", "CameraApplicationPlatform", AX_VALUE_TYPE_STRING, "topic1",
          "tnsaxis", APP_NAME, AX_VALUE_TYPE_STRING, "topic2", "tnsaxis", "Door", AX_VALUE_TYPE_STRING,
          "open", NULL, &door->open, AX_VALUE_TYPE_BOOL, NULL) &&
      ax_event_key_value_set_add_nice_names(set, "topic2", "tnsaxis", NULL, "Example door", error) &&
      ax_event_key_value_set_add_nice_names(set, "open", NULL, "Open", NULL, error) &&
      ax_event_key_value_set_mark_as_data(set, "open", NULL, error) &&
      ax_event_handler_declare(door->handler, set, FALSE, &door->declaration, on_declared, door, error);
  ax_event_key_value_set_free(set);
  return done;
}

static gboolean on_signal(gpointer loop) {
  g_main_loop_quit(loop);
  return G_SOURCE_REMOVE;
}

int main(void) {
  openlog(APP_NAME, LOG_PID, LOG_USER);
  g_autoptr(GError) error = NULL;
  GMainLoop* loop = g_main_loop_new(NULL, FALSE);
  g_unix_signal_add(SIGTERM, on_signal, loop);
  g_unix_signal_add(SIGINT, on_signal, loop);

  struct door door = {.handler = ax_event_handler_new()};
  gboolean declared = door.handler && declare(&door, &error);
  if (declared) {
    g_main_loop_run(loop);
    if (!ax_event_handler_undeclare(door.handler, door.declaration, &error)) declared = FALSE;
  }
  if (!declared) syslog(LOG_ERR, "event: %s", error ? error->message : "no event bus");

  if (door.timer) g_source_remove(door.timer);
  ax_event_handler_free(door.handler);
  g_main_loop_unref(loop);
  return declared ? EXIT_SUCCESS : EXIT_FAILURE;
}
