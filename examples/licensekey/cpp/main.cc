// Tells what is wrong with a licence key, or until when it is valid. The key is a file of the app's own, such
// as one that its web page received; its path stands in runOptions. The app ends when it has told.
#include <licensekey.h>
#include <syslog.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <memory>

namespace {

constexpr const char* kAppName = "example_licensekey_cpp";
// As in manifest.json. Axis gives a real id to apps of partners.
constexpr int kAppId = 0, kMajorVersion = 1, kMinorVersion = 0;

/** The library allocates the text; that free() releases it is not documented. */
struct Free {
  void operator()(char* text) const { std::free(text); }
};
using Text = std::unique_ptr<char, Free>;

const char* orNothing(const char* text) { return text != nullptr ? text : "unknown"; }

/** Whether the key in the file is valid. */
bool tellState(const char* file) {
  const int state = licensekey_verify_ex(kAppName, kAppId, kMajorVersion, kMinorVersion, file);
  syslog(state == STATE_VALID ? LOG_INFO : LOG_WARNING, "licence: state %d, %s", state,
         orNothing(licensekey_get_state_string(state)));
  const Text date(licensekey_get_exp_date(kAppName, file));
  if (state == STATE_VALID || state == STATE_EXPIRED_DATE)
    syslog(LOG_INFO, "licence: valid until %s", orNothing(date.get()));
  return state == STATE_VALID;
}

}  // namespace

int main(int argc, char** argv) {
  openlog(kAppName, LOG_PID, LOG_USER);
  if (argc != 2) {
    syslog(LOG_ERR, "runOptions must be the path of a licence key");
    return EXIT_FAILURE;
  }
  if (access(argv[1], R_OK) != 0) {
    syslog(LOG_ERR, "%s: %s", argv[1], std::strerror(errno));
    return EXIT_FAILURE;
  }
  return tellState(argv[1]) ? EXIT_SUCCESS : EXIT_FAILURE;
}
