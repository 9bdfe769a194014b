// The camera headers in plain C11, each macro once: apps are written in C, and this file fails to compile
// when they could not be.
#include "vdo-channel.h"
#include "vdo-error.h"
#include "vdo-stream.h"

#pragma GCC diagnostic error "-Wformat-nonliteral"

// Apps define this themselves, so the headers must not.
G_DEFINE_AUTOPTR_CLEANUP_FUNC(VdoResolutionSet, g_free)

int useHeadersFromC(GError** error, int number);

/** Uses what only C has (g_autoptr) and the macros; 0 when each did its work, a negative number names the one
 * that did not. */
int useHeadersFromC(GError** error, int number) {
  g_autoptr(VdoMap) map = vdo_map_new();
  g_autoptr(VdoBuffer) buffer = vdo_buffer_new(-1, 0, 0, NULL);
  g_autoptr(VdoStream) stream = NULL;
  g_autoptr(VdoChannel) channel = VDO_CHANNEL_GLOBAL;
  g_autoptr(VdoResolutionSet) resolutions = NULL;
  if (stream != NULL || channel != NULL || resolutions != NULL) return -1;
  vdo_map_set_printf(map, uint32, 3U, 16, "a.%d", number);
  vdo_map_set_boolean_printf(map, TRUE, 16, "b.%d", number);
  if (vdo_map_get_printf(map, uint32, 0, 16, "a.%d", number) != 3) return -2;
  if (!vdo_map_get_boolean_printf(map, FALSE, 16, "b.%d", number)) return -3;
  if (vdo_map_get_string_printf(map, NULL, 16, "c.%d", number) != NULL) return -4;
  g_autofree gchar* text = vdo_map_dup_string_printf(map, "none", 16, "c.%d", number);
  if (g_strcmp0(text, "none") != 0) return -5;
  vdo_map_remove_printf(map, 16, "a.%d", number);
  VdoPair32u resolution = {.w = 640, .h = 480};
  vdo_map_set_pair32u(map, "resolution", resolution);
  if (vdo_map_get_pair32u(map, "resolution", (VdoPair32u){.val = {0, 0}}).res.height != 480) return -6;
  if (!VDO_IS_MAP(map) || !VDO_IS_FRAME(vdo_buffer_get_frame(buffer))) return -7;
  goto exit_failure(error, VDO_ERROR_IO, "number %d", number);
exit_failure:
  return 0;
}
