// Parameters: read once, then followed. The camera's library must not be called inside the callback; the
// value comes with it.
#include <axsdk/axparameter.h>
#include <stdlib.h>
#include <syslog.h>

#include "app.h"

static AXParameter* parameters;
static int report_seconds = 2;

static void use_value(const char* text) {
  int seconds = atoi(text);
  if (seconds >= 1 && seconds <= 60) report_seconds = seconds;
}

static void on_change(const gchar* name, const gchar* value, gpointer data) {
  (void)data;
  use_value(value);
  syslog(LOG_INFO, "parameter %s is now %s", name, value);
}

gboolean parameters_start(const char* app_name) {
  g_autoptr(GError) error = NULL;
  g_autofree gchar* value = NULL;
  parameters = ax_parameter_new(app_name, &error);
  if (!parameters || !ax_parameter_get(parameters, "ReportSeconds", &value, &error) ||
      !ax_parameter_register_callback(parameters, "ReportSeconds", on_change, NULL, &error)) {
    syslog(LOG_ERR, "no parameters: %s", error ? error->message : "no reason");
    return FALSE;
  }
  use_value(value);
  return TRUE;
}

int parameters_report_seconds(void) { return report_seconds; }

void parameters_stop(void) {
  if (parameters) ax_parameter_free(parameters);
}
