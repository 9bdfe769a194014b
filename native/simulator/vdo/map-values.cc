// Getters and setters of VdoMap. Numbers convert into each other and are clamped to the range of the result;
// pairs and quads convert element by element.
#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <optional>
#include <utility>

#include "simulator/vdo/map.h"

using acapkit::simulator::mapStore;
using acapkit::simulator::mapValue;

namespace {

template <typename Result, typename Value>
Result clampInteger(Value value) {
  if (std::cmp_less(value, std::numeric_limits<Result>::min())) return std::numeric_limits<Result>::min();
  if (std::cmp_greater(value, std::numeric_limits<Result>::max())) return std::numeric_limits<Result>::max();
  return static_cast<Result>(value);
}

template <typename Result, typename Value>
Result convert(Value value) {
  if constexpr (std::is_floating_point_v<Result>) {
    return static_cast<Result>(value);
  } else if constexpr (std::is_floating_point_v<Value>) {
    if (std::isnan(value)) return 0;
    // 2^63 and 2^64 are doubles, the largest integers are not: compare before the cast, which is undefined
    // out of range.
    if (value <= static_cast<Value>(std::numeric_limits<Result>::min()))
      return std::numeric_limits<Result>::min();
    if (value >= static_cast<Value>(std::numeric_limits<Result>::max()))
      return std::numeric_limits<Result>::max();
    return static_cast<Result>(value);
  } else {
    return clampInteger<Result>(value);
  }
}

template <typename Result>
std::optional<Result> toNumber(GVariant* value) noexcept {
  switch (g_variant_classify(value)) {
    case G_VARIANT_CLASS_BOOLEAN:
      return static_cast<Result>(g_variant_get_boolean(value) != FALSE ? 1 : 0);
    case G_VARIANT_CLASS_BYTE:
      return convert<Result>(unsigned{g_variant_get_byte(value)});
    case G_VARIANT_CLASS_INT16:
      return convert<Result>(g_variant_get_int16(value));
    case G_VARIANT_CLASS_UINT16:
      return convert<Result>(g_variant_get_uint16(value));
    case G_VARIANT_CLASS_INT32:
      return convert<Result>(g_variant_get_int32(value));
    case G_VARIANT_CLASS_UINT32:
      return convert<Result>(g_variant_get_uint32(value));
    case G_VARIANT_CLASS_INT64:
      return convert<Result>(g_variant_get_int64(value));
    case G_VARIANT_CLASS_UINT64:
      return convert<Result>(g_variant_get_uint64(value));
    case G_VARIANT_CLASS_DOUBLE:
      return convert<Result>(g_variant_get_double(value));
    default:
      return std::nullopt;
  }
}

template <typename Result>
Result getNumber(const VdoMap* self, const gchar* name, Result def) noexcept {
  GVariant* value = mapValue(self, name);
  return value == nullptr ? def : toNumber<Result>(value).value_or(def);
}

/** A union with an array member `val`, element by element. */
template <typename Tuple>
Tuple getTuple(const VdoMap* self, const gchar* name, Tuple def) noexcept {
  constexpr size_t kCount = std::size(decltype(Tuple::val){});
  GVariant* value = mapValue(self, name);
  if (value == nullptr || g_variant_classify(value) != G_VARIANT_CLASS_TUPLE ||
      g_variant_n_children(value) != kCount) {
    return def;
  }
  Tuple result{};
  for (size_t i = 0; i < kCount; ++i) {
    GVariant* child = g_variant_get_child_value(value, i);
    const auto number = toNumber<std::remove_reference_t<decltype(result.val[0])>>(child);
    g_variant_unref(child);
    if (!number) return def;
    result.val[i] = *number;
  }
  return result;
}

/** The elements in the value's own memory; a tuple of equal fixed-size elements is laid out like an array. */
template <typename Element>
Element* borrowArray(const VdoMap* self, const gchar* name, const char* type, Element* def) noexcept {
  GVariant* value = mapValue(self, name);
  if (value == nullptr || g_variant_is_of_type(value, G_VARIANT_TYPE(type)) == FALSE) return def;
  return static_cast<Element*>(const_cast<gpointer>(g_variant_get_data(value)));
}

}  // namespace

guchar vdo_map_get_byte(const VdoMap* self, const gchar* name, guchar def) {
  return getNumber(self, name, def);
}

gint16 vdo_map_get_int16(const VdoMap* self, const gchar* name, gint16 def) {
  return getNumber(self, name, def);
}

guint16 vdo_map_get_uint16(const VdoMap* self, const gchar* name, guint16 def) {
  return getNumber(self, name, def);
}

gint32 vdo_map_get_int32(const VdoMap* self, const gchar* name, gint32 def) {
  return getNumber(self, name, def);
}

guint32 vdo_map_get_uint32(const VdoMap* self, const gchar* name, guint32 def) {
  return getNumber(self, name, def);
}

gint64 vdo_map_get_int64(const VdoMap* self, const gchar* name, gint64 def) {
  return getNumber(self, name, def);
}

guint64 vdo_map_get_uint64(const VdoMap* self, const gchar* name, guint64 def) {
  return getNumber(self, name, def);
}

gdouble vdo_map_get_double(const VdoMap* self, const gchar* name, gdouble def) {
  return getNumber(self, name, def);
}

