/**
 * @file axsdk/axparameter.h
 * @brief Parameters of the app and of the camera (libaxparameter.so.1).
 *
 * API-compatible with the camera's own header; the comments are our own. stdlib.h and string.h are here
 * because official examples use exit() and strcmp() without including them.
 */
#ifndef ACAPKIT_AXSDK_AXPARAMETER_H_
#define ACAPKIT_AXSDK_AXPARAMETER_H_

#include <axsdk/ax_parameter/ax_parameter.h>
#include <axsdk/ax_parameter/ax_parameter_error.h>
#include <stdlib.h>
#include <string.h>

#endif /* ACAPKIT_AXSDK_AXPARAMETER_H_ */
