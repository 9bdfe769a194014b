// A libvdostream.so.1 with a few functions only. They give back what they got, so that a trampoline that
// changed a register or the stack would be seen.
#include <glib.h>

#include <cstdint>

#pragma GCC visibility push(default)
#include <vdo-frame.h>
#include <vdo-map.h>
#include <vdo-stream.h>

VdoPair32u vdo_map_get_pair32u(const VdoMap* /*self*/, const gchar* name, VdoPair32u def) {
  VdoPair32u result;
  result.w = def.w + 1;
  result.h = def.h + static_cast<guint32>(name[0]);
  return result;
}

VdoChunk vdo_frame_take_chunk(VdoFrame* self, GError** /*error*/) {
  VdoChunk chunk{};
  chunk.data = self;
  chunk.size = 12345;
  chunk.type = VDO_CHUNK_NONE;
  chunk.offset = 0x123456789abcdefLL;
  return chunk;
}

/** The resolution is split between registers and stack on some architectures; `error` comes after it. */
VdoStream* vdo_stream_y800_new(const VdoMap* settings, guint32 input, VdoResolution resolution,
                               GError** error) {
  g_set_error(error, g_quark_from_static_string("fake"), static_cast<gint>(input), "%ux%u %s",
              resolution.width, resolution.height, settings == nullptr ? "none" : "settings");
  return nullptr;
}

gdouble vdo_map_get_double(const VdoMap* /*self*/, const gchar* /*name*/, gdouble def) { return def * 2; }

gint64 vdo_map_get_int64(const VdoMap* /*self*/, const gchar* /*name*/, gint64 def) { return def - 1; }
#pragma GCC visibility pop
