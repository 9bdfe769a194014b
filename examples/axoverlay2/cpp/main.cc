// A label on every video stream, drawn with Cairo into the overlay's own buffer, and taken away when the
// stream goes. overlay.cc draws; this file follows the streams.
//
// The header axoverlay2.h is reconstructed and its numbers are placeholders, which a camera should refuse:
// see examples/README.md before you build this for one.
#include <poll.h>
#include <syslog.h>
#include <vdo-error.h>
#include <vdo-stream.h>

#include <csignal>
#include <cstdlib>
#include <map>
#include <stdexcept>
#include <string>

#include "overlay.h"

namespace {

constexpr int kWaitMs = 2000;
volatile std::sig_atomic_t stopping = 0;

template <typename T>
using Object = Handle<T, g_object_unref>;

[[noreturn]] void fail(GError* error) {
  const std::string reason = error != nullptr ? error->message : "no reason";
  g_clear_error(&error);
  throw std::runtime_error("no news of streams: " + reason);
}

/** Stream 0 stands for all streams: it tells which are there, come and go. */
Object<VdoStream> watchStreams() {
  GError* error = nullptr;
  const Object<VdoMap> settings(vdo_map_new());
  vdo_map_set_uint32(settings.get(), "intent", VDO_INTENT_EVENTFD);
  vdo_map_set_string(settings.get(), "filter", "overlay");
  Object<VdoStream> streams(vdo_stream_get(0, &error));
  if (!streams || !vdo_stream_attach(streams.get(), settings.get(), &error)) fail(error);
  return streams;
}

void onEvent(const VdoMap* event, std::map<unsigned, Overlay>& overlays) {
  const unsigned kind = vdo_map_get_uint32(event, "event", VDO_STREAM_EVENT_NONE);
  const unsigned stream = vdo_map_get_uint32(event, "id", 0);
  if (kind == VDO_STREAM_EVENT_EXISTING || kind == VDO_STREAM_EVENT_CREATED)
    overlays.try_emplace(stream, stream);
  else if (kind == VDO_STREAM_EVENT_CLOSED)
    overlays.erase(stream);
}

/** Destroyed in reverse: the overlays before the library. */
void run() {
  const OverlayLibrary library;
  const Object<VdoStream> streams = watchStreams();
  std::map<unsigned, Overlay> overlays;
  GError* error = nullptr;
  pollfd descriptor{vdo_stream_get_event_fd(streams.get(), &error), POLLIN, 0};
  if (descriptor.fd < 0) fail(error);
  while (stopping == 0) {
    if (poll(&descriptor, 1, kWaitMs) <= 0) continue;
    const Object<VdoMap> event(vdo_stream_get_event(streams.get(), &error));
    if (event)
      onEvent(event.get(), overlays);
    else if (g_error_matches(error, VDO_ERROR, VDO_ERROR_NO_EVENT))
      g_clear_error(&error);
    else
      fail(error);
  }
}

}  // namespace

int main() {
  openlog("example_axoverlay2_cpp", LOG_PID, LOG_USER);
  std::signal(SIGTERM, [](int) { stopping = 1; });
  std::signal(SIGINT, [](int) { stopping = 1; });
  try {
    run();
    return EXIT_SUCCESS;
  } catch (const std::exception& problem) {
    syslog(LOG_ERR, "%s", problem.what());
    return EXIT_FAILURE;
  }
}
