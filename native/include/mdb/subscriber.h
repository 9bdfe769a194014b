/**
 * @file mdb/subscriber.h
 * Receives messages of a topic. See mdb/error.h for the rules.
 */
#ifndef ACAPKIT_MDB_SUBSCRIBER_H_
#define ACAPKIT_MDB_SUBSCRIBER_H_

#include <mdb/connection.h>
#include <mdb/error.h>
#include <mdb/signatures.h>
#include <mdb/subscriber_config.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A subscription. */
typedef struct mdb_subscriber mdb_subscriber_t;

/** Subscribes. @return the subscription (mdb_subscriber_destroy(), before its connection), or NULL */
mdb_subscriber_t* mdb_subscriber_create_async(mdb_connection_t* connection, mdb_subscriber_config_t* config,
                                              mdb_on_done_t on_done, void* user_data, mdb_error_t** error);

/** Starts messages after mdb_subscriber_config_disable_auto_subscribe(). */
bool mdb_subscriber_manual_subscribe_async(mdb_subscriber_t* self, mdb_on_done_t on_done, void* user_data,
                                           mdb_error_t** error);

/** Ends a subscription. */
void mdb_subscriber_destroy(mdb_subscriber_t** self);

#ifdef __cplusplus
}
#endif

#endif /* ACAPKIT_MDB_SUBSCRIBER_H_ */
