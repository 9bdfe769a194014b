// Lists the app's parameters with their values and follows them while somebody changes them in the camera's
// web page.
#include <axsdk/axparameter.h>
#include <glib-unix.h>
#include <signal.h>
#include <stdlib.h>
#include <syslog.h>

#define APP_NAME "example_axparameter_c"

// The library must not be called in here: both sides would wait for each other. The value comes along.
static void on_change(const gchar* name, const gchar* value, gpointer data) {
  (void)data;
  syslog(LOG_INFO, "%s is now \"%s\"", name, value);
}

static gboolean follow(AXParameter* parameters, const char* name, GError** error) {
  g_autofree gchar* value = NULL;
  if (!ax_parameter_get(parameters, name, &value, error)) return FALSE;
  syslog(LOG_INFO, "%s is \"%s\"", name, value);
  return ax_parameter_register_callback(parameters, name, on_change, NULL, error);
}

static gboolean follow_all(AXParameter* parameters, GError** error) {
  GError* problem = NULL;
  GList* names = ax_parameter_list(parameters, &problem);
  // No list and no error: the app has no parameters.
  for (GList* one = names; one && !problem; one = one->next) follow(parameters, one->data, &problem);
  g_list_free_full(names, g_free);
  if (!problem) return TRUE;
  g_propagate_error(error, problem);
  return FALSE;
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

  AXParameter* parameters = ax_parameter_new(APP_NAME, &error);
  const gboolean started = parameters && follow_all(parameters, &error);
  if (started) {
    g_main_loop_run(loop);
  } else {
    syslog(LOG_ERR, "no parameters: %s", error ? error->message : "no reason");
  }

  ax_parameter_free(parameters);
  g_main_loop_unref(loop);
  return started ? EXIT_SUCCESS : EXIT_FAILURE;
}
