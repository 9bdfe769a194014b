// Looks every five minutes whether a valid licence key is installed for the app, so that one that expires or
// is removed is noticed. Between the checks it would do its licensed work.
#include <licensekey.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <syslog.h>
#include <time.h>

#define APP_NAME "example_licensekey_c"
// As appId and version in manifest.json. Axis gives a real number to apps of partners.
#define APP_ID 0
#define MAJOR_VERSION 1
#define MINOR_VERSION 0

static const struct timespec check_time = {.tv_sec = 300};

static bool is_licensed(void) {
  return licensekey_verify(APP_NAME, APP_ID, MAJOR_VERSION, MINOR_VERSION) == 1;
}

int main(void) {
  openlog(APP_NAME, LOG_PID, LOG_USER);
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  sigprocmask(SIG_BLOCK, &signals, NULL);

  bool licensed = is_licensed();
  syslog(LOG_INFO, "the licence key is %s", licensed ? "valid" : "missing or not valid");
  // Waits; a signal ends the wait at once.
  while (sigtimedwait(&signals, NULL, &check_time) < 0) {
    const bool before = licensed;
    licensed = is_licensed();
    if (licensed == before) continue;
    syslog(LOG_WARNING, "the licence key is %s", licensed ? "valid now" : "not valid any more");
  }
  return EXIT_SUCCESS;
}
