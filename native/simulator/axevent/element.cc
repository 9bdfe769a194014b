// XML text of element trees. GLib's markup parser reads it; it knows no namespaces, so prefixes stay parts of
// names here.
#include "simulator/axevent/element.h"

#include <algorithm>

#include "simulator/bus/glib-pointers.h"

namespace acapkit::simulator {
namespace {

using MarkupPointer = std::unique_ptr<GMarkupParseContext, GLibDeleter>;

/// Escapes text so that white space survives attribute normalisation too.
std::string escaped(const std::string& text) {
  const TextPointer basic(g_markup_escape_text(text.data(), static_cast<gssize>(text.size())));
  std::string result;
  for (const char* at = basic.get(); *at != '\0'; at++) {
    if (*at == '\t' || *at == '\n' || *at == '\r') {
      result += "&#" + std::to_string(static_cast<int>(*at)) + ";";
    } else {
      result += *at;
    }
  }
  return result;
}

/// Whether a namespace can stand in front of a name; otherwise it is a URI.
bool isPrefix(const std::string& nameSpace) { return isXmlName(nameSpace.c_str()); }

void write(const Element& element, std::string& text) {
  const std::string nameSpace = element.nameSpace.value_or("");
  const std::string name = isPrefix(nameSpace) ? nameSpace + ":" + element.name : element.name;
  text += "<" + name;
  if (!nameSpace.empty() && !isPrefix(nameSpace)) text += " xmlns=\"" + escaped(nameSpace) + "\"";
  for (const auto& [key, value] : element.attributes) text += " " + key + "=\"" + escaped(value) + "\"";
  text += ">";
  if (element.body) text += escaped(*element.body);
  for (const Element& child : element.children) write(child, text);
  text += "</" + name + ">";
}

/// Builds the tree while GLib's parser walks through the text.
struct Builder {
  std::vector<Element> open;
  std::optional<Element> root;
};

Element elementOf(const std::string& qualified) {
  Element element;
  const auto colon = qualified.find(':');
  if (colon == std::string::npos) {
    element.name = qualified;
  } else {
    element.nameSpace = qualified.substr(0, colon);
    element.name = qualified.substr(colon + 1);
  }
  return element;
}

void onStart(GMarkupParseContext* /*context*/, const gchar* name, const gchar** keys, const gchar** values,
             gpointer data, GError** error) {
  auto* builder = static_cast<Builder*>(data);
  if (builder->open.size() >= kElementDepthMax || builder->root) {
    g_set_error_literal(error, G_MARKUP_ERROR, G_MARKUP_ERROR_INVALID_CONTENT,
                        "not one tree of allowed depth");
    return;
  }
  Element element = elementOf(name);
  for (; *keys != nullptr; keys++, values++) {
    if (g_str_equal(*keys, "xmlns") != FALSE) {
      element.nameSpace = *values;
    } else {
      element.attributes[*keys] = *values;
    }
  }
  builder->open.push_back(std::move(element));
}

void onEnd(GMarkupParseContext* /*context*/, const gchar* /*name*/, gpointer data, GError** /*error*/) {
  auto* builder = static_cast<Builder*>(data);
  Element done = std::move(builder->open.back());
  builder->open.pop_back();
  if (builder->open.empty()) {
    builder->root = std::move(done);
  } else {
    builder->open.back().children.push_back(std::move(done));
  }
}

void onText(GMarkupParseContext* /*context*/, const gchar* text, gsize length, gpointer data,
            GError** /*error*/) {
  auto* builder = static_cast<Builder*>(data);
  if (builder->open.empty() || length == 0) return;
  std::optional<std::string>& body = builder->open.back().body;
  body = body.value_or("") + std::string(text, length);
}

}  // namespace

bool isXmlName(const char* text) {
  if (text == nullptr || *text == '\0' || g_utf8_validate(text, -1, nullptr) == FALSE) return false;
  const auto letter = [](unsigned char c) { return g_ascii_isalpha(c) != FALSE || c == '_' || c >= 0x80; };
  const auto inside = [&](unsigned char c) {
    return letter(c) || g_ascii_isdigit(c) != FALSE || c == '-' || c == '.';
  };
  const std::string name(text);
  return letter(name[0]) && std::all_of(name.begin(), name.end(), inside);
}

int depthOf(const Element& element) {
  int below = 0;
  for (const Element& child : element.children) below = std::max(below, depthOf(child));
  return below + 1;
}

std::string toXml(const Element& element) {
  std::string text;
  write(element, text);
  return text;
}

std::optional<Element> fromXml(const std::string& text) {
  static const GMarkupParser kParser{onStart, onEnd, onText, nullptr, nullptr};
  Builder builder;
  const MarkupPointer context(
      g_markup_parse_context_new(&kParser, G_MARKUP_DEFAULT_FLAGS, &builder, nullptr));
  const bool whole = g_markup_parse_context_parse(context.get(), text.data(),
                                                  static_cast<gssize>(text.size()), nullptr) != FALSE &&
                     g_markup_parse_context_end_parse(context.get(), nullptr) != FALSE;
  return whole ? builder.root : std::nullopt;
}

}  // namespace acapkit::simulator
