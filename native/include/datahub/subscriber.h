/**
 * @file datahub/subscriber.h
 * Receives data of the Device Data Hub. RECONSTRUCTED: see datahub/common.h for the sources and for the rules
 * that hold for every function. dh_client_create_subscriber() of datahub/client.h makes a subscriber.
 */
#ifndef ACAPKIT_DATAHUB_SUBSCRIBER_H_
#define ACAPKIT_DATAHUB_SUBSCRIBER_H_

#include <datahub/common.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A topic has come or gone. */
typedef void (*DHOnTopicUpdateCallback)(const char* topic_name, DHTopicUpdateType type, void* user_data);

/** An instance has come or gone. */
typedef void (*DHOnInstanceUpdateCallback)(const DHTopicInstance* instance, DHTopicInstanceUpdateType type,
                                           void* user_data);

/** A sample has come. */
typedef void (*DHOnDataCallback)(const DHTopicSample* sample, void* user_data);

/** @name Filters: what one filter asks for must all be so; of several filters one suffices
 * @{ */
/** New, empty filter (dh_filter_destroy()). */
DHFilter* dh_filter_create(void);
/** Frees a filter, also after dh_subscribe_options_add_filter(). */
void dh_filter_destroy(DHFilter* f);
/** Asks for a topic. */
bool dh_filter_add_topic_name(DHFilter* f, const char* topic_name, DHError** error);
/** Asks for an instance. */
bool dh_filter_add_instance(DHFilter* f, const DHInstanceKeys* keys, DHError** error);
/** Asks for data: `== != > >= < <= and or not has()` on paths such as `.field`. */
bool dh_filter_add_data_expression(DHFilter* f, const char* data_expression, DHError** error);
/** @} */

/** @name Options
 * @{ */
/** New options (dh_subscribe_options_destroy()). */
DHSubscribeOptions* dh_subscribe_options_create(void);
/** Frees options, also after dh_subscriber_subscribe(). */
void dh_subscribe_options_destroy(DHSubscribeOptions* o);
/** Adds a copy of a filter. */
bool dh_subscribe_options_add_filter(DHSubscribeOptions* o, const DHFilter* f, DHError** error);
/** Switches the topic callback. Which switches are on at first is (unverified). */
void dh_subscribe_options_set_enable_topic_updates(DHSubscribeOptions* o, bool enable);
/** Switches the instance callback. */
void dh_subscribe_options_set_enable_instance_updates(DHSubscribeOptions* o, bool enable);
/** Switches the data callback. */
void dh_subscribe_options_set_enable_data_updates(DHSubscribeOptions* o, bool enable);
/** Which stored samples come first. */
void dh_subscribe_options_set_start_from(DHSubscribeOptions* o, DHStartFrom start_from);
/** @} */

/** @name Subscribers: set the callbacks before subscribing
 * @{ */
/** Frees a subscriber. */
void dh_subscriber_destroy(DHSubscriber* s);
/** Name of a subscriber. */
const char* dh_subscriber_get_name(const DHSubscriber* s);
/** Sets the callback for topics. */
bool dh_subscriber_set_topic_update_callback(DHSubscriber* s, DHOnTopicUpdateCallback cb, void* user_data,
                                             DHError** error);
/** Sets the callback for instances. */
bool dh_subscriber_set_instance_update_callback(DHSubscriber* s, DHOnInstanceUpdateCallback cb,
                                                void* user_data, DHError** error);
/** Sets the callback for data. */
bool dh_subscriber_set_data_callback(DHSubscriber* s, DHOnDataCallback cb, void* user_data, DHError** error);
/** Starts the callbacks. */
bool dh_subscriber_subscribe(DHSubscriber* s, const DHSubscribeOptions* o, DHError** error);
/** Ends the callbacks. */
bool dh_subscriber_unsubscribe(DHSubscriber* s, DHError** error);
/** @} */

#ifdef __cplusplus
}
#endif

#endif /* ACAPKIT_DATAHUB_SUBSCRIBER_H_ */
