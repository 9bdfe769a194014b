/**
 * @file mdb/message.h
 * Messages of the message broker. See mdb/error.h for the rules.
 */
#ifndef ACAPKIT_MDB_MESSAGE_H_
#define ACAPKIT_MDB_MESSAGE_H_

#include <mdb/error.h>
#include <stdint.h>
#include <time.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A message. */
typedef struct mdb_message mdb_message_t;

/** Content of a message: bytes without a final NUL. Before AXIS OS 11.11 its name was mdb_metadata_payload_t.
 */
typedef struct mdb_message_payload {
  size_t size;
  uint8_t* data;
} mdb_message_payload_t;

/** Content of a message; valid only inside the callback that got the message. */
const mdb_message_payload_t* mdb_message_get_payload(const mdb_message_t* message);

/**
 * Time of a message, CLOCK_MONOTONIC; belongs to it. On armv7hf time_t has 64 bits with SDK 12.4 and later
 * and 32 bits before, here and in mdb_message_create().
 */
const struct timespec* mdb_message_get_timestamp(const mdb_message_t* message);

/**
 * Makes a message (mdb_message_destroy()).
 * @param payload is copied (unverified)
 * @param payload_size in bytes
 */
mdb_message_t* mdb_message_create(struct timespec timestamp, const uint8_t* payload, size_t payload_size,
                                  mdb_error_t** error);

/** Frees a message that mdb_message_create() made. */
void mdb_message_destroy(mdb_message_t** self);

#ifdef __cplusplus
}
#endif

#endif /* ACAPKIT_MDB_MESSAGE_H_ */
