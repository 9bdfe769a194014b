// Inside of VdoMap: a sorted dictionary of GVariants, so that a dump is stable and every value knows its
// type.
#ifndef ACAPKIT_SIMULATOR_VDO_MAP_H
#define ACAPKIT_SIMULATOR_VDO_MAP_H

#include <map>
#include <memory>
#include <string>

#include "simulator/vdo/public.h"

namespace acapkit::simulator {

struct UnrefVariant {
  void operator()(GVariant* value) const { g_variant_unref(value); }
};

/** Owns one reference of a value; shared by maps, because values never change. */
using VariantRef = std::shared_ptr<GVariant>;

using MapEntries = std::map<std::string, VariantRef, std::less<>>;

/** The value of a key, borrowed; NULL when the map or the key is absent. */
GVariant* mapValue(const VdoMap* map, const gchar* name) noexcept;

/** Stores a value; a floating reference is consumed. Complains (g_critical) about NULL and "". */
void mapStore(VdoMap* map, const gchar* name, GVariant* value) noexcept;

}  // namespace acapkit::simulator

#endif
