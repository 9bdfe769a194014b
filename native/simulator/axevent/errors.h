// GErrors of the domain AX_EVENT_ERROR, and the wall that keeps C++ exceptions out of C callers.
#pragma once

#include <exception>
#include <string>

#include "simulator/axevent/api.h"

namespace acapkit::simulator {

/// Sets a GError (nothing when `error` is null) and returns FALSE.
gboolean fail(GError** error, AXEventErrorCode code, const std::string& message);

/// Runs the body of a C function; an exception (no memory) becomes AX_EVENT_ERROR_GENERIC and the result
/// `otherwise`.
template <typename Result, typename Body>
Result guarded(GError** error, Result otherwise, Body body) {
  try {
    return body();
  } catch (const std::exception& exception) {
    fail(error, AX_EVENT_ERROR_GENERIC, exception.what());
    return otherwise;
  }
}

}  // namespace acapkit::simulator
