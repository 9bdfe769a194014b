// A key-value set as a value. Values are kept as text, the form in which they travel: int and double in the C
// locale, bool as 0 or 1, an element as XML.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "simulator/axevent/api.h"

namespace acapkit::simulator {

struct KeyValue {
  std::string key;
  std::optional<std::string> nameSpace;
  AXEventValueType type = AX_VALUE_TYPE_STRING;
  /// Nothing: any (subscription) or not set yet (declaration).
  std::optional<std::string> value;
  bool source = false;
  bool data = false;
  std::optional<std::string> userTag;
  std::optional<std::string> niceKey;
  std::optional<std::string> niceValue;
};

using KeyValues = std::vector<KeyValue>;

/// Text of a C value behind a non-null pointer; nothing when it is not valid (text that is not UTF-8, a tree
/// too deep).
std::optional<std::string> textOf(gconstpointer value, AXEventValueType type);

}  // namespace acapkit::simulator

// NOLINTNEXTLINE(bugprone-reserved-identifier): the tag is part of the public API.
struct _AXEventKeyValueSet {
  acapkit::simulator::KeyValues items;

  /// The item with that name and namespace (null is a namespace of its own), or null.
  acapkit::simulator::KeyValue* find(const char* key, const char* nameSpace);
  const acapkit::simulator::KeyValue* find(const char* key, const char* nameSpace) const;
};
