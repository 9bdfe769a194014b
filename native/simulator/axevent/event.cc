// C API of events.
#include "simulator/axevent/event.h"

#include "simulator/axevent/errors.h"

using acapkit::simulator::guarded;

namespace acapkit::simulator {
namespace {

DateTimePointer dateTimeOf(gint64 microseconds) {
  const gint64 rest = ((microseconds % G_USEC_PER_SEC) + G_USEC_PER_SEC) % G_USEC_PER_SEC;
  const DateTimePointer whole(g_date_time_new_from_unix_utc((microseconds - rest) / G_USEC_PER_SEC));
  return DateTimePointer(whole ? g_date_time_add(whole.get(), rest) : nullptr);
}

}  // namespace

gint64 microsecondsOf(const AXEvent& event) {
  return g_date_time_to_unix(event.time.get()) * G_USEC_PER_SEC +
         g_date_time_get_microsecond(event.time.get());
}

AXEvent* newEvent(KeyValues items, gint64 microseconds) {
  DateTimePointer time = dateTimeOf(microseconds);
  if (!time) time = dateTimeOf(g_get_real_time());  // A year GDateTime cannot express.
  auto* event = new AXEvent{{std::move(items)}, std::move(time), {}};
  const gint64 kept = microsecondsOf(*event);
  event->timeval.tv_sec = static_cast<glong>(g_date_time_to_unix(event->time.get()));
  event->timeval.tv_usec = static_cast<glong>(kept - g_date_time_to_unix(event->time.get()) * G_USEC_PER_SEC);
  return event;
}

}  // namespace acapkit::simulator

G_GNUC_BEGIN_IGNORE_DEPRECATIONS

AXEvent* ax_event_new(AXEventKeyValueSet* key_value_set, GTimeVal* time_stamp) {
  if (key_value_set == nullptr) return nullptr;
  return guarded<AXEvent*>(nullptr, nullptr, [&] {
    const gint64 now = g_get_real_time();
    const gint64 time = time_stamp == nullptr ? now
                                              : static_cast<gint64>(time_stamp->tv_sec) * G_USEC_PER_SEC +
                                                    static_cast<gint64>(time_stamp->tv_usec);
    return acapkit::simulator::newEvent(key_value_set->items, time);
  });
}

const GTimeVal* ax_event_get_time_stamp(AXEvent* event) {
  return event == nullptr ? nullptr : &event->timeval;
}

G_GNUC_END_IGNORE_DEPRECATIONS

AXEvent* ax_event_new2(AXEventKeyValueSet* key_value_set, GDateTime* time_stamp) {
  if (key_value_set == nullptr) return nullptr;
  return guarded<AXEvent*>(nullptr, nullptr, [&] {
    const gint64 time = time_stamp == nullptr ? g_get_real_time()
                                              : g_date_time_to_unix(time_stamp) * G_USEC_PER_SEC +
                                                    g_date_time_get_microsecond(time_stamp);
    return acapkit::simulator::newEvent(key_value_set->items, time);
  });
}

void ax_event_free(AXEvent* event) { delete event; }

const AXEventKeyValueSet* ax_event_get_key_value_set(AXEvent* event) {
  return event == nullptr ? nullptr : &event->set;
}

GDateTime* ax_event_get_time_stamp2(AXEvent* event) { return event == nullptr ? nullptr : event->time.get(); }
