/**
 * @file datahub/client.h
 * Connection to the Device Data Hub, topics and writers. RECONSTRUCTED: see datahub/common.h for the sources
 * and for the rules that hold for every function.
 */
#ifndef ACAPKIT_DATAHUB_CLIENT_H_
#define ACAPKIT_DATAHUB_CLIENT_H_

#include <datahub/common.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The connection has come or gone. */
typedef void (*DHOnConnectionUpdateCallback)(DHConnectionState state, void* user_data);

/** The first consumer of a production has come, or the last one has gone. */
typedef void (*DHOnConsumerMatchUpdateCallback)(DHProductionId production_id, DHConsumerMatchStatus status,
                                                void* user_data);

/** @name Connection
 * @{ */
/** Makes a client (dh_client_destroy()), not yet connected. */
DHClient* dh_client_create(const char* name, DHError** error);
/** Name of a client. */
const char* dh_client_get_name(const DHClient* c);
/** Calls back when the connection comes or goes. */
bool dh_client_set_connection_update_callback(DHClient* c, DHOnConnectionUpdateCallback cb, void* user_data,
                                              DHError** error);
/** Connects; blocks. */
bool dh_client_connect(DHClient* c, DHError** error);
/** Disconnects; the writers and subscribers of the client are unusable afterwards. Topics stay. */
bool dh_client_disconnect(DHClient* c, DHError** error);
/** Waits for running callbacks, then frees the client. Never call it inside one. */
void dh_client_destroy(DHClient* c);
/** State of the connection. */
DHConnectionState dh_client_get_connection_state(const DHClient* c);
/** What the library logs, and where. */
bool dh_client_set_logging(DHClient* c, DHLogLevel level, DHLogTarget target, DHError** error);
/** @} */

/** @name Topics
 * @{ */
/** Creates a topic from a file with its JSON definition (dh_topic_destroy()). */
DHTopic* dh_client_create_topic_from_file(DHClient* c, const char* file_path, DHError** error);
/** Creates a topic from its JSON definition (dh_topic_destroy()). */
DHTopic* dh_client_create_topic(DHClient* c, const char* topic_def, DHError** error);
/** Deletes a topic of the app. */
bool dh_client_delete_topic(DHClient* c, const char* topic_name, DHError** error);
/** Names of all topics (dh_topic_list_destroy()). */
DHTopicList* dh_client_get_topic_list(DHClient* c, DHError** error);
/** A topic by name (dh_topic_destroy()); NULL with DH_ERR_INVALID_TOPIC when there is none. */
DHTopic* dh_client_get_topic(DHClient* c, const char* topic_name, DHError** error);
/** Instances of a topic (dh_topic_instance_list_destroy()). */
DHTopicInstanceList* dh_client_get_topic_instances(DHClient* c, const char* topic_name, DHError** error);
/** @} */

/** @name Writers and subscribers
 * @{ */
/** Makes a writer (dh_writer_destroy()). */
DHWriter* dh_client_create_writer(DHClient* c, const char* writer_name, const char* topic_name,
                                  DHError** error);
/** Makes a subscriber (dh_subscriber_destroy(), datahub/subscriber.h). */
DHSubscriber* dh_client_create_subscriber(DHClient* c, const char* subscriber_name, DHError** error);
/** Frees a writer. */
void dh_writer_destroy(DHWriter* w);
/** Calls back when consumers come and go. */
void dh_writer_set_consumer_match_update_callback(DHWriter* w, DHOnConsumerMatchUpdateCallback cb,
                                                  void* user_data);
/** Name of a writer. */
const char* dh_writer_get_name(const DHWriter* w);
/** Topic of a writer. */
const char* dh_writer_get_topic_name(const DHWriter* w);
/**
 * Writes a sample, which replaces the oldest stored one.
 * @param keys NULL for a topic without instances
 * @param timestamp moment of the sample; that NULL means now is (unverified)
 */
bool dh_writer_write_data(DHWriter* w, const DHInstanceKeys* keys, const DHTopicData* data,
                          const DHTimestamp* timestamp, DHError** error);
/** Creates an instance of the topic. */
bool dh_writer_create_instance(DHWriter* w, const DHInstanceKeys* keys, const char* instance_info,
                               bool delete_on_disconnect, DHError** error);
/** Deletes an instance of the topic. */
bool dh_writer_delete_instance(DHWriter* w, const DHInstanceKeys* keys, DHError** error);
/** Deletes all instances of the topic. */
bool dh_writer_delete_all_instances(DHWriter* w, DHError** error);
/** Tells that data will be written; consumers are then reported. `keys` NULL for a topic without instances.
 */
bool dh_writer_register_production(DHWriter* w, const DHInstanceKeys* keys, DHProductionId* production_id,
                                   DHError** error);
/** Ends a production. */
bool dh_writer_unregister_production(DHWriter* w, DHProductionId production_id, DHError** error);
/** Tells whether somebody listens to a production. */
bool dh_writer_get_consumer_match_status(DHWriter* w, DHProductionId production_id,
                                         DHConsumerMatchStatus* status, DHError** error);
/** @} */

#ifdef __cplusplus
}
#endif

#endif /* ACAPKIT_DATAHUB_CLIENT_H_ */
