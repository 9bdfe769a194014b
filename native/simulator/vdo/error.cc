// The error domain.
#include "simulator/vdo/public.h"

GQuark vdo_error_quark() { return g_quark_from_static_string("vdo-error-quark"); }

gboolean vdo_error_is_expected(GError** error) {
  return error != nullptr && g_error_matches(*error, VDO_ERROR, VDO_ERROR_INTERFACE_DOWN) != FALSE;
}

gboolean vdo_error_is_resource_limitation(GError** error) {
  return error != nullptr && (g_error_matches(*error, VDO_ERROR, VDO_ERROR_NO_BUFFER_SPACE) != FALSE ||
                              g_error_matches(*error, VDO_ERROR, VDO_ERROR_OOM) != FALSE);
}
