// The store and its rules live in the service (src/simulator/parameters); here are only names, calls and
// callbacks.
#include "simulator/axparameter/parameter-client.h"

namespace acapkit::simulator {
namespace {

/// Depth of parameter callbacks running in this thread.
thread_local int callbackDepth = 0;

class CallbackScope {
 public:
  CallbackScope() { callbackDepth++; }
  CallbackScope(const CallbackScope&) = delete;
  CallbackScope& operator=(const CallbackScope&) = delete;
  ~CallbackScope() { callbackDepth--; }
};

/// Name of an app's group: its name with the first letter upper-cased.
std::string groupOf(std::string app) {
  if (!app.empty()) app[0] = g_ascii_toupper(app[0]);
  return app;
}

}  // namespace

ParameterClient::ParameterClient(std::string app)
    : app_(std::move(app)),
      prefix_("root." + groupOf(app_) + "."),
      queue_(std::make_shared<MainQueue>("axparameter")),
      service_("Parameters", "Parameters1") {}

void ParameterClient::warnInsideCallback(const char* function) const {
  if (callbackDepth == 0) return;
  g_warning(
      "axparameter: %s is called inside a parameter callback. On a camera the library and the parameter "
      "service then wait "
      "for each other for about 20 s; the simulated camera goes on. Do it later, from a timer of 1 s or more "
      "or from "
      "another thread.",
      function);
}

bool ParameterClient::add(const char* name, const char* value, const char* type, CallFailure& failure) {
  warnInsideCallback("ax_parameter_add");
  return service_.call("Add", g_variant_new("(ssss)", app_.c_str(), name, value, type), failure) != nullptr;
}

bool ParameterClient::remove(const char* name, CallFailure& failure) {
  warnInsideCallback("ax_parameter_remove");
  return service_.call("Remove", g_variant_new("(ss)", app_.c_str(), name), failure) != nullptr;
}

bool ParameterClient::set(const char* name, const char* value, bool sync, CallFailure& failure) {
  warnInsideCallback("ax_parameter_set");
  GVariant* arguments = g_variant_new("(sssb)", app_.c_str(), name, value, static_cast<gboolean>(sync));
  return service_.call("Set", arguments, failure) != nullptr;
}

std::optional<std::string> ParameterClient::get(const char* name, CallFailure& failure) {
  warnInsideCallback("ax_parameter_get");
  const VariantPointer reply = service_.call("Get", g_variant_new("(ss)", app_.c_str(), name), failure);
  if (!reply || g_variant_is_of_type(reply.get(), G_VARIANT_TYPE("(s)")) == FALSE) return std::nullopt;
  const char* value = nullptr;
  g_variant_get(reply.get(), "(&s)", &value);
  return value;
}

std::optional<std::vector<std::string>> ParameterClient::list(CallFailure& failure) {
  warnInsideCallback("ax_parameter_list");
  const VariantPointer reply = service_.call("List", g_variant_new("(s)", app_.c_str()), failure);
  if (!reply || g_variant_is_of_type(reply.get(), G_VARIANT_TYPE("(as)")) == FALSE) return std::nullopt;
  std::vector<std::string> names;
  const VariantPointer array(g_variant_get_child_value(reply.get(), 0));
  for (gsize index = 0; index < g_variant_n_children(array.get()); index++) {
    const VariantPointer name(g_variant_get_child_value(array.get(), index));
    names.emplace_back(g_variant_get_string(name.get(), nullptr));
  }
  return names;
}

bool ParameterClient::registerCallback(const std::string& name, Callback callback, void* data,
                                       CallFailure& failure) {
  warnInsideCallback("ax_parameter_register_callback");
  if (!service_.connect(failure)) return false;
  const auto handler = [weak = weak_from_this()](const std::string& member, GVariant* body) {
    const auto self = weak.lock();
    if (!self || member != "Changed" || g_variant_is_of_type(body, G_VARIANT_TYPE("(ss)")) == FALSE) return;
    const char* changed = nullptr;
    const char* value = nullptr;
    g_variant_get(body, "(&s&s)", &changed, &value);
    self->onChanged(changed, value);
  };
  if (!service_.listen(queue_, handler, true, failure)) return false;
  const std::lock_guard lock(mutex_);
  callbacks_[name] = {callback, data};
  return true;
}

void ParameterClient::unregisterCallback(const std::string& name) {
  warnInsideCallback("ax_parameter_unregister_callback");
  const std::lock_guard lock(mutex_);
  callbacks_.erase(name);
}

/// A name with a dot may belong to another group or to a subgroup of the app.
bool ParameterClient::means(const std::string& registered, const std::string& qualified) const {
  if (registered.rfind("root.", 0) == 0) return registered == qualified;
  return prefix_ + registered == qualified ||
         (registered.find('.') != std::string::npos && "root." + registered == qualified);
}

void ParameterClient::onChanged(const char* name, const char* value) {
  std::vector<std::string> registered;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& [key, registration] : callbacks_) {
      if (means(key, name)) registered.push_back(key);
    }
  }
  for (const std::string& key : registered) {
    Registration registration{};
    {
      const std::lock_guard lock(mutex_);
      const auto found = callbacks_.find(key);
      if (found == callbacks_.end()) continue;  // Unregistered by the callback before.
      registration = found->second;
    }
    const CallbackScope scope;
    registration.callback(name, value, registration.data);
  }
}

void ParameterClient::close() {
  queue_->close();
  const std::lock_guard lock(mutex_);
  callbacks_.clear();
}

}  // namespace acapkit::simulator
