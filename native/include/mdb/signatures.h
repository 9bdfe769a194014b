/**
 * @file mdb/signatures.h
 * Callback that several parts of mdb share. See mdb/error.h for the rules.
 */
#ifndef ACAPKIT_MDB_SIGNATURES_H_
#define ACAPKIT_MDB_SIGNATURES_H_

#include <mdb/error.h>

#ifdef __cplusplus
extern "C" {
#endif

/** End of an asynchronous call. @param error NULL on success; belongs to the library */
typedef void (*mdb_on_done_t)(const mdb_error_t* error, void* user_data);

#ifdef __cplusplus
}
#endif

#endif /* ACAPKIT_MDB_SIGNATURES_H_ */
