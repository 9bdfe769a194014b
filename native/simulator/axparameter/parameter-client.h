// What is behind an AXParameter: calls to the parameter service and the callbacks of one app.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "simulator/bus/main-queue.h"
#include "simulator/bus/service-client.h"

namespace acapkit::simulator {

/// Thread-safe. Calls are synchronous round trips; callbacks run in the default main context, without any
/// lock held.
class ParameterClient : public std::enable_shared_from_this<ParameterClient> {
 public:
  using Callback = void (*)(const char* name, const char* value, void* data);

  explicit ParameterClient(std::string app);

  bool connect(CallFailure& failure) { return service_.connect(failure); }
  bool add(const char* name, const char* value, const char* type, CallFailure& failure);
  bool remove(const char* name, CallFailure& failure);
  bool set(const char* name, const char* value, bool sync, CallFailure& failure);
  std::optional<std::string> get(const char* name, CallFailure& failure);

  /// Short names of the app's parameters, sorted; nothing with a failure.
  std::optional<std::vector<std::string>> list(CallFailure& failure);

  /// A second callback for a name replaces the first.
  bool registerCallback(const std::string& name, Callback callback, void* data, CallFailure& failure);
  void unregisterCallback(const std::string& name);

  /// Cancels pending callbacks.
  void close();

 private:
  struct Registration {
    Callback callback;
    void* data;
  };

  /// Warns when called inside a callback: on a camera both sides would now wait for each other.
  void warnInsideCallback(const char* function) const;
  bool means(const std::string& registered, const std::string& qualified) const;
  void onChanged(const char* name, const char* value);

  const std::string app_;
  const std::string prefix_;  ///< `root.<App>.`
  std::shared_ptr<MainQueue> queue_;
  ServiceClient service_;
  std::mutex mutex_;
  std::map<std::string, Registration> callbacks_;
};

}  // namespace acapkit::simulator
