// Command line of the frame server.
#ifndef ACAPKIT_FRAME_SERVER_OPTIONS_H
#define ACAPKIT_FRAME_SERVER_OPTIONS_H

#include <cstdint>
#include <string>
#include <variant>

namespace acapkit::simulator {

struct Options {
  std::string socketPath;
  std::string previewPath;  // empty: no preview socket
  std::string videoPath;    // empty: the clock scene
  uint32_t sensorWidth = 1920;
  uint32_t sensorHeight = 1080;
  double framerate = 30;  // frames per second of the sensor
  uint64_t seed = 1;
};

/** What went wrong and what to do about it, for the `failed` event. */
struct Failure {
  std::string message;
  std::string fix;
};

/** Reads the arguments; every problem is a Failure. */
std::variant<Options, Failure> parseOptions(int argc, char** argv);

}  // namespace acapkit::simulator

#endif
