/**
 * @file mdb/subscriber_config.h
 * What a subscriber wants. See mdb/error.h for the rules.
 */
#ifndef ACAPKIT_MDB_SUBSCRIBER_CONFIG_H_
#define ACAPKIT_MDB_SUBSCRIBER_CONFIG_H_

#include <mdb/channel_info.h>
#include <mdb/error.h>
#include <mdb/message.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Settings of a subscriber. */
typedef struct mdb_subscriber_config mdb_subscriber_config_t;

/** A message has come; it belongs to the library and lives until the callback returns. */
typedef void (*mdb_subscriber_on_message_t)(const mdb_message_t* message, void* user_data);

/** A publisher has come. @param info belongs to the library and lives until the callback returns (unverified)
 */
typedef void (*mdb_subscriber_on_channel_registered_t)(const mdb_channel_info_t* info, void* user_data);

/** The publisher has gone. */
typedef void (*mdb_subscriber_on_channel_unregistered_t)(void* user_data);

/**
 * Makes settings (mdb_subscriber_config_destroy(), allowed right after mdb_subscriber_create_async()).
 * @param topic such as "com.axis.analytics_scene_description.v0.beta"
 * @param source such as "1" for channel 1
 */
mdb_subscriber_config_t* mdb_subscriber_config_create(const char* topic, const char* source,
                                                      mdb_subscriber_on_message_t on_message, void* user_data,
                                                      mdb_error_t** error);

/** Messages come only after mdb_subscriber_manual_subscribe_async(). */
bool mdb_subscriber_config_disable_auto_subscribe(mdb_subscriber_config_t* self, mdb_error_t** error);

/** Calls back when a publisher comes. */
bool mdb_subscriber_config_set_on_channel_registered_callback(
    mdb_subscriber_config_t* self, mdb_subscriber_on_channel_registered_t on_registered, void* user_data,
    mdb_error_t** error);

/** Calls back when the publisher goes. */
bool mdb_subscriber_config_set_on_channel_unregistered_callback(
    mdb_subscriber_config_t* self, mdb_subscriber_on_channel_unregistered_t on_unregistered, void* user_data,
    mdb_error_t** error);

/** Frees settings. */
void mdb_subscriber_config_destroy(mdb_subscriber_config_t** self);

#ifdef __cplusplus
}
#endif

#endif /* ACAPKIT_MDB_SUBSCRIBER_CONFIG_H_ */
