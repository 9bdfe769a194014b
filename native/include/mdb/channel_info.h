/**
 * @file mdb/channel_info.h
 * What a publisher tells about its channel: texts by key. See mdb/error.h for the rules. That mdb_dict_t is
 * declared in this file is (unverified).
 */
#ifndef ACAPKIT_MDB_CHANNEL_INFO_H_
#define ACAPKIT_MDB_CHANNEL_INFO_H_

#include <mdb/error.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Texts by key; belongs to the object it came from. */
typedef struct mdb_dict mdb_dict_t;
/** What is told about a channel. */
typedef struct mdb_channel_info mdb_channel_info_t;

/** Stores a text. Both texts are copied (unverified). */
bool mdb_dict_set_str(mdb_dict_t* self, const char* key, const char* value, mdb_error_t** error);

/** A text of the dictionary; belongs to it. */
const char* mdb_dict_get_str(const mdb_dict_t* self, const char* key, mdb_error_t** error);

/** New, empty information (mdb_channel_info_destroy()). */
mdb_channel_info_t* mdb_channel_info_create(mdb_error_t** error);

/** A copy (mdb_channel_info_destroy()). */
mdb_channel_info_t* mdb_channel_info_copy(const mdb_channel_info_t* self, mdb_error_t** error);

/** The texts, to read. */
const mdb_dict_t* mdb_channel_info_get_application_data(const mdb_channel_info_t* self, mdb_error_t** error);

/** The texts, to write. */
mdb_dict_t* mdb_channel_info_get_application_data_mutable(mdb_channel_info_t* self, mdb_error_t** error);

/** Frees information. */
void mdb_channel_info_destroy(mdb_channel_info_t** self);

#ifdef __cplusplus
}
#endif

#endif /* ACAPKIT_MDB_CHANNEL_INFO_H_ */
