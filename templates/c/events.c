// Events: the app declares one of its own and listens to those of all apps.
#include <axsdk/axevent.h>
#include <stdio.h>
#include <syslog.h>

#include "app.h"

static AXEventHandler* handler;
static guint declaration;
static gboolean declared;
static char own_name[32];

static void on_declared(guint id, gpointer data) {
  (void)id;
  (void)data;
  declared = TRUE;
  syslog(LOG_INFO, "event declared");
}

static void on_event(guint subscription, AXEvent* event, gpointer data) {
  (void)subscription;
  (void)data;
  const AXEventKeyValueSet* set = ax_event_get_key_value_set(event);
  g_autofree gchar* sender = NULL;
  gdouble mean = 0;
  if (ax_event_key_value_set_get_string(set, "topic1", "tnsaxis", &sender, NULL) &&
      g_strcmp0(sender, own_name) != 0 && ax_event_key_value_set_get_double(set, "mean", NULL, &mean, NULL)) {
    syslog(LOG_INFO, "event received from %s: mean luma %.2f", sender, mean);
  }
  ax_event_free(event);
}

static gboolean declare(GError** error) {
  const gdouble initial = 0;
  AXEventKeyValueSet* set = ax_event_key_value_set_new();
  gboolean done =
      ax_event_key_value_set_add_key_values(
          set, error, "topic0", "tnsaxis", "CameraApplicationPlatform", AX_VALUE_TYPE_STRING, "topic1",
          "tnsaxis", own_name, AX_VALUE_TYPE_STRING, "topic2", "tnsaxis", "Luma", AX_VALUE_TYPE_STRING,
          "mean", NULL, &initial, AX_VALUE_TYPE_DOUBLE, NULL) &&
      ax_event_key_value_set_mark_as_data(set, "mean", NULL, error) &&
      ax_event_key_value_set_mark_as_user_defined(set, "mean", NULL, "isApplicationData", error) &&
      ax_event_handler_declare(handler, set, TRUE, &declaration, on_declared, NULL, error);
  ax_event_key_value_set_free(set);
  return done;
}

static gboolean subscribe(GError** error) {
  guint subscription = 0;
  AXEventKeyValueSet* set = ax_event_key_value_set_new();
  gboolean done = ax_event_key_value_set_add_key_values(
                      set, error, "topic0", "tnsaxis", "CameraApplicationPlatform", AX_VALUE_TYPE_STRING,
                      "topic2", "tnsaxis", "Luma", AX_VALUE_TYPE_STRING, NULL) &&
                  ax_event_handler_subscribe(handler, set, &subscription, on_event, NULL, error);
  ax_event_key_value_set_free(set);
  return done;
}

gboolean events_start(const char* app_name) {
  g_autoptr(GError) error = NULL;
  snprintf(own_name, sizeof own_name, "%s", app_name);
  handler = ax_event_handler_new();
  if (handler && declare(&error) && subscribe(&error)) return TRUE;
  syslog(LOG_ERR, "no events: %s", error ? error->message : "no reason");
  return FALSE;
}

void events_send_luma(double mean) {
  if (!declared) return;
  g_autoptr(GError) error = NULL;
  const gdouble value = mean;
  AXEventKeyValueSet* set = ax_event_key_value_set_new();
  ax_event_key_value_set_add_key_value(set, "mean", NULL, &value, AX_VALUE_TYPE_DOUBLE, NULL);
  AXEvent* event = ax_event_new2(set, NULL);
  if (!ax_event_handler_send_event(handler, declaration, event, &error)) {
    syslog(LOG_WARNING, "event not sent: %s", error ? error->message : "no reason");
  }
  ax_event_free(event);
  ax_event_key_value_set_free(set);
}

void events_stop(void) {
  if (handler) ax_event_handler_free(handler);
}
