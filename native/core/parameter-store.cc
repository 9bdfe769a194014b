#include "core/parameter-store.h"

#include <axsdk/axparameter.h>

#include "core/camera-error.h"
#include "core/camera-library.h"

namespace acapkit {

ParameterStore::ParameterStore(const std::string& appName) : parameter_(nullptr) {
  requireLibrary("libaxparameter.so.1");
  loop_ = MainLoop::shared();
  GErrorSlot error;
  parameter_ = ax_parameter_new(appName.c_str(), &error.pointer);
  if (parameter_ == nullptr) error.raise("the parameters of " + appName + " cannot be opened");
}

ParameterStore::~ParameterStore() {
  ax_parameter_free(parameter_);
  loop_->barrier();  // A change callback may still be running.
}

std::string ParameterStore::get(const std::string& name) {
  GErrorSlot error;
  gchar* value = nullptr;
  if (!ax_parameter_get(parameter_, name.c_str(), &value, &error.pointer))
    error.raise("the parameter " + name + " cannot be read");
  std::string text = value != nullptr ? value : "";
  g_free(value);
  return text;
}

void ParameterStore::set(const std::string& name, const std::string& value, bool sync) {
  GErrorSlot error;
  if (!ax_parameter_set(parameter_, name.c_str(), value.c_str(), sync ? TRUE : FALSE, &error.pointer)) {
    error.raise("the parameter " + name + " cannot be set");
  }
}

void ParameterStore::add(const std::string& name, const std::string& value, const std::string& type) {
  GErrorSlot error;
  if (!ax_parameter_add(parameter_, name.c_str(), value.c_str(), type.c_str(), &error.pointer)) {
    error.raise("the parameter " + name + " cannot be added");
  }
}

void ParameterStore::remove(const std::string& name) {
  GErrorSlot error;
  if (!ax_parameter_remove(parameter_, name.c_str(), &error.pointer))
    error.raise("the parameter " + name + " cannot be removed");
}

std::vector<std::string> ParameterStore::list() {
  GErrorSlot error;
  GList* names = ax_parameter_list(parameter_, &error.pointer);
  if (error.pointer != nullptr) error.raise("the parameters cannot be listed");
  std::vector<std::string> result;
  for (GList* entry = names; entry != nullptr; entry = entry->next)
    result.emplace_back(static_cast<const char*>(entry->data));
  g_list_free_full(names, g_free);
  return result;
}

void ParameterStore::onChange(const std::string& name, ChangeCallback callback) {
  if (const auto former = callbacks_.find(name); former != callbacks_.end()) {
    ax_parameter_unregister_callback(parameter_, name.c_str());
    retire(std::move(former->second));
    callbacks_.erase(former);
  }
  auto target = std::make_unique<ChangeCallback>(std::move(callback));
  const auto changed = [](const gchar* changedName, const gchar* value, gpointer data) {
    containExceptions("changed parameter", [&] {
      (*static_cast<ChangeCallback*>(data))(changedName != nullptr ? changedName : "",
                                            value != nullptr ? value : "");
    });
  };
  GErrorSlot error;
  if (!ax_parameter_register_callback(parameter_, name.c_str(), changed, target.get(), &error.pointer)) {
    retire(std::move(target));
    error.raise("changes of the parameter " + name + " cannot be followed");
  }
  callbacks_[name] = std::move(target);
}

}  // namespace acapkit
