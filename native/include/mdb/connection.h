/**
 * @file mdb/connection.h
 * Connection of an app to the message broker. See mdb/error.h for the rules.
 */
#ifndef ACAPKIT_MDB_CONNECTION_H_
#define ACAPKIT_MDB_CONNECTION_H_

#include <mdb/error.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A connection. */
typedef struct mdb_connection mdb_connection_t;

/** The connection has failed and stays so; official examples abort. @param error belongs to the library */
typedef void (*mdb_on_error_t)(const mdb_error_t* error, void* user_data);

/** Connects. @return the connection (mdb_connection_destroy(), after its subscribers and channels), or NULL
 */
mdb_connection_t* mdb_connection_create(mdb_on_error_t on_error, void* user_data, mdb_error_t** error);

/** Closes a connection. */
void mdb_connection_destroy(mdb_connection_t** self);

#ifdef __cplusplus
}
#endif

#endif /* ACAPKIT_MDB_CONNECTION_H_ */
