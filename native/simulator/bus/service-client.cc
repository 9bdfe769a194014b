// Signals are taken by a message filter in GDBus's own thread and not by g_dbus_connection_signal_subscribe,
// which would deliver them in the thread-default context of whoever subscribed; the camera's callbacks always
// run in the default main context.
#include "simulator/bus/service-client.h"

#include <array>
#include <string_view>
#include <utility>

namespace acapkit::simulator {
namespace {

constexpr const char* kServiceName = "org.acapkit.Simulator";
constexpr std::string_view kErrorPrefix = "org.acapkit.Simulator.Error.";

CallFailure::Reason reasonOf(std::string_view name) {
  using Reason = CallFailure::Reason;
  constexpr std::array<std::pair<std::string_view, Reason>, 5> kReasons{{{"NotFound", Reason::kNotFound},
                                                                         {"Exists", Reason::kExists},
                                                                         {"Invalid", Reason::kInvalid},
                                                                         {"ReadOnly", Reason::kReadOnly},
                                                                         {"Limit", Reason::kLimit}}};
  for (const auto& [text, reason] : kReasons) {
    if (name == text) return reason;
  }
  return Reason::kOther;
}

/// What a GError of GDBus means: an error name of ours, a bus that is not there, or anything else.
CallFailure failureOf(GError* error) {
  const TextPointer remote(g_dbus_error_get_remote_error(error));
  const std::string_view name = remote ? remote.get() : "";
  g_dbus_error_strip_remote_error(error);
  if (name.substr(0, kErrorPrefix.size()) == kErrorPrefix) {
    return {reasonOf(name.substr(kErrorPrefix.size())), error->message};
  }
  const bool absent = g_error_matches(error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN) != FALSE ||
                      g_error_matches(error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER) != FALSE ||
                      g_error_matches(error, G_DBUS_ERROR, G_DBUS_ERROR_DISCONNECTED) != FALSE ||
                      g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CLOSED) != FALSE;
  const auto reason = absent ? CallFailure::Reason::kNoBus : CallFailure::Reason::kOther;
  return {reason, std::string("the simulated camera does not answer: ") + error->message};
}

}  // namespace

/// What the filter needs; it may still run for a moment after the client is gone.
struct ServiceClient::Listener {
  std::string path;
  std::string interface;
  std::shared_ptr<MainQueue> queue;
  std::shared_ptr<SignalHandler> handler;
};

ServiceClient::ServiceClient(const std::string& path, const std::string& interface)
    : path_("/org/acapkit/Simulator/" + path), interface_("org.acapkit.Simulator." + interface) {}

ServiceClient::~ServiceClient() {
  if (filter_ != 0) g_dbus_connection_remove_filter(connection_.get(), filter_);
  if (matched_) {
    g_dbus_connection_call(connection_.get(), "org.freedesktop.DBus", "/org/freedesktop/DBus",
                           "org.freedesktop.DBus", "RemoveMatch", g_variant_new("(s)", matchRule().c_str()),
                           nullptr, G_DBUS_CALL_FLAGS_NONE, -1, nullptr, nullptr, nullptr);
  }
}

bool ServiceClient::connect(CallFailure& failure) {
  const std::lock_guard lock(mutex_);
  if (connection_) return true;
  GError* raw = nullptr;
  connection_.reset(g_bus_get_sync(G_BUS_TYPE_SYSTEM, nullptr, &raw));
  const ErrorPointer error(raw);
  if (connection_) return true;
  failure = {CallFailure::Reason::kNoBus,
             std::string("the camera's bus cannot be reached: ") + error->message};
  return false;
}

ConnectionPointer ServiceClient::connection() {
  const std::lock_guard lock(mutex_);
  return ConnectionPointer(connection_ ? G_DBUS_CONNECTION(g_object_ref(connection_.get())) : nullptr);
}

VariantPointer ServiceClient::call(const char* method, GVariant* arguments, CallFailure& failure) {
  const VariantPointer owned(g_variant_ref_sink(arguments));
  if (!connect(failure)) return nullptr;
  const ConnectionPointer link = connection();
  GError* raw = nullptr;
  VariantPointer result(g_dbus_connection_call_sync(link.get(), kServiceName, path_.c_str(),
                                                    interface_.c_str(), method, owned.get(), nullptr,
                                                    G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, nullptr, &raw));
  const ErrorPointer error(raw);
  if (error) failure = failureOf(error.get());
  return result;
}

void ServiceClient::tell(const char* method, GVariant* arguments) {
  const VariantPointer owned(g_variant_ref_sink(arguments));
  const ConnectionPointer link = connection();
  if (!link) return;
  g_dbus_connection_call(link.get(), kServiceName, path_.c_str(), interface_.c_str(), method, owned.get(),
                         nullptr, G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, nullptr, nullptr, nullptr);
}

std::string ServiceClient::matchRule() const {
  return "type='signal',interface='" + interface_ + "',path='" + path_ + "'";
}

bool ServiceClient::listen(std::shared_ptr<MainQueue> queue, SignalHandler handler, bool broadcast,
                           CallFailure& failure) {
  const std::lock_guard lock(mutex_);
  if (filter_ != 0) return true;
  auto* listener =
      new Listener{path_, interface_, std::move(queue), std::make_shared<SignalHandler>(std::move(handler))};
  filter_ = g_dbus_connection_add_filter(connection_.get(), onMessage, listener,
                                         [](gpointer data) { delete static_cast<Listener*>(data); });
  if (!broadcast) return true;
  GError* raw = nullptr;
  const VariantPointer reply(g_dbus_connection_call_sync(
      connection_.get(), "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "AddMatch",
      g_variant_new("(s)", matchRule().c_str()), nullptr, G_DBUS_CALL_FLAGS_NONE, -1, nullptr, &raw));
  const ErrorPointer error(raw);
  matched_ = reply != nullptr;
  if (matched_) return true;
  g_dbus_connection_remove_filter(connection_.get(), std::exchange(filter_, 0));
  failure = failureOf(error.get());
  return false;
}

/// Runs in GDBus's thread: only compares, takes a reference and queues.
GDBusMessage* ServiceClient::onMessage(GDBusConnection* /*connection*/, GDBusMessage* message,
                                       gboolean incoming, gpointer data) {
  const auto* listener = static_cast<const Listener*>(data);
  const bool ours = incoming != FALSE &&
                    g_dbus_message_get_message_type(message) == G_DBUS_MESSAGE_TYPE_SIGNAL &&
                    listener->interface == g_dbus_message_get_interface(message) &&
                    listener->path == g_dbus_message_get_path(message);
  GVariant* body = ours ? g_dbus_message_get_body(message) : nullptr;
  if (body == nullptr) return message;
  // std::function needs copies, so the reference is shared.
  const std::shared_ptr<GVariant> kept(g_variant_ref(body), g_variant_unref);
  const std::string member = g_dbus_message_get_member(message);
  listener->queue->postMessage(
      [handler = listener->handler, member, kept] { (*handler)(member, kept.get()); });
  return message;
}

}  // namespace acapkit::simulator
