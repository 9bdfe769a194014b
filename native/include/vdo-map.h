/**
 * @file vdo-map.h
 * VdoMap, the dictionary of the camera's video library (libvdostream.so.1): settings go in, info comes out.
 * API-compatible declarations, written from the published names and signatures. Facts without hard evidence
 * are marked (unverified).
 *
 * A map holds one value for each key. Keys are neither NULL nor "". Numeric getters convert between numeric
 * types (and booleans) and give the default only when the key is absent or holds no number. A map is not made
 * for use by several threads at a time (unverified). No function of this file blocks.
 */
#ifndef VDO_MAP_H
#define VDO_MAP_H

#include <glib-object.h>

#include "vdo-types.h"

G_BEGIN_DECLS

#define VDO_TYPE_MAP (vdo_map_get_type())
G_DECLARE_FINAL_TYPE(VdoMap, vdo_map, VDO, MAP, GObject)

/** @name Making, counting, clearing
 * @{ */
/** New empty map; release with g_object_unref(). */
VdoMap* vdo_map_new(void);
/** New map with the same entries; release with g_object_unref(). Since AXIS OS 12.11. */
VdoMap* vdo_map_clone(const VdoMap* other);
/** New map from a variant of type a{sv}; a floating variant is consumed (unverified). Release with
 * g_object_unref(). */
VdoMap* vdo_map_new_from_variant(GVariant* dictionary);
/** The entries as a variant of type a{sv}; floating (unverified). */
GVariant* vdo_map_to_variant(const VdoMap* self);
/** TRUE when there are no entries. */
gboolean vdo_map_empty(const VdoMap* self);
/** Number of entries. */
gsize vdo_map_size(const VdoMap* self);
/** Exchanges the entries of two maps. */
void vdo_map_swap(VdoMap* lhs, VdoMap* rhs);
/** Removes all entries. */
void vdo_map_clear(VdoMap* self);
/** Prints the entries to stdout; the form of the text is (unverified). */
void vdo_map_dump(const VdoMap* self);
/** @} */

/** @name Looking and comparing. The _va forms take names that end with NULL, the _strv forms a
 * NULL-terminated array.
 * @{ */
/** TRUE when the key is there. */
gboolean vdo_map_contains(const VdoMap* self, const gchar* name);
/** TRUE when all named keys are there. */
gboolean vdo_map_contains_va(const VdoMap* self, ...) G_GNUC_NULL_TERMINATED;
/** TRUE when all named keys are there. */
gboolean vdo_map_contains_strv(const VdoMap* self, const gchar* const* names);
/** TRUE when both maps hold the same value for the key; that two absent entries are equal is (unverified). */
gboolean vdo_map_entry_equals(const VdoMap* self, const VdoMap* map, const gchar* name);
/** TRUE when `map` holds a value for the key that differs from the one here, so that a merge changes it
 * (unverified). */
gboolean vdo_map_entry_updates(const VdoMap* self, const VdoMap* map, const gchar* name);
/** TRUE when both maps hold the same entries. */
gboolean vdo_map_equals(const VdoMap* self, const VdoMap* map);
/** TRUE when the named entries are equal. */
gboolean vdo_map_equals_va(const VdoMap* self, const VdoMap* map, ...) G_GNUC_NULL_TERMINATED;
/** TRUE when the named entries are equal. */
gboolean vdo_map_equals_strv(const VdoMap* self, const VdoMap* map, const gchar* const* names);
/** @} */

/** @name Removing, filtering, merging
 * @{ */
/** Removes one entry; an absent key is no failure. */
void vdo_map_remove(VdoMap* self, const gchar* name);
/** Removes the named entries. */
void vdo_map_remove_va(VdoMap* self, ...) G_GNUC_NULL_TERMINATED;
/** Removes the named entries. */
void vdo_map_remove_strv(VdoMap* self, const gchar* const* names);
/** New map with the entries whose key begins with the prefix, under their whole keys (unverified). */
VdoMap* vdo_map_filter_prefix(const VdoMap* self, const gchar* prefix);
/** New map with those of the named entries that are here. */
VdoMap* vdo_map_filter_va(const VdoMap* self, ...) G_GNUC_NULL_TERMINATED;
/** New map with those of the named entries that are here. */
VdoMap* vdo_map_filter_strv(const VdoMap* self, const gchar* const* names);
/** Takes over all entries of `map`; they replace entries with the same key. */
void vdo_map_merge(VdoMap* self, const VdoMap* map);
/** Stores the value of key `src` under key `dst` as well; nothing happens when `src` is absent (unverified).
 */
