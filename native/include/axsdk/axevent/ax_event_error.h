/**
 * @file ax_event_error.h
 * @brief Error domain of the event API.
 */
#ifndef ACAPKIT_AXSDK_AXEVENT_AX_EVENT_ERROR_H_
#define ACAPKIT_AXSDK_AXEVENT_AX_EVENT_ERROR_H_

#include <glib.h>

G_BEGIN_DECLS

/** The GError domain of every function of this API. */
#define AX_EVENT_ERROR (ax_event_error_quark())

/** Codes in the domain AX_EVENT_ERROR. */
typedef enum {
  AX_EVENT_ERROR_GENERIC = 0,            /**< nothing more exact is known */
  AX_EVENT_ERROR_INVALID_ARGUMENT = 1,   /**< an argument is NULL, empty or malformed */
  AX_EVENT_ERROR_INCOMPATIBLE_VALUE = 2, /**< the value has another type, or is not set */
  AX_EVENT_ERROR_DECLARATION = 3,        /**< an event could not be declared */
  AX_EVENT_ERROR_UNDECLARE = 4,          /**< a declaration could not be taken back */
  AX_EVENT_ERROR_SEND = 5,               /**< an event could not be sent */
  AX_EVENT_ERROR_SUBSCRIPTION = 6,       /**< a subscription failed */
  AX_EVENT_ERROR_UNSUBSCRIBE = 7,        /**< a subscription could not be ended */
  AX_EVENT_ERROR_KEY_NOT_FOUND = 8,      /**< the set has no such key */
  AX_EVENT_ERROR_END = 9                 /**< number of codes */
} AXEventErrorCode;

/** The quark behind AX_EVENT_ERROR. */
GQuark ax_event_error_quark(void);

G_END_DECLS

#endif /* ACAPKIT_AXSDK_AXEVENT_AX_EVENT_ERROR_H_ */
