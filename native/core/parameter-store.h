// The app's parameters. Source of the rules: Axis' axparameter API.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/main-loop.h"

// NOLINTNEXTLINE(bugprone-reserved-identifier): the tag is part of the camera's API.
struct _AXParameter;

namespace acapkit {

/**
 * One connection to the parameters of one app; a process has one, used by one thread at a time. Every
 * function blocks for a round trip to the camera's service. Never call one inside a callback: the camera's
 * library stalls for seconds when that happens.
 */
class ParameterStore {
 public:
  using ChangeCallback = std::function<void(const std::string& name, const std::string& value)>;

  /** @param appName must be the manifest's appName. Throws CameraError. */
  explicit ParameterStore(const std::string& appName);
  ParameterStore(const ParameterStore&) = delete;
  ParameterStore& operator=(const ParameterStore&) = delete;
  ~ParameterStore();

  std::string get(const std::string& name);
  /** @param sync write to flash and call the callbacks now; false puts both off until the next synced set */
  void set(const std::string& name, const std::string& value, bool sync);
  void add(const std::string& name, const std::string& value, const std::string& type);
  void remove(const std::string& name);
  std::vector<std::string> list();
  /** Calls back in the main loop's thread with the fully qualified name (root.<App>.<name>) at each change.
   * One callback for each name: a new one takes the place of the one before. */
  void onChange(const std::string& name, ChangeCallback callback);

 private:
  std::shared_ptr<MainLoop> loop_;
  _AXParameter* parameter_;
  std::map<std::string, std::unique_ptr<ChangeCallback>> callbacks_;
};

}  // namespace acapkit
