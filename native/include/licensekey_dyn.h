/**
 * @file licensekey_dyn.h
 * Licence check of an app: the functions of the camera's shared library (liblicensekey.so.1), which the
 * static part calls. Apps use licensekey.h. API-compatible declarations, written from the published names and
 * signatures.
 */
#ifndef ACAPKIT_LICENSEKEY_DYN_H_
#define ACAPKIT_LICENSEKEY_DYN_H_

#ifdef __cplusplus
extern "C" {
#endif

/** What stands behind licensekey_verify(); that it has the same results is (unverified). */
int licensekey_dyn_verify(const char* app_name, int application_id, int major_version, int minor_version);

/** What stands behind licensekey_verify_ex(); that it has the same results is (unverified). */
int licensekey_dyn_verify_ex(const char* app_name, int application_id, int major_version, int minor_version,
                             const char* licensekey_path);

/** What stands behind licensekey_get_exp_date(); that it has the same results is (unverified). */
char* licensekey_dyn_get_exp_date(const char* app_name, const char* licensekey_path);

#ifdef __cplusplus
}
#endif

#endif /* ACAPKIT_LICENSEKEY_DYN_H_ */
