/**
 * @file axevent.h
 * @brief Old place of axsdk/axevent.h, for sources written before the axsdk folder existed.
 */
#ifndef ACAPKIT_AXEVENT_H_
#define ACAPKIT_AXEVENT_H_

#include <axsdk/axevent.h>

#endif /* ACAPKIT_AXEVENT_H_ */
