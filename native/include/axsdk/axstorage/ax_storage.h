/**
 * @file ax_storage.h
 * @brief Finds storages, follows their state and sets up a folder of the app on them.
 *
 * A storage id is a text such as "SD_DISK" or "NetworkShare". Every callback runs in the GLib default main
 * context, so an app needs a running GMainLoop; threads are not documented. `GError** error` may be NULL.
 * Older on cameras than AXIS OS 10.9, in the native SDK since 11.7. The manifest needs the group `storage`.
 */
#ifndef ACAPKIT_AXSDK_AXSTORAGE_AX_STORAGE_H_
#define ACAPKIT_AXSDK_AXSTORAGE_AX_STORAGE_H_

#include <axsdk/axstorage/ax_storage_error.h>
#include <glib.h>

G_BEGIN_DECLS

/** A storage that is set up for the app. */
typedef struct _AXStorage AXStorage;

/** States of a storage, for ax_storage_get_status(). */
typedef enum {
  AX_STORAGE_AVAILABLE_EVENT = 0,    /**< it is there */
  AX_STORAGE_EXITING_EVENT = 1,      /**< it is about to go: close files and release */
  AX_STORAGE_WRITABLE_EVENT = 2,     /**< it can be written to */
  AX_STORAGE_FULL_EVENT = 3,         /**< it is full */
  AX_STORAGE_STATUS_EVENT_ID_END = 4 /**< number of states */
} AXStorageStatusEventId;

/** Kind of a storage. */
typedef enum {
  LOCAL_TYPE = 0,    /**< SD card */
  EXTERNAL_TYPE = 1, /**< network share */
  UNKNOWN_TYPE = 2   /**< result on failure */
} AXStorageType;

/**
 * A state of a storage has changed; sometimes nothing visible has. Ask ax_storage_get_status() for each
 * state. The official example relies on a first call soon after subscribing (unverified).
 * @param storage_id belongs to the library, but stays valid at least until the storage is released (the
 * official example relies on it)
 * @param error NULL, or an error that the callback frees
 */
typedef void (*AXStorageSubscriptionCallback)(gchar* storage_id, gpointer user_data, GError* error);

/**
 * A storage is set up. Exactly one of `storage` and `error` is NULL.
 * @param storage belongs to the library and is valid until it is released
 * @param error the callback frees it
 */
typedef void (*AXStorageSetupCallback)(AXStorage* storage, gpointer user_data, GError* error);

/** A storage is released. @param error NULL, or an error that the callback frees */
typedef void (*AXStorageReleaseCallback)(gpointer user_data, GError* error);

/** Ids of all storages: new list, new strings. NULL means none, or an error. */
GList* ax_storage_list(GError** error);

/** Calls back at each change of a storage. @return a number for ax_storage_unsubscribe(), or 0 */
guint ax_storage_subscribe(gchar* storage_id, AXStorageSubscriptionCallback callback, gpointer user_data,
                           GError** error);

/** Ends a subscription. */
gboolean ax_storage_unsubscribe(guint id, GError** error);

/** Makes a folder for the app on a storage; the callback tells the end. */
gboolean ax_storage_setup_async(gchar* storage_id, AXStorageSetupCallback callback, gpointer user_data,
                                GError** error);

/** Gives a storage back; the callback tells the end. Close all files on it first. */
gboolean ax_storage_release_async(AXStorage* storage, AXStorageReleaseCallback callback, gpointer user_data,
                                  GError** error);

/** Path of the app's folder as a new string (g_free()). Never write the path into code: it differs. */
gchar* ax_storage_get_path(AXStorage* storage, GError** error);

/** Tells whether a storage is in a state. FALSE without an error means that it is not. */
gboolean ax_storage_get_status(gchar* storage_id, AXStorageStatusEventId event, GError** error);

/** Id of a storage as a new string (g_free()). */
gchar* ax_storage_get_storage_id(AXStorage* storage, GError** error);

/** Kind of a storage; UNKNOWN_TYPE on failure. */
AXStorageType ax_storage_get_type(AXStorage* storage, GError** error);

G_END_DECLS

#endif /* ACAPKIT_AXSDK_AXSTORAGE_AX_STORAGE_H_ */
