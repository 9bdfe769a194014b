/**
 * @file mdb/channel.h
 * Publishes messages of a topic. Known from the reference only. See mdb/error.h for the rules.
 */
#ifndef ACAPKIT_MDB_CHANNEL_H_
#define ACAPKIT_MDB_CHANNEL_H_

#include <mdb/channel_config.h>
#include <mdb/connection.h>
#include <mdb/error.h>
#include <mdb/message.h>
#include <mdb/signatures.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A channel of a publisher. */
typedef struct mdb_channel mdb_channel_t;

/** Offers a topic. @return the channel (mdb_channel_destroy(), before its connection), or NULL */
mdb_channel_t* mdb_channel_create_async(mdb_connection_t* connection, mdb_channel_config_t* config,
                                        mdb_on_done_t on_done, void* user_data, mdb_error_t** error);

/** Sends a message; MDB_ERROR_TOO_MANY_PENDING_MESSAGES asks for a pause (unverified). */
bool mdb_channel_publish_async(mdb_channel_t* self, mdb_message_t* message, mdb_on_done_t on_done,
                               void* user_data, mdb_error_t** error);

/** Ends a channel. */
void mdb_channel_destroy(mdb_channel_t** self);

#ifdef __cplusplus
}
#endif

#endif /* ACAPKIT_MDB_CHANNEL_H_ */
