/**
 * @file licensekey.h
 * Licence check of an app: the functions of the static part (liblicensekey_stat.a). API-compatible
 * declarations, written from the published names and signatures; the comments are our own.
 *
 * An app that ships must link Axis' own liblicensekey_stat.a: only that protects it. The archive of this
 * toolkit holds no check of its own. It looks up the camera library's functions (licensekey_dyn.h) when it is
 * called, so whoever replaces that library replaces the answer. How Axis' functions divide between the
 * archive and the shared library is (unverified). Threads and blocking are not documented. Older than AXIS
 * OS 10.9; with a manifest since 10.6.
 */
#ifndef ACAPKIT_LICENSEKEY_H_
#define ACAPKIT_LICENSEKEY_H_

#include "licensekey_states.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Checks the licence key that is installed for an app.
 * @param app_name `appName` of the manifest
 * @param app_id number that Axis gave to the app
 * @return 1 when it is valid, else 0
 */
int licensekey_verify(const char* app_name, int app_id, int major_version, int minor_version);

/** As licensekey_verify(), with the path of a key file. @return an enum LicenseKeyState */
int licensekey_verify_ex(const char* app_name, int app_id, int major_version, int minor_version,
                         const char* licensekey_path);

/** Day on which a key expires, in memory that the library allocated; that free() releases it is (unverified).
 */
char* licensekey_get_exp_date(const char* app_name, const char* licensekey_path);

/** Text of an enum LicenseKeyState; static, never freed. */
char* licensekey_get_state_string(int state_code);

#ifdef __cplusplus
}
#endif

#endif /* ACAPKIT_LICENSEKEY_H_ */
