/**
 * @file ax_storage_error.h
 * @brief Error domain of the storage API.
 */
#ifndef ACAPKIT_AXSDK_AXSTORAGE_AX_STORAGE_ERROR_H_
#define ACAPKIT_AXSDK_AXSTORAGE_AX_STORAGE_ERROR_H_

#include <glib.h>

G_BEGIN_DECLS

/** The GError domain of every function of this API. */
#define AX_STORAGE_ERROR (ax_storage_error_quark())

/** Codes in the domain AX_STORAGE_ERROR. */
typedef enum {
  AX_STORAGE_ERROR_GENERIC = 0,
  AX_STORAGE_ERROR_INVALID_ARGUMENT = 1,
  AX_STORAGE_ERROR_INCOMPATIBLE_VALUE = 2,
  AX_STORAGE_ERROR_SUBSCRIPTION = 3,
  AX_STORAGE_ERROR_UNSUBSCRIBE = 4,
  AX_STORAGE_ERROR_SETUP = 5,
  AX_STORAGE_ERROR_END = 6 /**< number of codes */
} AXStorageErrorCode;

/** The quark behind AX_STORAGE_ERROR. */
GQuark ax_storage_error_quark(void);

G_END_DECLS

#endif /* ACAPKIT_AXSDK_AXSTORAGE_AX_STORAGE_ERROR_H_ */
