// The frame server's lines of JSON: events on stdout and the stats answer.
#ifndef ACAPKIT_FRAME_SERVER_REPORT_H
#define ACAPKIT_FRAME_SERVER_REPORT_H

#include <string>
#include <string_view>

#include "simulator/frame-server/options.h"

namespace acapkit::simulator {

/** `text` as a JSON string with its quotes; bytes that are not UTF-8 text become '?'. */
std::string jsonString(std::string_view text);

/** Shortest JSON number that reads back as `value`. */
std::string jsonNumber(double value);

/** Prints {"event":"ready"}. */
void reportReady();

/** Prints {"event":"failed",…}. */
void reportFailed(const Failure& failure);

}  // namespace acapkit::simulator

#endif
