// The thread of the camera's callbacks.
#include <doctest/doctest.h>

#include <atomic>
#include <memory>
#include <stdexcept>
#include <thread>
#include <vector>

#include "core/main-loop.h"

using acapkit::containExceptions;
using acapkit::MainLoop;
using acapkit::retire;

TEST_SUITE("main-loop") {
  TEST_CASE("it starts and ends many times, also before it has begun to run") {
    for (int count = 0; count < 2000; ++count) {
      const std::shared_ptr<MainLoop> loop = MainLoop::shared();
      if (count % 2 == 0) loop->barrier();
    }
  }

  TEST_CASE("all users share one") {
    const std::shared_ptr<MainLoop> first = MainLoop::shared();
    CHECK(MainLoop::shared() == first);
  }

  TEST_CASE("threads that come and go at the same time") {
    std::vector<std::thread> threads;
    for (int index = 0; index < 4; ++index) {
      threads.emplace_back([] {
        for (int count = 0; count < 300; ++count) MainLoop::shared()->barrier();
      });
    }
    for (std::thread& thread : threads) thread.join();
  }

  TEST_CASE("barrier() returns after the callbacks that were waiting") {
    const std::shared_ptr<MainLoop> loop = MainLoop::shared();
    std::atomic<int> calls = 0;
    for (int count = 0; count < 1000; ++count) {
      g_idle_add(
          [](gpointer data) -> gboolean {
            ++*static_cast<std::atomic<int>*>(data);
            return G_SOURCE_REMOVE;
          },
          &calls);
    }
    loop->barrier();
    CHECK(calls == 1000);
  }

  TEST_CASE(
      "what is retired is deleted in the loop's thread, before a later barrier and before the loop's end") {
    std::thread::id thread;
    const auto note = [&thread](const int* number) {
      thread = std::this_thread::get_id();
      const std::unique_ptr<const int> owned(number);
    };
    using Noted = std::shared_ptr<int>;
    std::shared_ptr<MainLoop> loop = MainLoop::shared();
    retire(std::make_unique<Noted>(std::make_unique<int>(1).release(), note));
    loop->barrier();
    CHECK(thread != std::thread::id());
    CHECK(thread != std::this_thread::get_id());
    thread = {};
    retire(std::make_unique<Noted>(std::make_unique<int>(1).release(), note));
    loop.reset();
    CHECK(thread != std::thread::id());
    retire(std::unique_ptr<int>());
  }

  TEST_CASE("an exception in a callback stays there") {
    GLogLevelFlags level{};
    const auto handler = g_log_set_handler(
        nullptr, G_LOG_LEVEL_WARNING,
        [](const gchar*, GLogLevelFlags flags, const gchar* text, gpointer data) {
          if (std::string(text) == "acapkit: test: words") *static_cast<GLogLevelFlags*>(data) = flags;
        },
        &level);
    containExceptions("test", [] { throw std::runtime_error("words"); });
    g_log_remove_handler(nullptr, handler);
    CHECK((level & G_LOG_LEVEL_WARNING) != 0);
  }
}
