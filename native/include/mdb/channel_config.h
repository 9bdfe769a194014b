/**
 * @file mdb/channel_config.h
 * What a publisher offers. Known from the reference only. See mdb/error.h for the rules.
 */
#ifndef ACAPKIT_MDB_CHANNEL_CONFIG_H_
#define ACAPKIT_MDB_CHANNEL_CONFIG_H_

#include <mdb/channel_info.h>
#include <mdb/error.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Settings of a channel. */
typedef struct mdb_channel_config mdb_channel_config_t;

/** Somebody listens now: publish. */
typedef void (*mdb_channel_on_start_t)(void* user_data);

/** Nobody listens any more. */
typedef void (*mdb_channel_on_stop_t)(void* user_data);

/** Makes settings (mdb_channel_config_destroy()). */
mdb_channel_config_t* mdb_channel_config_create(const char* topic, const char* source, mdb_error_t** error);

/** Sets what is told about the channel; `info` is copied (unverified). */
bool mdb_channel_config_set_info(mdb_channel_config_t* self, const mdb_channel_info_t* info,
                                 mdb_error_t** error);

/** Calls back when somebody listens. */
bool mdb_channel_config_set_on_start_callback(mdb_channel_config_t* self, mdb_channel_on_start_t on_start,
                                              void* user_data, mdb_error_t** error);

/** Calls back when nobody listens any more. */
bool mdb_channel_config_set_on_stop_callback(mdb_channel_config_t* self, mdb_channel_on_stop_t on_stop,
                                             void* user_data, mdb_error_t** error);

/** Frees settings. */
void mdb_channel_config_destroy(mdb_channel_config_t** self);

#ifdef __cplusplus
}
#endif

#endif /* ACAPKIT_MDB_CHANNEL_CONFIG_H_ */
