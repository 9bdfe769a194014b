// Linked into apps that use a camera library whose SONAME is not published, or whose functions must be taken
// in their newest version: opens the library when the app starts and fills in the functions that the app
// uses. Without it the app would not start either; here it ends with words. Compiled once for each such
// library (native/symbols/lookup.mjs gives the definitions), in C so that C apps need no C++ library.
#include <dlfcn.h>
#include <stddef.h>
#include <stdio.h>
#include <syslog.h>
#include <unistd.h>

#define ACAPKIT_JOIN_(a, b) a##b
#define ACAPKIT_JOIN(a, b) ACAPKIT_JOIN_(a, b)
#define ACAPKIT_FIRST ACAPKIT_JOIN(__start_acapkit_slots_, ACAPKIT_LIBRARY)
#define ACAPKIT_END ACAPKIT_JOIN(__stop_acapkit_slots_, ACAPKIT_LIBRARY)
#define ACAPKIT_MISSING ACAPKIT_JOIN(acapkit_lookup_missing_, ACAPKIT_LIBRARY)

/** What the shell and the loader say of a program that lacks a library. */
enum { kExitNotStarted = 127, kExitSoftware = 70 };

/** Laid out by lookupAssembly() of native/symbols/lookup.mjs. */
struct slot {
  const char* name;
  const char* first_os;
  void* address;
};

extern struct slot ACAPKIT_FIRST[] __attribute__((visibility("hidden")));
extern struct slot ACAPKIT_END[] __attribute__((visibility("hidden")));
void ACAPKIT_MISSING(const struct slot* slot) __attribute__((noreturn, visibility("hidden")));

static const char* const candidates[] = {ACAPKIT_CANDIDATES};
enum { kCandidateCount = sizeof candidates / sizeof candidates[0] };

static void* open_library(void) {
  for (size_t index = 0; index < kCandidateCount; ++index) {
    void* handle = dlopen(candidates[index], RTLD_NOW | RTLD_LOCAL);
    if (handle != NULL) return handle;
  }
  return NULL;
}

/** Before main() and before the constructors of the app. dlsym() gives the newest version of a function that
 * has several. */
__attribute__((constructor(101))) static void fill_slots(void) {
  void* handle = open_library();
  if (handle == NULL) {
    const char* reason = dlerror();
    if (reason == NULL) reason = "no reason given";
    const char* format =
        "acapkit: the camera library " ACAPKIT_LIBRARY_NAME
        " cannot be loaded: %s. The app uses it from %s on; run it on a camera that has it.\n";
    fprintf(stderr, format, reason, ACAPKIT_FIRST[0].name);
    syslog(LOG_ERR, format, reason, ACAPKIT_FIRST[0].name);
    _exit(kExitNotStarted);
  }
  for (struct slot* slot = ACAPKIT_FIRST; slot != ACAPKIT_END; ++slot) {
    void* address = dlsym(handle, slot->name);
    if (address != NULL) slot->address = address;
  }
}

/** A function whose slot was never filled in ends here: there is no value to return in place of the camera's.
 */
void ACAPKIT_MISSING(const struct slot* slot) {
  const char* format = "acapkit: %s is missing in the library " ACAPKIT_LIBRARY_NAME
                       " of this camera. It is known since AXIS OS %s. Raise the lowest AXIS OS version that "
                       "the package accepts.\n";
  fprintf(stderr, format, slot->name, slot->first_os);
  syslog(LOG_ERR, format, slot->name, slot->first_os);
  _exit(kExitSoftware);
}
