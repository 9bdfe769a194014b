// Publishes a topic of its own on the Device Data Hub: the app's age, every five seconds while somebody
// listens. An app may write below acap.<appName>; manifest.json lets example_datahub_c read it.
#include <datahub/client.h>
#include <syslog.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

namespace {

constexpr const char* kTopic = "acap.example_datahub_cpp.uptime";
constexpr const char* kDefinition = R"({
  "topic_name": "acap.example_datahub_cpp.uptime",
  "description": "Age of the example app",
  "version": "1.0.0",
  "data_schema": {
    "type": "object",
    "properties": { "seconds": { "type": "integer" } },
    "required": ["seconds"]
  }
})";
constexpr timespec kWriteTime{5, 0};

/** For handles of the library: a function that frees them as a deleter. */
template <auto Free>
struct Call {
  void operator()(auto* handle) const { Free(handle); }
};
template <typename T, auto Free>
using Handle = std::unique_ptr<T, Call<Free>>;
using Topic = Handle<DHTopic, dh_topic_destroy>;
using Error = Handle<DHError, dh_error_destroy>;

/**
 * Passes a result on; false or a null pointer becomes an exception with the library's words. `failure` is a
 * reference because the call that stands for `result` may set it later than arguments are read.
 */
template <typename T>
T check(T result, DHError*& failure, const char* what) {
  if (result) return result;
  const Error error(failure);
  throw std::runtime_error(std::string(what) + ": " +
                           (error ? dh_error_to_string(error.get()) : "no reason"));
}

/** Connected as long as it lives. Writers and subscribers must be gone before. */
class Client {
 public:
  Client() {
    DHError* error = nullptr;
    handle_.reset(check(dh_client_create("example_datahub_cpp", &error), error, "client"));
    check(dh_client_connect(get(), &error), error, "connection");
  }
  ~Client() {
    DHError* failure = nullptr;
    const bool done = dh_client_disconnect(get(), &failure);
    const Error error(failure);
    if (!done) syslog(LOG_WARNING, "disconnecting: %s", error ? dh_error_to_string(failure) : "no reason");
  }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  DHClient* get() const { return handle_.get(); }

 private:
  Handle<DHClient, dh_client_destroy> handle_;
};

/** The topic stays on the camera after the app has ended, so it may be there already. */
Topic openTopic(DHClient* client) {
  DHError* failure = nullptr;
  if (DHTopic* found = dh_client_get_topic(client, kTopic, &failure)) return Topic(found);
  if (failure == nullptr || dh_error_get_code(failure) != DH_ERR_INVALID_TOPIC)
    return Topic(check<DHTopic*>(nullptr, failure, "topic"));
  dh_error_destroy(std::exchange(failure, nullptr));
  return Topic(check(dh_client_create_topic(client, kDefinition, &failure), failure, "new topic"));
}

/** Runs in a thread of the library. */
void onConsumers(DHProductionId /*production*/, DHConsumerMatchStatus status, void* listened) {
  *static_cast<std::atomic<bool>*>(listened) = status == DH_CONSUMER_MATCH;
  syslog(LOG_INFO, "%s", status == DH_CONSUMER_MATCH ? "somebody listens" : "nobody listens");
}

void write(DHWriter* writer, int64_t seconds) {
  DHError* error = nullptr;
  const Handle<DHTopicData, dh_topic_data_destroy> data(dh_topic_data_create());
  const Handle<DHTimestamp, dh_timestamp_destroy> now(dh_timestamp_create());
  dh_timestamp_set_current(now.get());
  const std::string json = "{\"seconds\": " + std::to_string(seconds) + "}";
  check(dh_topic_data_set_json_data(data.get(), json.c_str(), &error), error, "data");
  check(dh_writer_write_data(writer, nullptr, data.get(), now.get(), &error), error, "writing");
}

/** Destroyed in reverse: the writer while the connection still is there. */
void run(const sigset_t& signals) {
  const auto started = std::chrono::steady_clock::now();
  std::atomic<bool> listened = false;
  DHError* error = nullptr;
  const Client client;
  const Topic topic = openTopic(client.get());
  const Handle<DHWriter, dh_writer_destroy> writer(
      check(dh_client_create_writer(client.get(), "writer", kTopic, &error), error, "writer"));
  dh_writer_set_consumer_match_update_callback(writer.get(), onConsumers, &listened);
  DHProductionId production = 0;
  check(dh_writer_register_production(writer.get(), nullptr, &production, &error), error, "production");
  // Waits for the next sample; a signal ends the wait at once.
  while (sigtimedwait(&signals, nullptr, &kWriteTime) < 0) {
    const auto age = std::chrono::steady_clock::now() - started;
    if (listened) write(writer.get(), std::chrono::duration_cast<std::chrono::seconds>(age).count());
  }
  check(dh_writer_unregister_production(writer.get(), production, &error), error, "production");
}

}  // namespace

int main() {
  openlog("example_datahub_cpp", LOG_PID, LOG_USER);
  // Before there are threads, so that these signals wait for the main thread.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  sigprocmask(SIG_BLOCK, &signals, nullptr);
  try {
    run(signals);
    return EXIT_SUCCESS;
  } catch (const std::exception& problem) {
    syslog(LOG_ERR, "%s", problem.what());
    return EXIT_FAILURE;
  }
}
