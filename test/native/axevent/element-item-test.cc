// Element items: trees, copies and their way through a key-value set (which keeps them as XML).
#include "support.h"

namespace acapkit::test {
namespace {

std::string nameOf(AXEventElementItem* item) {
  gchar* name = nullptr;
  REQUIRE(ax_event_element_item_get_name(item, &name, nullptr));
  return Text(name).get();
}

std::string bodyOf(AXEventElementItem* item) {
  gchar* body = nullptr;
  REQUIRE(ax_event_element_item_get_body(item, &body, nullptr));
  const Text owned(body);
  return owned ? owned.get() : "(none)";
}

std::string nameSpaceOf(AXEventElementItem* item) {
  gchar* text = nullptr;
  REQUIRE(ax_event_element_item_get_name_space(item, &text, nullptr));
  const Text owned(text);
  return owned ? owned.get() : "(none)";
}

Item firstOf(AXEventElementItem* item) {
  AXEventElementItem* child = nullptr;
  ax_event_element_item_get_first_child(item, &child, nullptr);
  return Item(child);
}

Item nextOf(AXEventElementItem* item) {
  AXEventElementItem* sibling = nullptr;
  ax_event_element_item_get_next_child(item, &sibling, nullptr);
  return Item(sibling);
}

/// Puts an item through a set and takes it out again.
Item roundTrip(AXEventElementItem* item) {
  const Set set(ax_event_key_value_set_new());
  ErrorSlot error;
  REQUIRE(
      ax_event_key_value_set_add_key_value(set.get(), "tree", nullptr, item, AX_VALUE_TYPE_ELEMENT, error));
  AXEventElementItem* result = nullptr;
  REQUIRE(ax_event_key_value_set_get_element(set.get(), "tree", nullptr, &result, error));
  return Item(result);
}

void setAttribute(AXEventElementItem* item, const char* key, const char* value) {
  const Table table(g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free));
  g_hash_table_insert(table.get(), g_strdup(key), g_strdup(value));
  REQUIRE(ax_event_element_item_set_attributes(item, table.get(), nullptr));
}

std::string attributeOf(AXEventElementItem* item, const char* key) {
  GHashTable* table = nullptr;
  REQUIRE(ax_event_element_item_get_attributes(item, &table, nullptr));
  const Table owned(table);
  const auto* value = static_cast<const char*>(g_hash_table_lookup(table, key));
  return value == nullptr ? "(none)" : value;
}

}  // namespace

TEST_SUITE_BEGIN("pure");

TEST_CASE("a new element item has a name and nothing else") {
  const Item item(ax_event_element_item_new("Shape", "tt"));
  REQUIRE(item);
  CHECK(nameOf(item.get()) == "Shape");
  CHECK(nameSpaceOf(item.get()) == "tt");
  CHECK(bodyOf(item.get()) == "(none)");
  CHECK(attributeOf(item.get(), "any") == "(none)");
  CHECK_FALSE(firstOf(item.get()));
}

TEST_CASE("names that XML does not allow give no element item") {
  for (const char* name : {"", "1a", "a b", "a:b", "<", "\xff"})
    CHECK(ax_event_element_item_new(name, nullptr) == nullptr);
  CHECK(ax_event_element_item_new(nullptr, nullptr) == nullptr);
  CHECK(Item(ax_event_element_item_new("Größe-1.x_", nullptr)));
}

TEST_CASE("children are copies and are walked in order") {
  const Item root(ax_event_element_item_new("root", nullptr));
  for (const char* name : {"a", "b", "c"}) {
    const Item child(ax_event_element_item_new(name, nullptr));
    REQUIRE(ax_event_element_item_add_child(root.get(), child.get(), nullptr));
    REQUIRE(ax_event_element_item_set_body(child.get(), "changed later", nullptr));
  }
  std::string names;
  for (Item child = firstOf(root.get()); child; child = nextOf(child.get())) {
    names += nameOf(child.get()) + bodyOf(child.get()) + ";";
  }
  CHECK(names == "a(none);b(none);c(none);");
}

