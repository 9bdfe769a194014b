// Sides of tests with several processes, started by test/native/bus.test.ts.
#pragma once

#include <string>

namespace acapkit::test {

/// Runs a role until standard input ends; it reads commands from there and reports on standard output, a line
/// each.
int runRole(const std::string& name);

}  // namespace acapkit::test