void vdo_map_copy_value(VdoMap* self, const gchar* src, const gchar* dst);
/** @} */

/** @name Getters: the value, converted, or `def`
 * A number outside the range of the result is clamped by this implementation; the camera's rule is
 * (unverified).
 * @{ */
/** 8-bit value. */
guchar vdo_map_get_byte(const VdoMap* self, const gchar* name, guchar def);
/** 16-bit signed value. */
gint16 vdo_map_get_int16(const VdoMap* self, const gchar* name, gint16 def);
/** 16-bit unsigned value. */
guint16 vdo_map_get_uint16(const VdoMap* self, const gchar* name, guint16 def);
/** Two values, borrowed from the map until the entry changes (unverified), or `def`. */
guint32* vdo_map_get_uint32x2(const VdoMap* self, const gchar* name, guint32* def);
/** Four values, borrowed from the map until the entry changes (unverified), or `def`. */
guint32* vdo_map_get_uint32x4(const VdoMap* self, const gchar* name, guint32* def);
/** Four values, borrowed from the map until the entry changes (unverified), or `def`. */
gdouble* vdo_map_get_doublex4(const VdoMap* self, const gchar* name, gdouble* def);
/** The value as a variant, borrowed from the map until the entry changes (unverified), or `def`. */
GVariant* vdo_map_get_variant(const VdoMap* self, const gchar* name, GVariant* def);
/** Truth value; a number is TRUE when it is not 0. */
gboolean vdo_map_get_boolean(const VdoMap* self, const gchar* name, gboolean def);
/** 32-bit signed value. */
gint32 vdo_map_get_int32(const VdoMap* self, const gchar* name, gint32 def);
/** 32-bit unsigned value. */
guint32 vdo_map_get_uint32(const VdoMap* self, const gchar* name, guint32 def);
/** 64-bit signed value. */
gint64 vdo_map_get_int64(const VdoMap* self, const gchar* name, gint64 def);
/** 64-bit unsigned value. */
guint64 vdo_map_get_uint64(const VdoMap* self, const gchar* name, guint64 def);
/** Floating point value. */
gdouble vdo_map_get_double(const VdoMap* self, const gchar* name, gdouble def);
/** Text, borrowed from the map until the entry changes; `size`, when not NULL, gets its bytes without the
 * final 0. */
const gchar* vdo_map_get_string(const VdoMap* self, const gchar* name, gsize* size, const gchar* def);
/** A copy of the text or of `def`, released with g_free(); NULL when both are absent. */
gchar* vdo_map_dup_string(const VdoMap* self, const gchar* name, const gchar* def);
/** Pair of signed numbers. Since AXIS OS 10.12. */
VdoPair32i vdo_map_get_pair32i(const VdoMap* self, const gchar* name, VdoPair32i def);
/** Pair of unsigned numbers. Since AXIS OS 10.12. */
VdoPair32u vdo_map_get_pair32u(const VdoMap* self, const gchar* name, VdoPair32u def);
/** Four signed numbers. Since AXIS OS 12.11. */
VdoQuad32i vdo_map_get_quad32i(const VdoMap* self, const gchar* name, VdoQuad32i def);
/** Four unsigned numbers. Since AXIS OS 12.11. */
VdoQuad32u vdo_map_get_quad32u(const VdoMap* self, const gchar* name, VdoQuad32u def);
/** @} */

/** @name Setters: store a copy of the value, whatever the entry held before
 * @{ */
