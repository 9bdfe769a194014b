// Appends a line to a log on every storage (SD card, network share) each ten seconds, while it can be written
// to. A storage that is about to go is given back at once (disk.c), and all of them when the app ends.
#include <errno.h>
#include <glib-unix.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>

#include "disk.h"

#define EVERY_SECONDS 10
#define PATIENCE_SECONDS 5

static GPtrArray* disks;
static gboolean stopping;

static void append_line(const struct disk* disk) {
  GError* error = NULL;
  g_autofree gchar* folder = ax_storage_get_path(disk->storage, &error);
  if (!folder) return disk_complain(disk, "no path", error);
  g_autofree gchar* name = g_build_filename(folder, "example.log", NULL);
  g_autoptr(GDateTime) now = g_date_time_new_now_utc();
  g_autofree gchar* time = g_date_time_format_iso8601(now);
  // Closed again each time: a storage with open files cannot go.
  FILE* file = fopen(name, "a");
  const gboolean printed = file && fprintf(file, "%s still here\n", time) > 0;
  if ((file && fclose(file) != 0) || !printed) syslog(LOG_ERR, "%s: %s", name, strerror(errno));
}

static gboolean on_time(gpointer data) {
  (void)data;
  for (guint i = 0; i < disks->len; i++) {
    const struct disk* disk = disks->pdata[i];
    if (disk->storage) append_line(disk);
  }
  return G_SOURCE_CONTINUE;
}

static gboolean are_busy(void) {
  for (guint i = 0; i < disks->len; i++)
    if (((struct disk*)disks->pdata[i])->busy) return TRUE;
  return FALSE;
}

static gboolean on_signal(gpointer data) {
  (void)data;
  stopping = TRUE;
  return G_SOURCE_CONTINUE;
}

// TRUE in `data` when it has taken too long.
static gboolean on_late(gpointer data) {
  *(gboolean*)data = TRUE;
  return G_SOURCE_CONTINUE;
}

// Runs the loop until a signal comes, and on until every storage has been given back.
static void run(void) {
  gboolean late = FALSE;
  while (!stopping) g_main_context_iteration(NULL, TRUE);
  for (guint i = 0; i < disks->len; i++) disk_leave(disks->pdata[i]);
  const guint patience = g_timeout_add_seconds(PATIENCE_SECONDS, on_late, &late);
  while (are_busy() && !late) g_main_context_iteration(NULL, TRUE);
  g_source_remove(patience);
}

int main(void) {
  openlog("example_axstorage_c", LOG_PID, LOG_USER);
  g_autoptr(GError) error = NULL;
  disks = g_ptr_array_new_with_free_func((GDestroyNotify)disk_free);
  g_unix_signal_add(SIGTERM, on_signal, NULL);
  g_unix_signal_add(SIGINT, on_signal, NULL);

  GList* ids = ax_storage_list(&error);
  if (error) {
    syslog(LOG_ERR, "no list of storages: %s", error->message);
  } else {
    // No list and no error: the camera has no storage.
    for (GList* one = ids; one; one = one->next) g_ptr_array_add(disks, disk_follow(one->data));
    syslog(LOG_INFO, "%u storages", disks->len);
    g_timeout_add_seconds(EVERY_SECONDS, on_time, NULL);
    run();
  }
  g_list_free(ids);
  g_ptr_array_free(disks, TRUE);
  return error ? EXIT_FAILURE : EXIT_SUCCESS;
}
