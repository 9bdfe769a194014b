// Sends back what comes in on the first serial port: RS-232, 9600 bit/s, 8 data bits, no parity.
#include <axsdk/axserialport.h>
#include <errno.h>
#include <glib-unix.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>
#include <unistd.h>

struct echo {
  GMainLoop* loop;
  gboolean failed;
};

static void fail(struct echo* echo, const char* reason) {
  syslog(LOG_ERR, "serial port: %s", reason);
  echo->failed = TRUE;
  g_main_loop_quit(echo->loop);
}

static gboolean on_input(gint descriptor, GIOCondition condition, gpointer data) {
  struct echo* echo = data;
  char bytes[256];
  const ssize_t got = condition & G_IO_IN ? read(descriptor, bytes, sizeof bytes) : 0;
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) return G_SOURCE_CONTINUE;
  if (got <= 0) {
    fail(echo, got < 0 ? strerror(errno) : "it has gone");
    return G_SOURCE_REMOVE;
  }
  // Few bytes fit into the port's own buffer, so a short write means that nobody takes them.
  const ssize_t sent = write(descriptor, bytes, (size_t)got);
  if (sent < got)
    syslog(LOG_WARNING, "%zd of %zd bytes lost: %s", got - (sent < 0 ? 0 : sent), got,
           sent < 0 ? strerror(errno) : "the line is busy");
  return G_SOURCE_CONTINUE;
}

// Nothing is in force before the synchronisation.
static gboolean configure(AXSerialConfig* port, GError** error) {
  return ax_serial_port_enable(port, AX_SERIAL_ENABLE, error) &&
         ax_serial_set_portmode(port, AX_SERIAL_RS232, error) &&
         ax_serial_set_baudrate(port, AX_SERIAL_B9600, error) &&
         ax_serial_set_databits(port, AX_SERIAL_DATABITS_8, error) &&
         ax_serial_set_parity(port, AX_SERIAL_PARITY_NONE, error) &&
         ax_serial_set_stopbits(port, AX_SERIAL_STOPBITS_1, error) &&
         ax_serial_sync_port_settings(port, error);
}

static gboolean on_signal(gpointer loop) {
  g_main_loop_quit(loop);
  return G_SOURCE_REMOVE;
}

int main(void) {
  openlog("example_axserialport_c", LOG_PID, LOG_USER);
  g_autoptr(GError) error = NULL;
  struct echo echo = {.loop = g_main_loop_new(NULL, FALSE)};
  g_unix_signal_add(SIGTERM, on_signal, echo.loop);
  g_unix_signal_add(SIGINT, on_signal, echo.loop);

  AXSerialConfig* port = ax_serial_init(0, &error);
  const int descriptor = port && configure(port, &error) ? ax_serial_get_fd(port, &error) : -1;
  if (descriptor >= 0 && g_unix_set_fd_nonblocking(descriptor, TRUE, &error)) {
    g_unix_fd_add(descriptor, G_IO_IN | G_IO_HUP | G_IO_ERR, on_input, &echo);
    syslog(LOG_INFO, "echoing");
    g_main_loop_run(echo.loop);
  } else {
    fail(&echo, error ? error->message : "no descriptor");
  }
  if (port) ax_serial_cleanup(port);
  g_main_loop_unref(echo.loop);
  return echo.failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
