// One GSource per entry, as GDBus itself does it: callbacks then also run in a nested main loop that a
// callback starts.
#include "simulator/bus/main-queue.h"

#include <algorithm>
#include <exception>

#include "simulator/bus/glib-pointers.h"

namespace acapkit::simulator {

void MainQueue::post(Entry entry) {
  bool full = false;
  {
    const std::lock_guard lock(mutex_);
    if (closed_) return;
    full = entry.message && makeRoom();
    messages_ += entry.message ? 1 : 0;
    entries_.push_back(std::move(entry));
  }
  if (full) {
    g_warning("%s: the main loop does not keep up; the oldest of %zu waiting messages was dropped",
              owner_.c_str(), kMessagesMax);
  }
  const SourcePointer source(g_idle_source_new());
  g_source_set_priority(source.get(), G_PRIORITY_DEFAULT);
  g_source_set_callback(source.get(), onDispatch, new std::shared_ptr<MainQueue>(shared_from_this()),
                        onDestroy);
  g_source_attach(source.get(), nullptr);
}

/// Drops the oldest message when there are too many. Says whether it is the first of a row, to warn once per
/// row.
bool MainQueue::makeRoom() {
  if (messages_ < kMessagesMax) return false;
  entries_.erase(
      std::find_if(entries_.begin(), entries_.end(), [](const Entry& entry) { return entry.message; }));
  messages_--;
  return dropped_++ % kMessagesMax == 0;
}

void MainQueue::runNext() {
  Task task;
  {
    const std::lock_guard lock(mutex_);
    if (entries_.empty()) return;  // Its entry was dropped, or the queue was closed.
    task = std::move(entries_.front().task);
    messages_ -= entries_.front().message ? 1 : 0;
    entries_.pop_front();
  }
  task();
}

gboolean MainQueue::onDispatch(gpointer data) {
  const std::shared_ptr<MainQueue> self = *static_cast<std::shared_ptr<MainQueue>*>(data);
  try {
    self->runNext();
  } catch (const std::exception& error) {
    g_critical("%s: %s", self->owner_.c_str(), error.what());
  }
  return G_SOURCE_REMOVE;
}

void MainQueue::onDestroy(gpointer data) { delete static_cast<std::shared_ptr<MainQueue>*>(data); }

void MainQueue::close() {
  std::deque<Entry> waiting;  // Destroyed after the lock: a task may own the last reference to something.
  const std::lock_guard lock(mutex_);
  closed_ = true;
  messages_ = 0;
  waiting.swap(entries_);
}

std::size_t MainQueue::dropped() const {
  const std::lock_guard lock(mutex_);
  return dropped_;
}

}  // namespace acapkit::simulator
