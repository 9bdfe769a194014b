// Calls and signals of one object of the simulated camera's services, over the bus that
// DBUS_SYSTEM_BUS_ADDRESS names.
#pragma once

#include <gio/gio.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "simulator/bus/glib-pointers.h"
#include "simulator/bus/main-queue.h"

namespace acapkit::simulator {

/// Why a call failed.
struct CallFailure {
  enum class Reason : std::uint8_t { kNone, kNoBus, kNotFound, kExists, kInvalid, kReadOnly, kLimit, kOther };
  Reason reason = Reason::kNone;
  std::string message;
};

/// Client of one object. Thread-safe. The connection is shared with the rest of the process (g_bus_get_sync).
class ServiceClient {
 public:
  using SignalHandler = std::function<void(const std::string& member, GVariant* body)>;

  /// `path` below /org/acapkit/Simulator/ and `interface` below org.acapkit.Simulator., both such as "Events"
  /// and "Events1".
  ServiceClient(const std::string& path, const std::string& interface);
  ServiceClient(const ServiceClient&) = delete;
  ServiceClient& operator=(const ServiceClient&) = delete;
  ~ServiceClient();

  /// Connects if need be. FALSE with a failure when there is no bus.
  bool connect(CallFailure& failure);

  /// A synchronous round trip. Takes over a floating `arguments` (a tuple). Null with a failure, or the tuple
  /// of results.
  VariantPointer call(const char* method, GVariant* arguments, CallFailure& failure);

  /// Sends a call nobody waits for; lost when there is no connection.
  void tell(const char* method, GVariant* arguments);

  /// Gets the object's signals as messages of `queue` from now on. Needs connect(). With `broadcast` those to
  /// everybody too.
  bool listen(std::shared_ptr<MainQueue> queue, SignalHandler handler, bool broadcast, CallFailure& failure);

 private:
  struct Listener;

  static GDBusMessage* onMessage(GDBusConnection* connection, GDBusMessage* message, gboolean incoming,
                                 gpointer data);
  ConnectionPointer connection();
  std::string matchRule() const;

  const std::string path_;
  const std::string interface_;
  std::mutex mutex_;
  ConnectionPointer connection_;
  guint filter_ = 0;
  bool matched_ = false;
};

}  // namespace acapkit::simulator
