// Entry of the axevent tests: doctest, or with --role=NAME one side of a test with two processes (roles.cc).
#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include <string>

#include "roles.h"

int main(int count, char** arguments) {
  const std::string first = count > 1 ? arguments[1] : "";
  if (first.rfind("--role=", 0) == 0) return acapkit::test::runRole(first.substr(7));
  return doctest::Context(count, arguments).run();
}
