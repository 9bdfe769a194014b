// C API of element items. A child that is handed out is a copy that remembers its siblings, so that walking
// on works and nothing is shared with the parent.
#include "simulator/axevent/element.h"
#include "simulator/axevent/errors.h"

using acapkit::simulator::Element;
using acapkit::simulator::fail;
using acapkit::simulator::guarded;

namespace {

gboolean missing(GError** error, const char* what) {
  return fail(error, AX_EVENT_ERROR_INVALID_ARGUMENT, std::string(what) + " is NULL");
}

gchar* copyOf(const std::optional<std::string>& text) { return text ? g_strdup(text->c_str()) : nullptr; }

/// The sibling at `place`, or FALSE with `*result` = NULL behind the last one.
gboolean handOut(const std::shared_ptr<const std::vector<Element>>& siblings, std::size_t place,
                 AXEventElementItem** result, GError** error) {
  *result = nullptr;
  if (!siblings || place >= siblings->size()) {
    return fail(error, AX_EVENT_ERROR_KEY_NOT_FOUND, "there is no further child");
  }
  *result = new AXEventElementItem{(*siblings)[place], siblings, place};
  return TRUE;
}

/// Whether a name and a value can be an attribute; prefixed names such as xml:lang are allowed, xmlns is
/// ours.
bool isAttribute(const char* name, const char* value) {
  if (name == nullptr || value == nullptr || g_utf8_validate(value, -1, nullptr) == FALSE) return false;
  const std::string text(name);
  const auto colon = text.find(':');
  if (text == "xmlns" || text.rfind("xmlns:", 0) == 0) return false;
  if (colon == std::string::npos) return acapkit::simulator::isXmlName(name);
  return acapkit::simulator::isXmlName(text.substr(0, colon).c_str()) &&
         acapkit::simulator::isXmlName(text.substr(colon + 1).c_str());
}

}  // namespace

AXEventElementItem* ax_event_element_item_new(const gchar* name, const gchar* name_space) {
  return guarded<AXEventElementItem*>(nullptr, nullptr, [&]() -> AXEventElementItem* {
    if (!acapkit::simulator::isXmlName(name)) return nullptr;
    if (name_space != nullptr && g_utf8_validate(name_space, -1, nullptr) == FALSE) return nullptr;
    Element element;
    element.name = name;
    if (name_space != nullptr && *name_space != '\0') element.nameSpace = name_space;
    return new AXEventElementItem{std::move(element), nullptr, 0};
  });
}

void ax_event_element_item_free(AXEventElementItem* node) { delete node; }

gboolean ax_event_element_item_get_name(AXEventElementItem* node, gchar** name, GError** error) {
  if (node == nullptr || name == nullptr) return missing(error, "an element item or the place for its name");
  *name = g_strdup(node->element.name.c_str());
  return TRUE;
}

gboolean ax_event_element_item_get_name_space(AXEventElementItem* node, gchar** name_space, GError** error) {
  if (node == nullptr || name_space == nullptr) {
    return missing(error, "an element item or the place for its namespace");
  }
  *name_space = copyOf(node->element.nameSpace);
  return TRUE;
}

gboolean ax_event_element_item_set_attributes(AXEventElementItem* node, GHashTable* attributes,
                                              GError** error) {
  if (node == nullptr) return missing(error, "an element item");
  return guarded(error, FALSE, [&]() -> gboolean {
    std::map<std::string, std::string> copies;
    GHashTableIter iterator;
    gpointer key = nullptr;
    gpointer value = nullptr;
    if (attributes != nullptr) g_hash_table_iter_init(&iterator, attributes);
    while (attributes != nullptr && g_hash_table_iter_next(&iterator, &key, &value) != FALSE) {
      const auto* name = static_cast<const char*>(key);
      const auto* text = static_cast<const char*>(value);
      if (!isAttribute(name, text)) {
        return fail(error, AX_EVENT_ERROR_INVALID_ARGUMENT,
                    "an attribute needs an XML name and a UTF-8 text");
      }
      copies[name] = text;
    }
    node->element.attributes = std::move(copies);
    return TRUE;
  });
}

gboolean ax_event_element_item_get_attributes(AXEventElementItem* node, GHashTable** attributes,
                                              GError** error) {
  if (node == nullptr || attributes == nullptr) {
    return missing(error, "an element item or the place for its attributes");
  }
  *attributes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  for (const auto& [key, value] : node->element.attributes) {
    g_hash_table_insert(*attributes, g_strdup(key.c_str()), g_strdup(value.c_str()));
  }
  return TRUE;
}

gboolean ax_event_element_item_set_body(AXEventElementItem* node, const gchar* body, GError** error) {
  if (node == nullptr) return missing(error, "an element item");
  if (body != nullptr && g_utf8_validate(body, -1, nullptr) == FALSE) {
    return fail(error, AX_EVENT_ERROR_INVALID_ARGUMENT, "the body is not UTF-8");
  }
  return guarded(error, FALSE, [&]() -> gboolean {
    const bool given = body != nullptr && *body != '\0';
    node->element.body = given ? std::optional<std::string>(body) : std::nullopt;
    return TRUE;
  });
}

gboolean ax_event_element_item_get_body(AXEventElementItem* node, gchar** body, GError** error) {
  if (node == nullptr || body == nullptr) return missing(error, "an element item or the place for its body");
  *body = copyOf(node->element.body);
  return TRUE;
}

gboolean ax_event_element_item_add_child(AXEventElementItem* node, AXEventElementItem* child,
                                         GError** error) {
  if (node == nullptr || child == nullptr) return missing(error, "an element item or its child");
  return guarded(error, FALSE, [&]() -> gboolean {
    if (acapkit::simulator::depthOf(child->element) >= acapkit::simulator::kElementDepthMax) {
      return fail(error, AX_EVENT_ERROR_INVALID_ARGUMENT, "the tree is too deep");
    }
    Element copy = child->element;  // Before the push: a node may be added to itself.
    node->element.children.push_back(std::move(copy));
    return TRUE;
  });
}

gboolean ax_event_element_item_get_first_child(AXEventElementItem* parent, AXEventElementItem** child,
                                               GError** error) {
  if (parent == nullptr || child == nullptr)
    return missing(error, "an element item or the place for its child");
  return guarded(error, FALSE, [&]() -> gboolean {
    return handOut(std::make_shared<const std::vector<Element>>(parent->element.children), 0, child, error);
  });
}

gboolean ax_event_element_item_get_next_child(AXEventElementItem* child, AXEventElementItem** sibling,
                                              GError** error) {
  if (child == nullptr || sibling == nullptr)
    return missing(error, "an element item or the place for its sibling");
  return guarded(error, FALSE,
                 [&]() -> gboolean { return handOut(child->siblings, child->place + 1, sibling, error); });
}
