// Counts what the camera's scene description observes on channel 1, and tells it once a minute. The library
// calls back in a thread of its own; two atomic counters are all that the threads share.
#include <jansson.h>
#include <mdb/connection.h>
#include <mdb/error.h>
#include <mdb/subscriber.h>
#include <syslog.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <string>

namespace {

constexpr timespec kReportTime{60, 0};

/** What the callbacks have counted since the last report. */
struct Counts {
  std::atomic<size_t> frames = 0;
  std::atomic<size_t> observations = 0;
  std::atomic<bool> failed = false;
};

/** A destroy function as a deleter: they all take the address of the handle. */
template <auto Destroy>
struct Delete {
  void operator()(auto* handle) const { Destroy(&handle); }
};
using Connection = std::unique_ptr<mdb_connection_t, Delete<mdb_connection_destroy>>;
using Config = std::unique_ptr<mdb_subscriber_config_t, Delete<mdb_subscriber_config_destroy>>;
using Subscriber = std::unique_ptr<mdb_subscriber_t, Delete<mdb_subscriber_destroy>>;

/**
 * Passes a handle on; a null pointer becomes an exception with the library's words. `error` is a reference
 * because the call that stands for `handle` may set it later than arguments are read.
 */
template <typename T>
T* check(T* handle, mdb_error_t*& error) {
  if (handle != nullptr) return handle;
  const std::string reason = error != nullptr ? error->message : "no reason";
  if (error != nullptr) mdb_error_destroy(&error);
  throw std::runtime_error("message broker: " + reason);
}

/** Ends the app from the library's thread. */
void onDone(const mdb_error_t* error, void* data) {
  if (error == nullptr) return;
  syslog(LOG_ERR, "message broker: %s", error->message);
  static_cast<Counts*>(data)->failed = true;
  kill(getpid(), SIGTERM);
}

/** The payload is JSON without an end mark: {"frame": {"observations": [...], ...}}. */
void onMessage(const mdb_message_t* message, void* data) {
  auto& counts = *static_cast<Counts*>(data);
  const mdb_message_payload_t* payload = mdb_message_get_payload(message);
  json_error_t problem;
  json_t* root = json_loadb(reinterpret_cast<const char*>(payload->data), payload->size, 0, &problem);
  if (root == nullptr) {
    syslog(LOG_WARNING, "a message that is no JSON: %s", problem.text);
    return;
  }
  ++counts.frames;
  counts.observations += json_array_size(json_object_get(json_object_get(root, "frame"), "observations"));
  json_decref(root);
}

/** Destroyed in reverse: the subscriber before its connection. */
void run(const sigset_t& signals, Counts& counts) {
  mdb_error_t* error = nullptr;
  const Connection connection(check(mdb_connection_create(onDone, &counts, &error), error));
  const Config config(check(mdb_subscriber_config_create("com.axis.analytics_scene_description.v0.beta", "1",
                                                         onMessage, &counts, &error),
                            error));
  const Subscriber subscriber(
      check(mdb_subscriber_create_async(connection.get(), config.get(), onDone, &counts, &error), error));
  // Waits for the next report; a signal ends the wait at once.
  while (sigtimedwait(&signals, nullptr, &kReportTime) < 0)
    syslog(LOG_INFO, "%zu observations in %zu frames", counts.observations.exchange(0),
           counts.frames.exchange(0));
}

}  // namespace

int main() {
  openlog("example_mdb_cpp", LOG_PID, LOG_USER);
  // Before there are threads, so that these signals wait for the main thread.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  sigprocmask(SIG_BLOCK, &signals, nullptr);
  try {
    Counts counts;
    run(signals, counts);
    return counts.failed ? EXIT_FAILURE : EXIT_SUCCESS;
  } catch (const std::exception& problem) {
    syslog(LOG_ERR, "%s", problem.what());
    return EXIT_FAILURE;
  }
}
