/**
 * @file ax_parameter.h
 * @brief Reads, writes and follows parameters.
 *
 * A short name `Foo` means `root.<App>.Foo`; parameters of other groups need the qualified name, with or
 * without `root.`. Every call is a synchronous round trip to the parameter service (milliseconds). Never call
 * these functions inside an AXParameterCallback: on a camera both sides then wait for each other for about 20
 * s.
 */
#ifndef ACAPKIT_AXSDK_AX_PARAMETER_AX_PARAMETER_H_
#define ACAPKIT_AXSDK_AX_PARAMETER_AX_PARAMETER_H_

#include <axsdk/ax_parameter/ax_parameter_error.h>
#include <glib.h>

G_BEGIN_DECLS

/** A client of the parameter service. One per process. */
typedef struct _AXParameter AXParameter;

/**
 * A parameter has changed. Runs in the default main context. This is a function type, not a pointer type.
 * @param name fully qualified name (`root.<App>.Foo`), also when the short name was registered; belongs to
 * the library
 * @param value new value; belongs to the library
 */
typedef void(AXParameterCallback)(const gchar* name, const gchar* value, gpointer data);

/**
 * Makes a client.
 * @param app_name `appName` of the manifest; with another name set and add fail
 * @return the client (ax_parameter_free()), or NULL with AX_PARAMETER_DBUS_SETUP_ERROR when the bus cannot be
 * reached
 */
AXParameter* ax_parameter_new(const gchar* app_name, GError** error);

/** Drops the callbacks and frees the client. NULL is allowed. */
void ax_parameter_free(AXParameter* parameter);

/**
 * Adds a parameter to the app's group.
 * @param name short name, or the qualified name in the app's own group
 * @param initial_value NULL means the empty string
 * @param type such as "int:min=0;max=9", "bool:no,yes" or "hidden:string"; NULL means "string". The text is
 * not checked.
 */
gboolean ax_parameter_add(AXParameter* parameter, const gchar* name, const gchar* initial_value,
                          const gchar* type, GError** error);

/** Removes a parameter of the app. */
gboolean ax_parameter_remove(AXParameter* parameter, const gchar* name, GError** error);

/**
 * Writes a value; it is not checked against the parameter's type.
 * @param value NULL means the empty string
 * @param do_sync FALSE puts off the disk write and the callbacks until a later set with TRUE
 */
gboolean ax_parameter_set(AXParameter* parameter, const gchar* name, const gchar* value, gboolean do_sync,
                          GError** error);

/** Reads a value as a new string (g_free()). */
gboolean ax_parameter_get(AXParameter* parameter, const gchar* name, gchar** value, GError** error);

/** Lists the names of the app's parameters: new list, new strings. NULL without an error when there are none.
 */
GList* ax_parameter_list(AXParameter* parameter, GError** error);

/** Calls back at each change of a parameter, which need not exist yet. A second callback for a name replaces
 * the first. */
gboolean ax_parameter_register_callback(AXParameter* parameter, const gchar* name,
                                        AXParameterCallback* callback, gpointer userdata, GError** error);

/** Ends what ax_parameter_register_callback() started for the same name. */
void ax_parameter_unregister_callback(AXParameter* parameter, const gchar* name);

G_END_DECLS

#endif /* ACAPKIT_AXSDK_AX_PARAMETER_AX_PARAMETER_H_ */
