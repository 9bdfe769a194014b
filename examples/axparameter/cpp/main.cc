// Reads the app's parameters as the types they are meant to be. A parameter that is missing, or holds what
// somebody wrote there by mistake, gives a default and a line in the log. The app ends when it has told them.
#include <axsdk/axparameter.h>
#include <syslog.h>

#include <charconv>
#include <cstdlib>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>

namespace {

constexpr const char* kAppName = "example_axparameter_cpp";

std::string textOf(GError* error) {
  const std::string text = error != nullptr ? error->message : "no reason";
  g_clear_error(&error);
  return text;
}

template <typename T>
std::optional<T> parse(std::string_view text) {
  if constexpr (std::is_same_v<T, bool>) {
    if (text == "yes") return true;
    if (text == "no") return false;
    return std::nullopt;
  } else if constexpr (std::is_arithmetic_v<T>) {
    T number{};
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (problem != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
  } else {
    return T(text);
  }
}

/** The parameters of one app. One object in a process is enough, and all the library allows. */
class Parameters {
 public:
  explicit Parameters(const char* appName) {
    GError* error = nullptr;
    handle_.reset(ax_parameter_new(appName, &error));
    if (!handle_) throw std::runtime_error("no parameters: " + textOf(error));
  }

  /** The text of a parameter; a name with dots is one of the camera's own. */
  std::optional<std::string> text(const char* name) const {
    GError* error = nullptr;
    gchar* value = nullptr;
    if (!ax_parameter_get(handle_.get(), name, &value, &error)) {
      syslog(LOG_WARNING, "%s cannot be read: %s", name, textOf(error).c_str());
      return std::nullopt;
    }
    const std::unique_ptr<gchar, decltype(&g_free)> owner(value, g_free);
    return value;
  }

  template <typename T>
  T get(const char* name, T otherwise) const {
    const std::optional<std::string> found = text(name);
    if (!found) return otherwise;
    const std::optional<T> value = parse<T>(*found);
    if (!value) syslog(LOG_WARNING, "%s is \"%s\": using the default", name, found->c_str());
    return value.value_or(otherwise);
  }

 private:
  struct Free {
    void operator()(AXParameter* parameter) const { ax_parameter_free(parameter); }
  };
  std::unique_ptr<AXParameter, Free> handle_;
};

}  // namespace

int main() {
  openlog(kAppName, LOG_PID, LOG_USER);
  try {
    const Parameters parameters(kAppName);
    const int threshold = parameters.get("Threshold", 50);
    const bool enabled = parameters.get("Enabled", true);
    const auto name = parameters.get<std::string>("Name", "gate");
    syslog(LOG_INFO, "threshold %d, %s, name \"%s\"", threshold, enabled ? "enabled" : "disabled",
           name.c_str());
    const auto serial = parameters.get<std::string>("Properties.System.SerialNumber", "unknown");
    syslog(LOG_INFO, "serial number of the camera: %s", serial.c_str());
    return EXIT_SUCCESS;
  } catch (const std::exception& problem) {
    syslog(LOG_ERR, "%s", problem.what());
    return EXIT_FAILURE;
  }
}
