// VdoMap: entries, comparison, filters. Getters and setters are in map-values.cc.
#include "simulator/vdo/map.h"

#include <cstdarg>
#include <cstdio>
#include <vector>

using acapkit::simulator::MapEntries;
using acapkit::simulator::mapStore;
using acapkit::simulator::mapValue;
using acapkit::simulator::UnrefVariant;
using acapkit::simulator::VariantRef;

struct _VdoMap {
  GObject parent;
  MapEntries entries;
};

G_DEFINE_TYPE(VdoMap, vdo_map, G_TYPE_OBJECT)

static void vdo_map_finalize(GObject* object) {
  std::destroy_at(&VDO_MAP(object)->entries);
  G_OBJECT_CLASS(vdo_map_parent_class)->finalize(object);
}

static void vdo_map_class_init(VdoMapClass* type) { G_OBJECT_CLASS(type)->finalize = vdo_map_finalize; }

static void vdo_map_init(VdoMap* self) { std::construct_at(&self->entries); }

namespace acapkit::simulator {

GVariant* mapValue(const VdoMap* map, const gchar* name) noexcept {
  g_return_val_if_fail(map != nullptr && name != nullptr, nullptr);
  const auto found = map->entries.find(std::string_view(name));
  return found == map->entries.end() ? nullptr : found->second.get();
}

void mapStore(VdoMap* map, const gchar* name, GVariant* value) noexcept {
  const VariantRef owned(g_variant_ref_sink(value), UnrefVariant());
  g_return_if_fail(map != nullptr && name != nullptr && *name != '\0');
  map->entries.insert_or_assign(name, owned);
}

}  // namespace acapkit::simulator

namespace {

/** The names of a variadic call up to NULL, with the NULL. */
std::vector<const gchar*> collectNames(va_list arguments) {
  std::vector<const gchar*> names;
  do {
    names.push_back(va_arg(arguments, const gchar*));
  } while (names.back() != nullptr);
  return names;
}

bool sameValue(GVariant* left, GVariant* right) noexcept {
  if (left == nullptr || right == nullptr) return left == right;
  return g_variant_equal(left, right) != FALSE;
}

}  // namespace

VdoMap* vdo_map_new() { return VDO_MAP(g_object_new(VDO_TYPE_MAP, nullptr)); }

VdoMap* vdo_map_clone(const VdoMap* other) {
  g_return_val_if_fail(other != nullptr, nullptr);
  VdoMap* copy = vdo_map_new();
  copy->entries = other->entries;
  return copy;
}

VdoMap* vdo_map_new_from_variant(GVariant* dictionary) {
  g_return_val_if_fail(dictionary != nullptr, nullptr);
  const VariantRef owned(g_variant_ref_sink(dictionary), UnrefVariant());
  g_return_val_if_fail(g_variant_is_of_type(dictionary, G_VARIANT_TYPE_VARDICT), nullptr);
  VdoMap* map = vdo_map_new();
  GVariantIter iterator;
  const gchar* name = nullptr;
  GVariant* value = nullptr;
  g_variant_iter_init(&iterator, dictionary);
  while (g_variant_iter_loop(&iterator, "{&sv}", &name, &value) != FALSE) {
    if (*name != '\0') mapStore(map, name, value);
  }
  return map;
}

GVariant* vdo_map_to_variant(const VdoMap* self) {
  g_return_val_if_fail(self != nullptr, nullptr);
  GVariantBuilder builder;
  g_variant_builder_init(&builder, G_VARIANT_TYPE_VARDICT);
  for (const auto& [name, value] : self->entries)
    g_variant_builder_add(&builder, "{sv}", name.c_str(), value.get());
  return g_variant_builder_end(&builder);
}

gboolean vdo_map_empty(const VdoMap* self) { return vdo_map_size(self) == 0; }

gsize vdo_map_size(const VdoMap* self) {
  g_return_val_if_fail(self != nullptr, 0);
  return self->entries.size();
}

void vdo_map_swap(VdoMap* lhs, VdoMap* rhs) {
  g_return_if_fail(lhs != nullptr && rhs != nullptr);
  lhs->entries.swap(rhs->entries);
}

void vdo_map_clear(VdoMap* self) {
  g_return_if_fail(self != nullptr);
  self->entries.clear();
}

void vdo_map_dump(const VdoMap* self) {
  g_return_if_fail(self != nullptr);
  for (const auto& [name, value] : self->entries) {
    const std::unique_ptr<gchar, decltype(&g_free)> text(g_variant_print(value.get(), FALSE), g_free);
    std::printf("%s: %s\n", name.c_str(), text.get());
  }
  std::fflush(stdout);
}

