// Brings work from any thread into the GLib default main context, where the camera's libraries run their
// callbacks.
#pragma once

#include <gio/gio.h>

#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

namespace acapkit::simulator {

/// Tasks that wait for the main loop, first in first out. Thread-safe. Made with std::make_shared.
class MainQueue : public std::enable_shared_from_this<MainQueue> {
 public:
  using Task = std::function<void()>;

  /// Most incoming messages that wait; beyond it the oldest is dropped, counted, and a warning is printed.
  static constexpr std::size_t kMessagesMax = 1000;

  /// `owner` names the library in warnings.
  explicit MainQueue(std::string owner) : owner_(std::move(owner)) {}

  /// Queues a message from the bus; may push out the oldest one.
  void postMessage(Task task) { post({std::move(task), true}); }

  /// Queues what must not be lost, such as the end of a request. The caller bounds how many there are.
  void postTask(Task task) { post({std::move(task), false}); }

  /// Drops what waits and all that comes later. A task that is running in another thread goes on.
  void close();

  /// Number of messages dropped so far.
  std::size_t dropped() const;

 private:
  struct Entry {
    Task task;
    bool message;
  };

  void post(Entry entry);
  bool makeRoom();
  void runNext();
  static gboolean onDispatch(gpointer data);
  static void onDestroy(gpointer data);

  const std::string owner_;
  mutable std::mutex mutex_;
  std::deque<Entry> entries_;
  std::size_t messages_ = 0;
  std::size_t dropped_ = 0;
  bool closed_ = false;
};

}  // namespace acapkit::simulator
