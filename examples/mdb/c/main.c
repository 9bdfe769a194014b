// Tells each message of the camera's scene description: what it sees on channel 1, as JSON. The library calls
// back in a thread of its own, so the main thread only waits for the end.
#include <inttypes.h>
#include <mdb/connection.h>
#include <mdb/error.h>
#include <mdb/subscriber.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <syslog.h>
#include <unistd.h>

#define TOPIC "com.axis.analytics_scene_description.v0.beta"
#define SOURCE "1"

static atomic_bool failed;

static const char* text_of(const mdb_error_t* error) { return error ? error->message : "no reason"; }

// Ends the app from the library's thread.
static void give_up(const mdb_error_t* error) {
  syslog(LOG_ERR, "message broker: %s", text_of(error));
  failed = true;
  kill(getpid(), SIGTERM);
}

static void on_connection_error(const mdb_error_t* error, void* data) {
  (void)data;
  give_up(error);
}

static void on_subscribed(const mdb_error_t* error, void* data) {
  (void)data;
  if (error)
    give_up(error);
  else
    syslog(LOG_INFO, "subscribed to " TOPIC);
}

// The message lives until this returns; its text has no end mark.
static void on_message(const mdb_message_t* message, void* data) {
  (void)data;
  const struct timespec* time = mdb_message_get_timestamp(message);
  const mdb_message_payload_t* payload = mdb_message_get_payload(message);
  syslog(LOG_INFO, "%" PRId64 ".%03ld s: %.*s", (int64_t)time->tv_sec, (long)(time->tv_nsec / 1000000),
         (int)payload->size, (const char*)payload->data);
}

static mdb_subscriber_t* subscribe(mdb_connection_t* connection, mdb_error_t** error) {
  mdb_subscriber_config_t* config = mdb_subscriber_config_create(TOPIC, SOURCE, on_message, NULL, error);
  if (!config) return NULL;
  mdb_subscriber_t* subscriber = mdb_subscriber_create_async(connection, config, on_subscribed, NULL, error);
  mdb_subscriber_config_destroy(&config);
  return subscriber;
}

int main(void) {
  openlog("example_mdb_c", LOG_PID, LOG_USER);
  // Before there are threads, so that these signals wait for the main thread.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  sigprocmask(SIG_BLOCK, &signals, NULL);

  mdb_error_t* error = NULL;
  mdb_connection_t* connection = mdb_connection_create(on_connection_error, NULL, &error);
  mdb_subscriber_t* subscriber = connection ? subscribe(connection, &error) : NULL;
  if (subscriber) {
    int number = 0;
    sigwait(&signals, &number);
    mdb_subscriber_destroy(&subscriber);
  } else {
    failed = true;
    syslog(LOG_ERR, "no subscription: %s", text_of(error));
  }
  if (connection) mdb_connection_destroy(&connection);
  if (error) mdb_error_destroy(&error);
  return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