TEST_CASE("walking past the last child is KEY_NOT_FOUND with a null pointer") {
  const Item item(ax_event_element_item_new("alone", nullptr));
  ErrorSlot error;
  auto* child = reinterpret_cast<AXEventElementItem*>(&error);
  CHECK_FALSE(ax_event_element_item_get_first_child(item.get(), &child, error));
  CHECK(child == nullptr);
  CHECK(error.code() == AX_EVENT_ERROR_KEY_NOT_FOUND);
  CHECK_FALSE(ax_event_element_item_get_next_child(item.get(), &child, error));
  CHECK(error.code() == AX_EVENT_ERROR_KEY_NOT_FOUND);
}

TEST_CASE("a node can be added to itself") {
  const Item item(ax_event_element_item_new("self", nullptr));
  REQUIRE(ax_event_element_item_add_child(item.get(), item.get(), nullptr));
  const Item child = firstOf(item.get());
  REQUIRE(child);
  CHECK_FALSE(firstOf(child.get()));
}

TEST_CASE("a tree survives the way through a set") {
  const Item root(ax_event_element_item_new("Polygon", "tt"));
  setAttribute(root.get(), "xml:lang", "a <\"&'> b\n\tc");
  REQUIRE(ax_event_element_item_set_body(root.get(), " text <&> \n", nullptr));
  const Item child(ax_event_element_item_new("Point", "http://www.onvif.org/ver10/schema"));
  setAttribute(child.get(), "x", "");
  REQUIRE(ax_event_element_item_add_child(root.get(), child.get(), nullptr));
  const Item plain(ax_event_element_item_new("plain", nullptr));
  REQUIRE(ax_event_element_item_add_child(root.get(), plain.get(), nullptr));

  const Item result = roundTrip(root.get());
  CHECK(nameOf(result.get()) == "Polygon");
  CHECK(nameSpaceOf(result.get()) == "tt");
  CHECK(attributeOf(result.get(), "xml:lang") == "a <\"&'> b\n\tc");
  CHECK(bodyOf(result.get()) == " text <&> \n");
  const Item first = firstOf(result.get());
  REQUIRE(first);
  CHECK(nameSpaceOf(first.get()) == "http://www.onvif.org/ver10/schema");
  CHECK(attributeOf(first.get(), "x") == "");
  const Item second = nextOf(first.get());
  REQUIRE(second);
  CHECK(nameOf(second.get()) == "plain");
  CHECK(nameSpaceOf(second.get()) == "(none)");
}

TEST_CASE("attributes need XML names and UTF-8") {
  const Item item(ax_event_element_item_new("node", nullptr));
  for (const char* key : {"", "a b", "xmlns", "xmlns:tt", "a:b:c"}) {
    const Table table(g_hash_table_new(g_str_hash, g_str_equal));
    g_hash_table_insert(table.get(), const_cast<char*>(key), const_cast<char*>("value"));
    ErrorSlot error;
    CHECK_FALSE(ax_event_element_item_set_attributes(item.get(), table.get(), error));
    CHECK(error.code() == AX_EVENT_ERROR_INVALID_ARGUMENT);
  }
  setAttribute(item.get(), "kept", "yes");
  CHECK(ax_event_element_item_set_attributes(item.get(), nullptr, nullptr));
  CHECK(attributeOf(item.get(), "kept") == "(none)");
}

TEST_CASE("a tree that is too deep is refused") {
  Item item(ax_event_element_item_new("leaf", nullptr));
  ErrorSlot error;
  bool refused = false;
  for (int level = 0; level < 200 && !refused; level++) {
    Item parent(ax_event_element_item_new("node", nullptr));
    refused = ax_event_element_item_add_child(parent.get(), item.get(), error) == FALSE;
    if (!refused) item = std::move(parent);
  }
  CHECK(refused);
  CHECK(error.code() == AX_EVENT_ERROR_INVALID_ARGUMENT);
  CHECK(roundTrip(item.get()));
}

TEST_CASE("null arguments of element items are errors") {
  ErrorSlot error;
  gchar* text = nullptr;
  CHECK_FALSE(ax_event_element_item_get_name(nullptr, &text, error));
  CHECK(error.code() == AX_EVENT_ERROR_INVALID_ARGUMENT);
  CHECK_FALSE(ax_event_element_item_add_child(nullptr, nullptr, error));
  CHECK_FALSE(ax_event_element_item_set_body(nullptr, "x", nullptr));
  ax_event_element_item_free(nullptr);
}

TEST_SUITE_END();

}  // namespace acapkit::test
