// The thread in which the camera's callbacks arrive: it runs GLib's default main context.
#pragma once

#include <glib.h>

#include <memory>
#include <thread>

namespace acapkit {

/** Runs the default main context while it exists. One per process; share it. */
class MainLoop {
 public:
  MainLoop() : loop_(g_main_loop_new(nullptr, FALSE)), thread_([loop = loop_] { g_main_loop_run(loop); }) {}
  MainLoop(const MainLoop&) = delete;
  MainLoop& operator=(const MainLoop&) = delete;
  ~MainLoop() {
    // From inside the context: a quit before g_main_loop_run has begun would be lost.
    g_idle_add(
        [](gpointer loop) -> gboolean {
          g_main_loop_quit(static_cast<GMainLoop*>(loop));
          return G_SOURCE_REMOVE;
        },
        loop_);
    thread_.join();
    g_main_loop_unref(loop_);
  }

  /** Returns when every callback that was running or waiting has ended. Not from inside a callback. */
  void barrier();

  /** The process-wide loop; ends with its last user. */
  static std::shared_ptr<MainLoop> shared();

 private:
  GMainLoop* loop_;
  std::thread thread_;
};

}  // namespace acapkit
