// Reading, writing, adding and removing parameters against the services of the simulated camera.
#include <algorithm>

#include "support.h"

namespace acapkit::test {
namespace {

bool contains(const std::vector<std::string>& names, const char* name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

TEST_SUITE_BEGIN("bus");

TEST_CASE("parameters of the manifest have their defaults") {
  const Parameter parameter = open();
  CHECK(valueOf(parameter, "FromManifest") == "initial");
  CHECK(valueOf(parameter, "Tester.FromManifest") == "initial");
  CHECK(valueOf(parameter, "root.Tester.FromManifest") == "initial");
}

TEST_CASE("parameters of the device are read with and without root and cannot be written") {
  const Parameter parameter = open();
  CHECK(valueOf(parameter, "Properties.System.SerialNumber") == "B8A44F000001");
  CHECK(valueOf(parameter, "root.Properties.System.SerialNumber") == "B8A44F000001");
  ErrorSlot error;
  CHECK_FALSE(ax_parameter_set(parameter.get(), "Properties.System.SerialNumber", "x", TRUE, error));
  CHECK(error.code() == AX_PARAMETER_PARAM_SET_ERROR);
}

TEST_CASE("a parameter can be added, written, listed and removed") {
  const Parameter parameter = open();
  ErrorSlot error;
  REQUIRE(ax_parameter_add(parameter.get(), "Custom", "one", "string:maxlen=3", error));
  CHECK(valueOf(parameter, "Custom") == "one");
  CHECK(contains(namesOf(parameter), "Custom"));
  REQUIRE(ax_parameter_set(parameter.get(), "Custom", "longer than its type", TRUE, error));
  CHECK(valueOf(parameter, "root.Tester.Custom") == "longer than its type");
  REQUIRE(ax_parameter_set(parameter.get(), "Custom", nullptr, TRUE, error));
  CHECK(valueOf(parameter, "Custom") == "");
  REQUIRE(ax_parameter_remove(parameter.get(), "Custom", error));
  CHECK(valueOf(parameter, "Custom") == "(none)");
  CHECK_FALSE(contains(namesOf(parameter), "Custom"));
}

TEST_CASE("adding again is ADDED; null value and type are empty and string") {
  const Parameter parameter = open();
  ErrorSlot error;
  REQUIRE(ax_parameter_add(parameter.get(), "Twice", nullptr, nullptr, error));
  CHECK(valueOf(parameter, "Twice") == "");
  CHECK_FALSE(ax_parameter_add(parameter.get(), "Twice", "x", nullptr, error));
  CHECK(error.code() == AX_PARAMETER_PARAM_ADDED_ERROR);
  CHECK(ax_parameter_remove(parameter.get(), "Twice", error));
}

TEST_CASE("a parameter that is not there gives errors") {
  const Parameter parameter = open();
  ErrorSlot error;
  gchar* value = nullptr;
  CHECK_FALSE(ax_parameter_get(parameter.get(), "Nothing", &value, error));
  CHECK(error.code() == AX_PARAMETER_PARAM_GET_ERROR);
  CHECK(value == nullptr);
  CHECK_FALSE(ax_parameter_remove(parameter.get(), "Nothing", error));
  CHECK(error.code() == AX_PARAMETER_PARAM_PATH_ERROR);
  CHECK_FALSE(ax_parameter_set(parameter.get(), "Nothing", "x", TRUE, error));
  CHECK(error.code() == AX_PARAMETER_PARAM_SET_ERROR);
}

TEST_CASE("with another app name set and add fail") {
  const Parameter parameter = open("impostor");
  ErrorSlot error;
  CHECK_FALSE(ax_parameter_add(parameter.get(), "Custom", "x", nullptr, error));
  CHECK(error.code() == AX_PARAMETER_PARAM_PATH_ERROR);
  CHECK_FALSE(ax_parameter_set(parameter.get(), "FromManifest", "x", TRUE, error));
  CHECK(namesOf(parameter).empty());
}

TEST_CASE("the group of another app can be written with the qualified name") {
  const Parameter parameter = open();
  ErrorSlot error;
  REQUIRE(ax_parameter_set(parameter.get(), "Other.Shared", "from tester", TRUE, error));
  CHECK(valueOf(open("other"), "Shared") == "from tester");
}

TEST_CASE("a readonly parameter is not written") {
  const Parameter parameter = open();
  ErrorSlot error;
  CHECK_FALSE(ax_parameter_set(parameter.get(), "Fixed", "x", TRUE, error));
  CHECK(error.code() == AX_PARAMETER_PARAM_SET_ERROR);
  CHECK(valueOf(parameter, "Fixed") == "kept");
}

TEST_CASE("null, empty and malformed arguments are INVALID_ARG") {
  const Parameter parameter = open();
  ErrorSlot error;
  gchar* value = nullptr;
  CHECK(ax_parameter_new(nullptr, error) == nullptr);
  CHECK(error.code() == AX_PARAMETER_INVALID_ARG_ERROR);
  CHECK_FALSE(ax_parameter_get(parameter.get(), nullptr, &value, error));
  CHECK(error.code() == AX_PARAMETER_INVALID_ARG_ERROR);
  CHECK_FALSE(ax_parameter_get(parameter.get(), "FromManifest", nullptr, error));
  CHECK_FALSE(ax_parameter_set(parameter.get(), "FromManifest", "\xff", TRUE, error));
  CHECK(error.code() == AX_PARAMETER_INVALID_ARG_ERROR);
  CHECK_FALSE(ax_parameter_add(parameter.get(), "a b", "x", nullptr, error));
  CHECK(error.code() == AX_PARAMETER_INVALID_ARG_ERROR);
  CHECK(ax_parameter_list(nullptr, nullptr) == nullptr);
  ax_parameter_unregister_callback(nullptr, nullptr);
  ax_parameter_free(nullptr);
}

TEST_CASE("10,000 values are written and read back") {
  const Parameter parameter = open();
  ErrorSlot error;
  bool all = true;
  for (int count = 0; count < 10'000; count++) {
    const std::string value = std::to_string(count);
    all = all && ax_parameter_set(parameter.get(), "FromLoop", value.c_str(), FALSE, error) != FALSE;
    all = all && valueOf(parameter, "FromLoop") == value;
  }
  CHECK(all);
  CHECK(ax_parameter_set(parameter.get(), "FromLoop", "", TRUE, error));
}

TEST_SUITE_END();

}  // namespace acapkit::test
