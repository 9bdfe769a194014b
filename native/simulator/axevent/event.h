// One event: a set and the two forms of its time stamp.
#pragma once

#include "simulator/axevent/api.h"
#include "simulator/axevent/key-value-set.h"
#include "simulator/bus/glib-pointers.h"

G_GNUC_BEGIN_IGNORE_DEPRECATIONS

// NOLINTNEXTLINE(bugprone-reserved-identifier): the tag is part of the public API.
struct _AXEvent {
  AXEventKeyValueSet set;
  acapkit::simulator::DateTimePointer time;
  GTimeVal timeval;
};

G_GNUC_END_IGNORE_DEPRECATIONS

namespace acapkit::simulator {

/// Time stamp of an event in microseconds since 1970.
gint64 microsecondsOf(const AXEvent& event);

/// Makes an event that the app frees with ax_event_free().
AXEvent* newEvent(KeyValues items, gint64 microseconds);

}  // namespace acapkit::simulator