gboolean vdo_map_contains(const VdoMap* self, const gchar* name) { return mapValue(self, name) != nullptr; }

gboolean vdo_map_contains_va(const VdoMap* self, ...) {
  va_list arguments;
  va_start(arguments, self);
  const auto names = collectNames(arguments);
  va_end(arguments);
  return vdo_map_contains_strv(self, names.data());
}

gboolean vdo_map_contains_strv(const VdoMap* self, const gchar* const* names) {
  g_return_val_if_fail(self != nullptr && names != nullptr, FALSE);
  for (; *names != nullptr; ++names) {
    if (mapValue(self, *names) == nullptr) return FALSE;
  }
  return TRUE;
}

gboolean vdo_map_entry_equals(const VdoMap* self, const VdoMap* map, const gchar* name) {
  g_return_val_if_fail(self != nullptr && map != nullptr && name != nullptr, FALSE);
  return sameValue(mapValue(self, name), mapValue(map, name));
}

gboolean vdo_map_entry_updates(const VdoMap* self, const VdoMap* map, const gchar* name) {
  return vdo_map_contains(map, name) != FALSE && vdo_map_entry_equals(self, map, name) == FALSE;
}

gboolean vdo_map_equals(const VdoMap* self, const VdoMap* map) {
  g_return_val_if_fail(self != nullptr && map != nullptr, FALSE);
  if (self->entries.size() != map->entries.size()) return FALSE;
  for (const auto& [name, value] : self->entries) {
    if (!sameValue(value.get(), mapValue(map, name.c_str()))) return FALSE;
  }
  return TRUE;
}

gboolean vdo_map_equals_va(const VdoMap* self, const VdoMap* map, ...) {
  va_list arguments;
  va_start(arguments, map);
  const auto names = collectNames(arguments);
  va_end(arguments);
  return vdo_map_equals_strv(self, map, names.data());
}

gboolean vdo_map_equals_strv(const VdoMap* self, const VdoMap* map, const gchar* const* names) {
  g_return_val_if_fail(self != nullptr && map != nullptr && names != nullptr, FALSE);
  for (; *names != nullptr; ++names) {
    if (vdo_map_entry_equals(self, map, *names) == FALSE) return FALSE;
  }
  return TRUE;
}

void vdo_map_remove(VdoMap* self, const gchar* name) {
  g_return_if_fail(self != nullptr && name != nullptr);
  self->entries.erase(name);
}

void vdo_map_remove_va(VdoMap* self, ...) {
  va_list arguments;
  va_start(arguments, self);
  const auto names = collectNames(arguments);
  va_end(arguments);
  vdo_map_remove_strv(self, names.data());
}

void vdo_map_remove_strv(VdoMap* self, const gchar* const* names) {
  g_return_if_fail(self != nullptr && names != nullptr);
  for (; *names != nullptr; ++names) vdo_map_remove(self, *names);
}

VdoMap* vdo_map_filter_prefix(const VdoMap* self, const gchar* prefix) {
  g_return_val_if_fail(self != nullptr && prefix != nullptr, nullptr);
  VdoMap* filtered = vdo_map_new();
  for (const auto& entry : self->entries) {
    if (entry.first.starts_with(prefix)) filtered->entries.insert(entry);
  }
  return filtered;
}

VdoMap* vdo_map_filter_va(const VdoMap* self, ...) {
  va_list arguments;
  va_start(arguments, self);
  const auto names = collectNames(arguments);
  va_end(arguments);
  return vdo_map_filter_strv(self, names.data());
}

VdoMap* vdo_map_filter_strv(const VdoMap* self, const gchar* const* names) {
  g_return_val_if_fail(self != nullptr && names != nullptr, nullptr);
  VdoMap* filtered = vdo_map_new();
  for (; *names != nullptr; ++names) {
    const auto found = self->entries.find(std::string_view(*names));
    if (found != self->entries.end()) filtered->entries.insert(*found);
  }
  return filtered;
}

void vdo_map_merge(VdoMap* self, const VdoMap* map) {
  g_return_if_fail(self != nullptr && map != nullptr);
  if (self == map) return;
  for (const auto& [name, value] : map->entries) self->entries.insert_or_assign(name, value);
}

void vdo_map_copy_value(VdoMap* self, const gchar* src, const gchar* dst) {
  GVariant* value = mapValue(self, src);
  if (value != nullptr) mapStore(self, dst, value);
}
