/**
 * @file ax_event.h
 * @brief One event: a copied key-value set and a time stamp.
 */
#ifndef ACAPKIT_AXSDK_AXEVENT_AX_EVENT_H_
#define ACAPKIT_AXSDK_AXEVENT_AX_EVENT_H_

#include <axsdk/axevent/ax_event_key_value_set.h>
#include <axsdk/axevent/ax_event_types.h>
#include <glib.h>

/** Define ALLOW_DEPRECATED_LIBAXEVENT_FUNCS before the include to use the GTimeVal functions without a
 * warning. */
#ifdef ALLOW_DEPRECATED_LIBAXEVENT_FUNCS
#define AX_EVENT_DEPRECATED_FOR(replacement)
#else
#define AX_EVENT_DEPRECATED_FOR(replacement) G_GNUC_DEPRECATED_FOR(replacement)
#endif

G_BEGIN_DECLS

/* GLib deprecates the type GTimeVal itself; without this an app with -Werror could not even include the
 * header. */
G_GNUC_BEGIN_IGNORE_DEPRECATIONS

/**
 * Makes an event with a copy of the set.
 * @param time_stamp time of the event, or NULL for now
 */
AX_EVENT_DEPRECATED_FOR(ax_event_new2)
AXEvent* ax_event_new(AXEventKeyValueSet* key_value_set, GTimeVal* time_stamp);

/** The time stamp; belongs to the event. */
AX_EVENT_DEPRECATED_FOR(ax_event_get_time_stamp2)
const GTimeVal* ax_event_get_time_stamp(AXEvent* event);

G_GNUC_END_IGNORE_DEPRECATIONS

/**
 * Makes an event with a copy of the set. Since AXIS OS 10.2.
 * @param time_stamp time of the event (copied, as UTC), or NULL for now
 */
AXEvent* ax_event_new2(AXEventKeyValueSet* key_value_set, GDateTime* time_stamp);

/** Frees an event with its set and time stamp. NULL is allowed. */
void ax_event_free(AXEvent* event);

/** The set; belongs to the event. */
const AXEventKeyValueSet* ax_event_get_key_value_set(AXEvent* event);

/** The time stamp in UTC; belongs to the event (g_date_time_ref() to keep it). Since AXIS OS 10.2. */
GDateTime* ax_event_get_time_stamp2(AXEvent* event);

G_END_DECLS

#endif /* ACAPKIT_AXSDK_AXEVENT_AX_EVENT_H_ */