gboolean vdo_map_get_boolean(const VdoMap* self, const gchar* name, gboolean def) {
  GVariant* value = mapValue(self, name);
  const auto number = value == nullptr ? std::nullopt : toNumber<gdouble>(value);
  return number ? *number != 0 : def;
}

guint32* vdo_map_get_uint32x2(const VdoMap* self, const gchar* name, guint32* def) {
  return borrowArray(self, name, "(uu)", def);
}

guint32* vdo_map_get_uint32x4(const VdoMap* self, const gchar* name, guint32* def) {
  return borrowArray(self, name, "(uuuu)", def);
}

gdouble* vdo_map_get_doublex4(const VdoMap* self, const gchar* name, gdouble* def) {
  return borrowArray(self, name, "(dddd)", def);
}

GVariant* vdo_map_get_variant(const VdoMap* self, const gchar* name, GVariant* def) {
  GVariant* value = mapValue(self, name);
  return value == nullptr ? def : value;
}

const gchar* vdo_map_get_string(const VdoMap* self, const gchar* name, gsize* size, const gchar* def) {
  GVariant* value = mapValue(self, name);
  if (value != nullptr && g_variant_is_of_type(value, G_VARIANT_TYPE_STRING) != FALSE) {
    return g_variant_get_string(value, size);
  }
  if (size != nullptr) *size = def == nullptr ? 0 : std::strlen(def);
  return def;
}

gchar* vdo_map_dup_string(const VdoMap* self, const gchar* name, const gchar* def) {
  return g_strdup(vdo_map_get_string(self, name, nullptr, def));
}

VdoPair32i vdo_map_get_pair32i(const VdoMap* self, const gchar* name, VdoPair32i def) {
  return getTuple(self, name, def);
}

VdoPair32u vdo_map_get_pair32u(const VdoMap* self, const gchar* name, VdoPair32u def) {
  return getTuple(self, name, def);
}

VdoQuad32i vdo_map_get_quad32i(const VdoMap* self, const gchar* name, VdoQuad32i def) {
  return getTuple(self, name, def);
}

VdoQuad32u vdo_map_get_quad32u(const VdoMap* self, const gchar* name, VdoQuad32u def) {
  return getTuple(self, name, def);
}

void vdo_map_set_byte(VdoMap* self, const gchar* name, guchar value) {
  mapStore(self, name, g_variant_new_byte(value));
}

void vdo_map_set_int16(VdoMap* self, const gchar* name, gint16 value) {
  mapStore(self, name, g_variant_new_int16(value));
}

void vdo_map_set_uint16(VdoMap* self, const gchar* name, guint16 value) {
  mapStore(self, name, g_variant_new_uint16(value));
}

void vdo_map_set_uint32x2(VdoMap* self, const gchar* name, const guint32* value) {
  g_return_if_fail(value != nullptr);
  mapStore(self, name, g_variant_new("(uu)", value[0], value[1]));
}

void vdo_map_set_uint32x4(VdoMap* self, const gchar* name, const guint32* value) {
  g_return_if_fail(value != nullptr);
  mapStore(self, name, g_variant_new("(uuuu)", value[0], value[1], value[2], value[3]));
}

void vdo_map_set_doublex4(VdoMap* self, const gchar* name, const gdouble* value) {
  g_return_if_fail(value != nullptr);
  mapStore(self, name, g_variant_new("(dddd)", value[0], value[1], value[2], value[3]));
}

void vdo_map_set_boolean(VdoMap* self, const gchar* name, gboolean value) {
  mapStore(self, name, g_variant_new_boolean(value));
}

void vdo_map_set_int32(VdoMap* self, const gchar* name, gint32 value) {
  mapStore(self, name, g_variant_new_int32(value));
}

void vdo_map_set_uint32(VdoMap* self, const gchar* name, guint32 value) {
  mapStore(self, name, g_variant_new_uint32(value));
}

void vdo_map_set_int64(VdoMap* self, const gchar* name, gint64 value) {
  mapStore(self, name, g_variant_new_int64(value));
}

void vdo_map_set_uint64(VdoMap* self, const gchar* name, guint64 value) {
  mapStore(self, name, g_variant_new_uint64(value));
}

void vdo_map_set_double(VdoMap* self, const gchar* name, gdouble value) {
  mapStore(self, name, g_variant_new_double(value));
}

void vdo_map_set_string(VdoMap* self, const gchar* name, const gchar* value) {
  g_return_if_fail(value != nullptr && g_utf8_validate(value, -1, nullptr));
  mapStore(self, name, g_variant_new_string(value));
}

void vdo_map_set_pair32i(VdoMap* self, const gchar* name, VdoPair32i value) {
  mapStore(self, name, g_variant_new("(ii)", value.x, value.y));
}

void vdo_map_set_pair32u(VdoMap* self, const gchar* name, VdoPair32u value) {
  mapStore(self, name, g_variant_new("(uu)", value.x, value.y));
}

void vdo_map_set_quad32i(VdoMap* self, const gchar* name, VdoQuad32i value) {
  mapStore(self, name, g_variant_new("(iiii)", value.x, value.y, value.w, value.h));
}

void vdo_map_set_quad32u(VdoMap* self, const gchar* name, VdoQuad32u value) {
  mapStore(self, name, g_variant_new("(uuuu)", value.x, value.y, value.w, value.h));
}
