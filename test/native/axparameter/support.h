// Owners of what the library gives. The services know the apps `tester` and `other`
// (test/native/bus.test.ts).
#pragma once

#include <axsdk/axparameter.h>
#include <doctest/doctest.h>
#include <gio/gio.h>

#include <memory>
#include <string>
#include <vector>

#include "../gio-support.h"

namespace acapkit::test {

struct Free {
  void operator()(AXParameter* parameter) const { ax_parameter_free(parameter); }
};

using Parameter = std::unique_ptr<AXParameter, Free>;

using ErrorSlot = ErrorSlotOf<ax_parameter_error_quark>;

inline Parameter open(const char* app = "tester") {
  ErrorSlot error;
  Parameter parameter(ax_parameter_new(app, error));
  REQUIRE_MESSAGE(parameter, error.message());
  return parameter;
}

/// The value, or "(none)".
inline std::string valueOf(const Parameter& parameter, const char* name) {
  gchar* value = nullptr;
  if (ax_parameter_get(parameter.get(), name, &value, nullptr) == FALSE) return "(none)";
  std::string copy = value;
  g_free(value);
  return copy;
}

inline std::vector<std::string> namesOf(const Parameter& parameter) {
  std::vector<std::string> names;
  GList* list = ax_parameter_list(parameter.get(), nullptr);
  for (GList* at = list; at != nullptr; at = at->next) names.emplace_back(static_cast<const char*>(at->data));
  g_list_free_full(list, g_free);
  return names;
}

}  // namespace acapkit::test
