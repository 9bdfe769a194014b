// A JavaScript function that other threads may call. Node frees its own handle of such a function when the
// environment ends (process.exit in a worker, terminate()), whether or not other threads still have it; here
// they find it closed instead.
#pragma once

#include <napi.h>

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace acapkit::addon {

/** Keeps the process alive until end(). */
class Callback {
 public:
  /** Makes the arguments; runs in JavaScript's thread. */
  using Arguments = std::function<std::vector<napi_value>(Napi::Env)>;

  /**
   * JavaScript's thread. Throws a JavaScript TypeError when `function` is none.
   * @param waitingMax calls that may wait for a busy JavaScript thread; further ones are dropped
   */
  static std::shared_ptr<Callback> make(const Napi::Value& function, const char* name, size_t waitingMax);
  Callback(const Callback&) = delete;
  Callback& operator=(const Callback&) = delete;
  ~Callback() = default;

  /** Calls soon. Any thread; never waits. False when the call was dropped. */
  bool call(Arguments arguments);

  /** Later calls do nothing; those that wait are still made. Any thread; again is harmless. */
  void end();

 private:
  Callback() = default;

  std::mutex mutex_;
  /** Null after the end, and after the end of the environment. */
  napi_threadsafe_function function_ = nullptr;
};

}  // namespace acapkit::addon
