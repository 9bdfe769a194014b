// One storage of the camera, from the first news of it to its release.
#pragma once

#include <axsdk/axstorage.h>

// `storage` is there from the end of the set-up to the beginning of the release; `busy` while one of them
// runs.
struct disk {
  gchar* id;
  guint subscription;
  gboolean busy;
  gboolean leaving;
  AXStorage* storage;
};

// Takes the id. Sets the storage up when it can be written to, and gives it back when it is about to go.
struct disk* disk_follow(gchar* id);

// Ends that. The release takes a while: the main loop must go on while `busy`.
void disk_leave(struct disk* disk);
void disk_free(struct disk* disk);

// Says what went wrong with a storage and frees the error.
void disk_complain(const struct disk* disk, const char* what, GError* error);
