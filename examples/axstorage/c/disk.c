#include "disk.h"

#include <syslog.h>

void disk_complain(const struct disk* disk, const char* what, GError* error) {
  syslog(LOG_ERR, "%s: %s: %s", disk->id, what, error ? error->message : "no reason");
  g_clear_error(&error);
}

static gboolean is_in_state(const struct disk* disk, AXStorageStatusEventId state) {
  GError* error = NULL;
  const gboolean yes = ax_storage_get_status(disk->id, state, &error);
  if (error) disk_complain(disk, "no status", error);
  return yes;
}

static void on_released(gpointer data, GError* error) {
  struct disk* disk = data;
  disk->busy = FALSE;
  if (error) disk_complain(disk, "not released", error);
}

static void release(struct disk* disk) {
  GError* error = NULL;
  disk->busy = ax_storage_release_async(disk->storage, on_released, disk, &error);
  disk->storage = NULL;
  if (!disk->busy) disk_complain(disk, "not released", error);
}

static void on_set_up(AXStorage* storage, gpointer data, GError* error) {
  struct disk* disk = data;
  disk->busy = FALSE;
  disk->storage = storage;
  if (!storage) return disk_complain(disk, "not set up", error);
  syslog(LOG_INFO, "%s: set up", disk->id);
  if (disk->leaving) release(disk);
}

// Something may have changed; the library does not tell what.
static void on_change(gchar* id, gpointer data, GError* error) {
  (void)id;
  struct disk* disk = data;
  if (error) return disk_complain(disk, "no news", error);
  const gboolean going = is_in_state(disk, AX_STORAGE_EXITING_EVENT);
  if (disk->storage && going) release(disk);
  if (disk->storage || disk->busy || going) return;
  if (!is_in_state(disk, AX_STORAGE_AVAILABLE_EVENT) || !is_in_state(disk, AX_STORAGE_WRITABLE_EVENT) ||
      is_in_state(disk, AX_STORAGE_FULL_EVENT))
    return;
  disk->busy = ax_storage_setup_async(disk->id, on_set_up, disk, &error);
  if (!disk->busy) disk_complain(disk, "not set up", error);
}

struct disk* disk_follow(gchar* id) {
  GError* error = NULL;
  struct disk* disk = g_new0(struct disk, 1);
  disk->id = id;
  disk->subscription = ax_storage_subscribe(id, on_change, disk, &error);
  if (!disk->subscription) disk_complain(disk, "no subscription", error);
  return disk;
}

void disk_leave(struct disk* disk) {
  GError* error = NULL;
  disk->leaving = TRUE;
  if (disk->subscription && !ax_storage_unsubscribe(disk->subscription, &error))
    disk_complain(disk, "subscription not ended", error);
  disk->subscription = 0;
  if (disk->storage) release(disk);
}

void disk_free(struct disk* disk) {
  g_free(disk->id);
  g_free(disk);
}
