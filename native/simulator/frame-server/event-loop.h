// One epoll loop for all descriptors of the server's thread.
#ifndef ACAPKIT_FRAME_SERVER_EVENT_LOOP_H
#define ACAPKIT_FRAME_SERVER_EVENT_LOOP_H

#include <cstdint>
#include <functional>
#include <map>
#include <memory>

#include "simulator/unique-fd.h"

namespace acapkit::simulator {

/**
 * Calls a handler when its descriptor is readable, writable or at its end. A handler may remove any
 * descriptor, also its own, and may be called once for nothing: it must rely on what read and write tell it.
 */
class EventLoop {
 public:
  using Handler = std::function<void()>;

  EventLoop();
  /** Watches for input. False when the kernel refuses (regular files, limits). */
  bool add(int fd, Handler handler);
  /** Watches for room to write as well, or no longer. */
  void watchWritable(int fd, bool writable);
  /** Call before closing the descriptor. */
  void remove(int fd);
  /** Runs until stop(). */
  void run();
  void stop() { running_ = false; }

 private:
  UniqueFd epoll_;
  bool running_ = true;
  std::map<int, std::shared_ptr<Handler>> handlers_;
};

}  // namespace acapkit::simulator

#endif
