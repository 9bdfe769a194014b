// A tree of named nodes as a value, and its XML text, in which it is kept in a key-value set and travels on
// the bus.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "simulator/axevent/api.h"

namespace acapkit::simulator {

/// Deepest tree that is taken; deeper ones are refused as invalid.
constexpr int kElementDepthMax = 100;

struct Element {
  std::string name;
  std::optional<std::string> nameSpace;
  std::map<std::string, std::string> attributes;
  std::optional<std::string> body;
  std::vector<Element> children;
};

/// Whether XML allows the text as a local name (letters, digits, `-`, `_`, `.`, and all that is not ASCII).
bool isXmlName(const char* text);

/// Levels of a tree; 1 for a node without children.
int depthOf(const Element& element);

/**
 * `<tt:Name key="value">body<child/></tt:Name>`. A namespace that is no XML name (a URI) is written as an
 * xmlns attribute of each node that has it; the parser takes both forms back to the same tree.
 */
std::string toXml(const Element& element);

/// Reads what toXml() wrote; nothing for text that is not one XML element or is nested too deeply.
std::optional<Element> fromXml(const std::string& text);

}  // namespace acapkit::simulator

/// What the C API hands out: a tree, and where it stood among its siblings when it was taken out of its
/// parent.
// NOLINTNEXTLINE(bugprone-reserved-identifier): the tag is part of the public API.
struct _AXEventElementItem {
  acapkit::simulator::Element element;
  std::shared_ptr<const std::vector<acapkit::simulator::Element>> siblings;
  std::size_t place = 0;
};
