// liblicensekey_stat.a for apps that are built without Axis' SDK. It verifies nothing by itself: it asks the
// camera's own liblicensekey.so.1, and without that library no licence is valid. An app that ships to cameras
// must be linked with Axis' own static part to be protected; `acapkit audit` finds this one by its section
// and says so.
#include <dlfcn.h>
#include <licensekey.h>
#include <licensekey_dyn.h>
#include <licensekey_states.h>
#include <stddef.h>

__attribute__((used, section(".acapkit.licensekey"))) static const char mark[] =
    "acapkit: licence checks ask the camera's library; not protected";

static void* device_function(const char* name) {
  // Kept open: the library is asked again and again.
  static void* handle;
  if (handle == NULL) handle = dlopen("liblicensekey.so.1", RTLD_NOW | RTLD_LOCAL);
  return handle == NULL ? NULL : dlsym(handle, name);
}

int licensekey_verify(const char* app_name, int app_id, int major_version, int minor_version) {
  __typeof__(&licensekey_dyn_verify) verify =
      (__typeof__(&licensekey_dyn_verify))device_function("licensekey_dyn_verify");
  return verify == NULL ? 0 : verify(app_name, app_id, major_version, minor_version);
}

int licensekey_verify_ex(const char* app_name, int app_id, int major_version, int minor_version,
                         const char* licensekey_path) {
  __typeof__(&licensekey_dyn_verify_ex) verify =
      (__typeof__(&licensekey_dyn_verify_ex))device_function("licensekey_dyn_verify_ex");
  if (verify == NULL) return STATE_VALIDATION_ERROR;
  return verify(app_name, app_id, major_version, minor_version, licensekey_path);
}

char* licensekey_get_exp_date(const char* app_name, const char* licensekey_path) {
  __typeof__(&licensekey_dyn_get_exp_date) ask =
      (__typeof__(&licensekey_dyn_get_exp_date))device_function("licensekey_dyn_get_exp_date");
  return ask == NULL ? NULL : ask(app_name, licensekey_path);
}

char* licensekey_get_state_string(int state_code) {
  static char* const names[] = {
      "STATE_VALIDATION_ERROR",
      "STATE_VALID",
      "STATE_INVALID_VERSION",
      "STATE_EXPIRED_DATE",
      "STATE_ILLEGAL_APPLICATION_ID_MISMATCH",
      "STATE_ILLEGAL_DEVICE_ID_MISMATCH",
      "STATE_ILLEGAL_MISSING_FIELDS",
      "STATE_ILLEGAL_INVALID_ENTRY_APPLICATION_ID",
      "STATE_ILLEGAL_INVALID_ENTRY_MIN_MAJOR",
      "STATE_ILLEGAL_INVALID_ENTRY_MIN_MINOR",
      "STATE_ILLEGAL_INVALID_ENTRY_MAX_MAJOR",
      "STATE_ILLEGAL_INVALID_ENTRY_MAX_MINOR",
      "STATE_ILLEGAL_KEY_DECODING_FAILS",
      "STATE_ILLEGAL_INVALID_SIGNATURE",
  };
  const int known = NUM_LICENSEKEY_STATES;
  return state_code >= 0 && state_code < known ? names[state_code] : "UNKNOWN";
}
