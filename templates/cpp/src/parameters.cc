#include "parameters.h"

#include <axsdk/axparameter.h>

#include <cstdlib>

int readReportSeconds(const char* appName) {
  constexpr int kOtherwise = 2;
  AXParameter* parameters = ax_parameter_new(appName, nullptr);
  if (parameters == nullptr) return kOtherwise;
  gchar* value = nullptr;
  const bool found = ax_parameter_get(parameters, "ReportSeconds", &value, nullptr) && value != nullptr;
  const int seconds = found ? std::atoi(value) : kOtherwise;
  g_free(value);
  ax_parameter_free(parameters);
  return seconds > 0 ? seconds : kOtherwise;
}
