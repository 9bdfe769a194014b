// C API of parameters. Which error code a camera gives in which case is not published; the choices are in
// codeOf().
#include <gio/gio.h>
#include <glib.h>

#include <exception>
#include <memory>
#include <string>

#pragma GCC visibility push(default)
#include <axsdk/axparameter.h>
#pragma GCC visibility pop

#include "simulator/axparameter/parameter-client.h"

using acapkit::simulator::CallFailure;
using acapkit::simulator::ParameterClient;

// NOLINTNEXTLINE(bugprone-reserved-identifier): the tag is part of the public API.
struct _AXParameter {
  std::shared_ptr<ParameterClient> client;
};

namespace {

gboolean fail(GError** error, AXParameterErrorCode code, const std::string& message) {
  g_set_error_literal(error, AX_PARAMETER_ERROR, code, message.c_str());
  return FALSE;
}

/// `missing`: code for a parameter that is not there; `other`: code for what the service could not do.
AXParameterErrorCode codeOf(CallFailure::Reason reason, AXParameterErrorCode missing,
                            AXParameterErrorCode other) {
  using Reason = CallFailure::Reason;
  switch (reason) {
    case Reason::kNoBus:
      return AX_PARAMETER_DBUS_SETUP_ERROR;
    case Reason::kNotFound:
      return missing;
    case Reason::kExists:
      return AX_PARAMETER_PARAM_ADDED_ERROR;
    case Reason::kInvalid:
    case Reason::kLimit:
      return AX_PARAMETER_INVALID_ARG_ERROR;
    case Reason::kReadOnly:
      return AX_PARAMETER_PARAM_SET_ERROR;
    case Reason::kNone:
    case Reason::kOther:
      return other;
  }
  return other;
}

bool isText(const char* text) { return text != nullptr && g_utf8_validate(text, -1, nullptr) != FALSE; }

bool isName(const char* text) { return isText(text) && *text != '\0'; }

/// Runs one call; `body` says whether it succeeded. No exception leaves.
template <typename Body>
gboolean run(GError** error, AXParameterErrorCode missing, AXParameterErrorCode other, Body body) {
  try {
    CallFailure failure;
    if (body(failure)) return TRUE;
    return fail(error, codeOf(failure.reason, missing, other), failure.message);
  } catch (const std::exception& exception) {
    return fail(error, other, exception.what());
  }
}

gboolean invalid(GError** error) {
  return fail(error, AX_PARAMETER_INVALID_ARG_ERROR, "an argument is NULL, empty or not UTF-8");
}

}  // namespace

GQuark ax_parameter_error_quark() { return g_quark_from_static_string("ax-parameter-error-quark"); }

AXParameter* ax_parameter_new(const gchar* app_name, GError** error) {
  AXParameter* result = nullptr;
  if (!isName(app_name)) {
    invalid(error);
    return nullptr;
  }
  run(error, AX_PARAMETER_DBUS_SETUP_ERROR, AX_PARAMETER_DBUS_SETUP_ERROR, [&](CallFailure& failure) {
    auto client = std::make_shared<ParameterClient>(app_name);
    if (!client->connect(failure)) return false;
    result = new AXParameter{std::move(client)};
    return true;
  });
  return result;
}

void ax_parameter_free(AXParameter* parameter) {
  if (parameter == nullptr) return;
  parameter->client->close();
  delete parameter;
}

gboolean ax_parameter_add(AXParameter* parameter, const gchar* name, const gchar* initial_value,
                          const gchar* type, GError** error) {
  const char* value = initial_value == nullptr ? "" : initial_value;
  const char* typeText = type == nullptr ? "string" : type;
  if (parameter == nullptr || !isName(name) || !isText(value) || !isText(typeText)) return invalid(error);
  return run(error, AX_PARAMETER_PARAM_PATH_ERROR, AX_PARAMETER_PARAM_SYNC_ERROR,
             [&](CallFailure& failure) { return parameter->client->add(name, value, typeText, failure); });
}

gboolean ax_parameter_remove(AXParameter* parameter, const gchar* name, GError** error) {
  if (parameter == nullptr || !isName(name)) return invalid(error);
  return run(error, AX_PARAMETER_PARAM_PATH_ERROR, AX_PARAMETER_PARAM_SYNC_ERROR,
             [&](CallFailure& failure) { return parameter->client->remove(name, failure); });
}

gboolean ax_parameter_set(AXParameter* parameter, const gchar* name, const gchar* value, gboolean do_sync,
                          GError** error) {
  const char* text = value == nullptr ? "" : value;
  if (parameter == nullptr || !isName(name) || !isText(text)) return invalid(error);
  return run(error, AX_PARAMETER_PARAM_SET_ERROR, AX_PARAMETER_PARAM_SYNC_ERROR, [&](CallFailure& failure) {
    return parameter->client->set(name, text, do_sync != FALSE, failure);
  });
}

gboolean ax_parameter_get(AXParameter* parameter, const gchar* name, gchar** value, GError** error) {
  if (parameter == nullptr || !isName(name) || value == nullptr) return invalid(error);
  return run(error, AX_PARAMETER_PARAM_GET_ERROR, AX_PARAMETER_PARAM_GET_ERROR, [&](CallFailure& failure) {
    const auto found = parameter->client->get(name, failure);
    if (found) *value = g_strdup(found->c_str());
    return found.has_value();
  });
}

GList* ax_parameter_list(AXParameter* parameter, GError** error) {
  GList* list = nullptr;
  if (parameter == nullptr) {
    invalid(error);
    return nullptr;
  }
  run(error, AX_PARAMETER_PARAM_LIST_ERROR, AX_PARAMETER_PARAM_LIST_ERROR, [&](CallFailure& failure) {
    const auto names = parameter->client->list(failure);
    if (!names) return false;
    for (auto name = names->rbegin(); name != names->rend(); ++name) {
      list = g_list_prepend(list, g_strdup(name->c_str()));
    }
    return true;
  });
  return list;
}

gboolean ax_parameter_register_callback(AXParameter* parameter, const gchar* name,
                                        AXParameterCallback* callback, gpointer userdata, GError** error) {
  if (parameter == nullptr || !isName(name) || callback == nullptr) return invalid(error);
  return run(error, AX_PARAMETER_DBUS_SETUP_ERROR, AX_PARAMETER_DBUS_SETUP_ERROR, [&](CallFailure& failure) {
    return parameter->client->registerCallback(name, callback, userdata, failure);
  });
}

void ax_parameter_unregister_callback(AXParameter* parameter, const gchar* name) {
  if (parameter == nullptr || !isName(name)) return;
  run(nullptr, AX_PARAMETER_INVALID_ARG_ERROR, AX_PARAMETER_INVALID_ARG_ERROR, [&](CallFailure&) {
    parameter->client->unregisterCallback(name);
    return true;
  });
}
