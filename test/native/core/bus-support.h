// What the tests on the bus share: waiting for what another thread does, and the text of errors.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>

#include "core/camera-error.h"

namespace acapkit::test {

/** A value that callbacks change in their thread and the test waits for. */
template <typename Value>
class Watched {
 public:
  template <typename Change>
  void change(const Change& change) {
    const std::lock_guard<std::mutex> guard(mutex_);
    change(value_);
    changed_.notify_all();
  }
  /** Waits until `condition(value)`; false only for a test that would hang. */
  template <typename Condition>
  bool wait(const Condition& condition) {
    std::unique_lock<std::mutex> lock(mutex_);
    return changed_.wait_for(lock, std::chrono::minutes(2), [&] { return condition(value_); });
  }
  Value get() {
    const std::lock_guard<std::mutex> guard(mutex_);
    return value_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  Value value_{};
};

/** What `work` complained about. */
template <typename Work>
std::string complaintOf(const Work& work) {
  try {
    work();
  } catch (const CameraError& error) {
    return error.what();
  }
  return "(nothing)";
}

inline bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace acapkit::test
