// The error domain of libaxevent.
#include "simulator/axevent/errors.h"

namespace acapkit::simulator {

gboolean fail(GError** error, AXEventErrorCode code, const std::string& message) {
  g_set_error_literal(error, AX_EVENT_ERROR, code, message.c_str());
  return FALSE;
}

}  // namespace acapkit::simulator

GQuark ax_event_error_quark() { return g_quark_from_static_string("ax-event-error-quark"); }
