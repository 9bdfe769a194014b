// Reads the settings map of a stream.
#ifndef ACAPKIT_SIMULATOR_VDO_SETTINGS_H
#define ACAPKIT_SIMULATOR_VDO_SETTINGS_H

#include "simulator/protocol.h"
#include "simulator/vdo/public.h"

namespace acapkit::simulator {

/** Settings in the words of the protocol, and those that stay on this side. */
struct StreamSettings {
  protocol::HelloRequest hello = protocol::make<protocol::HelloRequest>();
  bool blocking = true;
  gint32 timeoutMs = 0;  // 0 and below: no limit
  bool dynamicFramerate = false;
  guint32 timestampType = VDO_TIMESTAMP_UTC;
};

/** False and an error for a setting that the simulated camera cannot honour; unknown keys are ignored, as on
 * the camera. */
bool readSettings(const VdoMap* map, StreamSettings& settings, GError** error);

/** Frames per second → frames per 1000 s; 0 for what is no rate. */
uint32_t toMilliFramerate(gdouble framerate);

/** "Not supported" in one sentence shape: `what` is the function or setting. Always false. */
bool refuse(GError** error, const char* what);

}  // namespace acapkit::simulator

#endif
