/**
 * @file axsdk/axevent.h
 * @brief Event bus of the camera: declare, send and subscribe to events (libaxevent.so.1).
 *
 * API-compatible with the camera's own header; the comments are our own. Every callback runs in the GLib
 * default main context, so an app needs a running GMainLoop. The functions of a handler may be called from
 * any thread; key-value sets and element items belong to one thread at a time.
 */
#ifndef ACAPKIT_AXSDK_AXEVENT_H_
#define ACAPKIT_AXSDK_AXEVENT_H_

/* clang-format off */
#include <axsdk/axevent/ax_event_types.h>
#include <axsdk/axevent/ax_event_element_item.h>
#include <axsdk/axevent/ax_event_error.h>
#include <axsdk/axevent/ax_event_key_value_set.h>
#include <axsdk/axevent/ax_event.h>
#include <axsdk/axevent/ax_event_handler.h>
/* clang-format on */

#endif /* ACAPKIT_AXSDK_AXEVENT_H_ */
