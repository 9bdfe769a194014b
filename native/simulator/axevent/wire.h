// Key-value sets as they travel on the bus: an array of (key, namespace, type, flags, value, user tag, nice
// key, nice value). src/simulator/events/event-wire.ts is the other end.
#pragma once

#include "simulator/axevent/key-value-set.h"

namespace acapkit::simulator {

/// D-Bus signature of a set.
constexpr const char* kItemsSignature = "a(ssyussss)";

/// A floating array of the items.
GVariant* toWire(const KeyValues& items);

/// Reads an array with the signature above; items with an unknown value type are left out.
KeyValues fromWire(GVariant* array);

}  // namespace acapkit::simulator
