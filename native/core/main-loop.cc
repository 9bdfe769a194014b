#include "core/main-loop.h"

#include <future>
#include <mutex>

namespace acapkit {

void MainLoop::barrier() {
  // The loop's thread owns the promise: it may still be in set_value() when this thread goes on.
  auto reached = std::make_unique<std::promise<void>>();
  const std::future<void> done = reached->get_future();
  // Lowest priority: everything that already waits runs first.
  g_idle_add_full(
      G_PRIORITY_LOW,
      [](gpointer data) -> gboolean {
        static_cast<std::promise<void>*>(data)->set_value();
        return G_SOURCE_REMOVE;
      },
      reached.release(), [](gpointer data) { delete static_cast<std::promise<void>*>(data); });
  done.wait();
}

std::shared_ptr<MainLoop> MainLoop::shared() {
  static std::mutex mutex;
  static std::weak_ptr<MainLoop> current;
  const std::lock_guard<std::mutex> guard(mutex);
  if (std::shared_ptr<MainLoop> running = current.lock()) return running;
  auto created = std::make_shared<MainLoop>();
  current = created;
  return created;
}

}  // namespace acapkit
