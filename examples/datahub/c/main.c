// Tells each sample of a topic of the Device Data Hub; its name stands in runOptions. The library calls back
// in threads of its own, so the main thread only waits for the end.
#include <datahub/client.h>
#include <datahub/subscriber.h>
#include <inttypes.h>
#include <signal.h>
#include <stdlib.h>
#include <syslog.h>

static bool tell(const char* what, DHError* error) {
  syslog(LOG_ERR, "%s: %s", what, error ? dh_error_to_string(error) : "no reason");
  if (error) dh_error_destroy(error);
  return false;
}

static void on_connection(DHConnectionState state, void* data) {
  (void)data;
  syslog(LOG_INFO, "Data Hub %s", state == DH_CONN_CONNECTED ? "connected" : "disconnected");
}

// The sample lives until this returns.
static void on_data(const DHTopicSample* sample, void* data) {
  (void)data;
  const int64_t time = dh_timestamp_get_as_ms(dh_topic_sample_get_timestamp(sample));
  syslog(LOG_INFO, "%s at %" PRId64 " ms: %s", dh_topic_sample_get_topic_name(sample), time,
         dh_topic_data_get_json_data(dh_topic_sample_get_data(sample)));
}

static bool subscribe_with(DHSubscriber* subscriber, DHFilter* filter, DHSubscribeOptions* options,
                           const char* topic) {
  DHError* error = NULL;
  dh_subscribe_options_set_enable_data_updates(options, true);
  return (dh_filter_add_topic_name(filter, topic, &error) &&
          dh_subscribe_options_add_filter(options, filter, &error) &&
          dh_subscriber_set_data_callback(subscriber, on_data, NULL, &error) &&
          dh_subscriber_subscribe(subscriber, options, &error)) ||
         tell(topic, error);
}

// Filter and options are copied, so they go at once.
static bool subscribe(DHSubscriber* subscriber, const char* topic) {
  DHFilter* filter = dh_filter_create();
  DHSubscribeOptions* options = dh_subscribe_options_create();
  const bool done = filter && options && subscribe_with(subscriber, filter, options, topic);
  if (options) dh_subscribe_options_destroy(options);
  if (filter) dh_filter_destroy(filter);
  return done;
}

static bool run(DHClient* client, const char* topic, const sigset_t* signals) {
  DHError* error = NULL;
  if (!dh_client_set_connection_update_callback(client, on_connection, NULL, &error) ||
      !dh_client_connect(client, &error))
    return tell("no connection", error);
  DHSubscriber* subscriber = dh_client_create_subscriber(client, "reader", &error);
  bool done = subscriber ? subscribe(subscriber, topic) : tell("no subscriber", error);
  if (done) {
    int number = 0;
    syslog(LOG_INFO, "subscribed to %s", topic);
    sigwait(signals, &number);
    done = dh_subscriber_unsubscribe(subscriber, &error) || tell("subscription not ended", error);
  }
  error = NULL;
  if (subscriber) dh_subscriber_destroy(subscriber);
  return (dh_client_disconnect(client, &error) || tell("not disconnected", error)) && done;
}

int main(int argc, char** argv) {
  openlog("example_datahub_c", LOG_PID, LOG_USER);
  if (argc != 2) {
    syslog(LOG_ERR, "runOptions must be the name of a topic");
    return EXIT_FAILURE;
  }
  // Before there are threads, so that these signals wait for the main thread.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  sigprocmask(SIG_BLOCK, &signals, NULL);

  DHError* error = NULL;
  DHClient* client = dh_client_create("example_datahub_c", &error);
  const bool done = client ? run(client, argv[1], &signals) : tell("no client", error);
  if (client) dh_client_destroy(client);
  return done ? EXIT_SUCCESS : EXIT_FAILURE;
}
