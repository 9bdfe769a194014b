// Asks a device on the first serial port for its state every ten seconds and waits a second for the line that
// it answers: RS-485, 9600 bit/s. Everything happens in one main loop, so nothing ever blocks.
#include <axsdk/axserialport.h>
#include <glib-unix.h>
#include <syslog.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace {

constexpr std::string_view kQuery = "STATE?\r\n";
constexpr guint kEverySeconds = 10, kPatienceMs = 1000;
constexpr size_t kLongestAnswer = 256;

struct Cleanup {
  void operator()(AXSerialConfig* port) const { ax_serial_cleanup(port); }
};
using Port = std::unique_ptr<AXSerialConfig, Cleanup>;

/**
 * Passes a result on; an error becomes an exception. `error` is a reference because the call that stands for
 * `result` may set it later than arguments are read.
 */
template <typename T>
T check(T result, GError*& error) {
  if (error == nullptr) return result;
  const std::string reason = error->message;
  g_error_free(error);
  throw std::runtime_error("serial port: " + reason);
}

/** Opens the port. Nothing is in force before the synchronisation. */
Port openPort() {
  GError* error = nullptr;
  Port port(check(ax_serial_init(0, &error), error));
  const bool done = ax_serial_port_enable(port.get(), AX_SERIAL_ENABLE, &error) &&
                    ax_serial_set_portmode(port.get(), AX_SERIAL_RS485, &error) &&
                    ax_serial_set_termination(port.get(), AX_SERIAL_ENABLE, &error) &&
                    ax_serial_set_baudrate(port.get(), AX_SERIAL_B9600, &error) &&
                    ax_serial_set_databits(port.get(), AX_SERIAL_DATABITS_8, &error) &&
                    ax_serial_set_parity(port.get(), AX_SERIAL_PARITY_NONE, &error) &&
                    ax_serial_set_stopbits(port.get(), AX_SERIAL_STOPBITS_1, &error) &&
                    ax_serial_sync_port_settings(port.get(), &error);
  if (!check(done, error)) throw std::runtime_error("serial port: no reason");
  return port;
}

/** Sends the query and gathers the answer. The main loop calls it, so it must not move. */
class Dialogue {
 public:
  explicit Dialogue(int descriptor) : descriptor_(descriptor) {
    g_unix_fd_add(descriptor, G_IO_IN, onInput, this);
    g_timeout_add_seconds(kEverySeconds, onTime, this);
    ask();
  }

 private:
  void ask() {
    answer_.clear();
    if (write(descriptor_, kQuery.data(), kQuery.size()) != static_cast<ssize_t>(kQuery.size()))
      syslog(LOG_WARNING, "not asked: %s", std::strerror(errno));
    else
      patience_ = g_timeout_add(kPatienceMs, onSilence, this);
  }

  /** A whole line, or too much for one, ends the wait. */
  void read() {
    std::array<char, 64> bytes;
    const ssize_t got = ::read(descriptor_, bytes.data(), bytes.size());
    if (got > 0 && patience_ != 0) answer_.append(bytes.data(), static_cast<size_t>(got));
    const size_t end = answer_.find_first_of("\r\n");
    if (patience_ == 0 || (end == std::string::npos && answer_.size() < kLongestAnswer)) return;
    g_source_remove(std::exchange(patience_, 0));
    syslog(LOG_INFO, "answer: %s", answer_.substr(0, end).c_str());
  }

  static gboolean onTime(gpointer self) {
    static_cast<Dialogue*>(self)->ask();
    return G_SOURCE_CONTINUE;
  }
  static gboolean onInput(gint /*descriptor*/, GIOCondition /*condition*/, gpointer self) {
    static_cast<Dialogue*>(self)->read();
    return G_SOURCE_CONTINUE;
  }
  static gboolean onSilence(gpointer self) {
    static_cast<Dialogue*>(self)->patience_ = 0;
    syslog(LOG_WARNING, "no answer within %u ms", kPatienceMs);
    return G_SOURCE_REMOVE;
  }

  int descriptor_;
  std::string answer_;
  /** Source of the time-out while an answer is waited for, else 0. */
  guint patience_ = 0;
};

gboolean onSignal(gpointer loop) {
  g_main_loop_quit(static_cast<GMainLoop*>(loop));
  return G_SOURCE_REMOVE;
}

}  // namespace

int main() {
  openlog("example_axserialport_cpp", LOG_PID, LOG_USER);
  const std::unique_ptr<GMainLoop, decltype(&g_main_loop_unref)> loop(g_main_loop_new(nullptr, FALSE),
                                                                      g_main_loop_unref);
  g_unix_signal_add(SIGTERM, onSignal, loop.get());
  g_unix_signal_add(SIGINT, onSignal, loop.get());
  try {
    GError* error = nullptr;
    const Port port = openPort();
    const int descriptor = check(ax_serial_get_fd(port.get(), &error), error);
    check(g_unix_set_fd_nonblocking(descriptor, TRUE, &error), error);
    const Dialogue dialogue(descriptor);
    g_main_loop_run(loop.get());
    return EXIT_SUCCESS;
  } catch (const std::exception& problem) {
    syslog(LOG_ERR, "%s", problem.what());
    return EXIT_FAILURE;
  }
}
