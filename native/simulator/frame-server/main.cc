// acapkit-frame-server: the sensor of the simulated camera. See server.h.
#include <exception>

#include "simulator/frame-server/report.h"
#include "simulator/frame-server/server.h"

int main(int argc, char** argv) {
  using acapkit::simulator::Failure;
  try {
    auto parsed = acapkit::simulator::parseOptions(argc, argv);
    if (const auto* failure = std::get_if<Failure>(&parsed)) {
      acapkit::simulator::reportFailed(*failure);
      return 1;
    }
    acapkit::simulator::Server server(std::get<acapkit::simulator::Options>(std::move(parsed)));
    return server.run();
  } catch (const std::exception& error) {
    acapkit::simulator::reportFailed(
        {error.what(), "free memory, or report this as a fault of the frame server"});
    return 1;
  }
}