/** 8-bit value. */
void vdo_map_set_byte(VdoMap* self, const gchar* name, guchar value);
/** 16-bit signed value. */
void vdo_map_set_int16(VdoMap* self, const gchar* name, gint16 value);
/** 16-bit unsigned value. */
void vdo_map_set_uint16(VdoMap* self, const gchar* name, guint16 value);
/** Two numbers. */
void vdo_map_set_uint32x2(VdoMap* self, const gchar* name, const guint32* value);
/** Four numbers. */
void vdo_map_set_uint32x4(VdoMap* self, const gchar* name, const guint32* value);
/** Four numbers. */
void vdo_map_set_doublex4(VdoMap* self, const gchar* name, const gdouble* value);
/** Truth value. */
void vdo_map_set_boolean(VdoMap* self, const gchar* name, gboolean value);
/** 32-bit signed value. */
void vdo_map_set_int32(VdoMap* self, const gchar* name, gint32 value);
/** 32-bit unsigned value. */
void vdo_map_set_uint32(VdoMap* self, const gchar* name, guint32 value);
/** 64-bit signed value. */
void vdo_map_set_int64(VdoMap* self, const gchar* name, gint64 value);
/** 64-bit unsigned value. */
void vdo_map_set_uint64(VdoMap* self, const gchar* name, guint64 value);
/** Floating point value. */
void vdo_map_set_double(VdoMap* self, const gchar* name, gdouble value);
/** Text (UTF-8, not NULL). */
void vdo_map_set_string(VdoMap* self, const gchar* name, const gchar* value);
/** Pair of signed numbers. Since AXIS OS 10.12. */
void vdo_map_set_pair32i(VdoMap* self, const gchar* name, VdoPair32i value);
/** Pair of unsigned numbers. Since AXIS OS 10.12. */
void vdo_map_set_pair32u(VdoMap* self, const gchar* name, VdoPair32u value);
/** Four signed numbers. Since AXIS OS 12.11. */
void vdo_map_set_quad32i(VdoMap* self, const gchar* name, VdoQuad32i value);
/** Four unsigned numbers. Since AXIS OS 12.11. */
void vdo_map_set_quad32u(VdoMap* self, const gchar* name, VdoQuad32u value);
/** @} */

/** @name Keys made by printf
 * Format the key into a local array of `len` bytes, then call the plain function. At least one argument must
 * follow the format. The get and dup forms are GNU statement expressions with a value, the set and remove
 * forms are blocks.
 * @{ */
#define vdo_map_get_printf(self, type, def, len, format, ...) \
  __extension__({                                             \
    gchar vdo_map_key_[len];                                  \
    g_snprintf(vdo_map_key_, (len), format, __VA_ARGS__);     \
    vdo_map_get_##type((self), vdo_map_key_, (def));          \
  })
#define vdo_map_get_boolean_printf(self, def, len, format, ...) \
  __extension__({                                               \
    gchar vdo_map_key_[len];                                    \
    g_snprintf(vdo_map_key_, (len), format, __VA_ARGS__);       \
    vdo_map_get_boolean((self), vdo_map_key_, (def));           \
  })
#define vdo_map_get_string_printf(self, def, len, format, ...) \
  __extension__({                                              \
    gchar vdo_map_key_[len];                                   \
    g_snprintf(vdo_map_key_, (len), format, __VA_ARGS__);      \
    vdo_map_get_string((self), vdo_map_key_, NULL, (def));     \
  })
#define vdo_map_dup_string_printf(self, def, len, format, ...) \
  __extension__({                                              \
    gchar vdo_map_key_[len];                                   \
    g_snprintf(vdo_map_key_, (len), format, __VA_ARGS__);      \
    vdo_map_dup_string((self), vdo_map_key_, (def));           \
  })
#define vdo_map_set_printf(self, type, value, len, format, ...) \
  {                                                             \
    gchar vdo_map_key_[len];                                    \
    g_snprintf(vdo_map_key_, (len), format, __VA_ARGS__);       \
    vdo_map_set_##type((self), vdo_map_key_, (value));          \
  }
#define vdo_map_set_boolean_printf(self, value, len, format, ...) \
  {                                                               \
    gchar vdo_map_key_[len];                                      \
    g_snprintf(vdo_map_key_, (len), format, __VA_ARGS__);         \
    vdo_map_set_boolean((self), vdo_map_key_, (value));           \
  }
#define vdo_map_remove_printf(self, len, format, ...)     \
  {                                                       \
    gchar vdo_map_key_[len];                              \
    g_snprintf(vdo_map_key_, (len), format, __VA_ARGS__); \
    vdo_map_remove((self), vdo_map_key_);                 \
  }
/** @} */

G_END_DECLS

#endif
