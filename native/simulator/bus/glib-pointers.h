// Owners of GLib objects, so that no code of the drop-in libraries frees anything by hand.
#pragma once

#include <gio/gio.h>

#include <memory>
#include <string>

namespace acapkit::simulator {

struct GLibDeleter {
  void operator()(GVariant* value) const { g_variant_unref(value); }
  void operator()(GError* error) const { g_error_free(error); }
  void operator()(GSource* source) const { g_source_unref(source); }
  void operator()(GDateTime* time) const { g_date_time_unref(time); }
  void operator()(GMarkupParseContext* context) const { g_markup_parse_context_free(context); }
  void operator()(GDBusConnection* connection) const { g_object_unref(connection); }
  void operator()(gchar* text) const { g_free(text); }
};

using VariantPointer = std::unique_ptr<GVariant, GLibDeleter>;
using ErrorPointer = std::unique_ptr<GError, GLibDeleter>;
using SourcePointer = std::unique_ptr<GSource, GLibDeleter>;
using DateTimePointer = std::unique_ptr<GDateTime, GLibDeleter>;
using ConnectionPointer = std::unique_ptr<GDBusConnection, GLibDeleter>;
using TextPointer = std::unique_ptr<gchar, GLibDeleter>;

}  // namespace acapkit::simulator
