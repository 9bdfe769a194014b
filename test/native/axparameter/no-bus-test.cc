// What an app sees when the bus of the simulated camera is not there.
#include "support.h"

namespace acapkit::test {

TEST_SUITE_BEGIN("no-bus");

TEST_CASE("without a bus there is no AXParameter, and the error says so") {
  ErrorSlot error;
  CHECK(ax_parameter_new("tester", error) == nullptr);
  CHECK(error.code() == AX_PARAMETER_DBUS_SETUP_ERROR);
  CHECK(error.message().find("bus") != std::string::npos);
}

TEST_SUITE_END();

}  // namespace acapkit::test
