/**
 * @file mdb/error.h
 * Errors of the message broker, a publish and subscribe service. Since AXIS OS 11.9, gone in AXIS OS 13: new
 * apps use datahub/client.h. The name of the shared library is not published. API-compatible declarations,
 * written from the published names, signatures and values; the comments are our own.
 *
 * Rules for every function of mdb: `mdb_error_t** error` is set on failure and freed with
 * mdb_error_destroy(). Callbacks run in a thread of the library; no event loop is needed. A function whose
 * name ends in _async returns at once; whether the others block is not documented. A destroy function sets
 * the caller's pointer to NULL (unverified). Functions that the official example does not use are known from
 * AXIS OS 12.2 on. stdlib.h is here because the official example uses abort() without including it.
 */
#ifndef ACAPKIT_MDB_ERROR_H_
#define ACAPKIT_MDB_ERROR_H_

#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Codes of an error. */
typedef enum mdb_error_code {
  MDB_ERROR_NONE = 0,
  MDB_ERROR_ACCESS_DENIED = -1,
  MDB_ERROR_IO = -2,
  MDB_ERROR_MEMORY = -3,
  MDB_ERROR_OTHER = -4,
  MDB_ERROR_TIMEOUT = -5,
  MDB_ERROR_USER = -6,
  MDB_ERROR_VERSION_ERROR = -7,
  MDB_ERROR_TOO_MANY_PENDING_MESSAGES = -8
} mdb_error_code_t;

/** An error; the text belongs to it. */
typedef struct mdb_error {
  mdb_error_code_t code;
  char* message;
} mdb_error_t;

/** Frees an error. */
void mdb_error_destroy(mdb_error_t** error);

#ifdef __cplusplus
}
#endif

#endif /* ACAPKIT_MDB_ERROR_H_ */
