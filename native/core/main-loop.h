// The thread in which the camera's callbacks arrive: it runs GLib's default main context.
#pragma once

#include <glib.h>

#include <exception>
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
    g_idle_add_full(
        G_PRIORITY_LOW,
        [](gpointer loop) -> gboolean {
          g_main_loop_quit(static_cast<GMainLoop*>(loop));
          return G_SOURCE_REMOVE;
        },
        loop_, nullptr);
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

/** Deletes `target` in the loop's thread once the callbacks that run or wait now, which may still use it,
 * have ended. Any thread, also inside such a callback. */
template <typename Target>
void retire(std::unique_ptr<Target> target) {
  if (!target) return;
  g_idle_add_full(
      G_PRIORITY_LOW, [](gpointer) -> gboolean { return G_SOURCE_REMOVE; }, target.release(),
      [](gpointer data) { delete static_cast<Target*>(data); });
}

/** Runs what a C library called back: an exception becomes a line in the log and never gets into C. */
template <typename Work>
void containExceptions(const char* callback, const Work& work) noexcept {
  try {
    work();
  } catch (const std::exception& problem) {
    g_warning("acapkit: %s: %s", callback, problem.what());
  } catch (...) {
    g_warning("acapkit: %s: unknown exception", callback);
  }
}

}  // namespace acapkit
