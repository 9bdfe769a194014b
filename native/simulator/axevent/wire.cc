// D-Bus has no null: bits tell which texts are there.
#include "simulator/axevent/wire.h"

#include <cstdint>

namespace acapkit::simulator {
namespace {

enum Flag : std::uint8_t {
  kNameSpace = 1,
  kValue = 2,
  kSource = 4,
  kData = 8,
  kUserTag = 16,
  kNiceKey = 32,
  kNiceValue = 64
};

guint32 flagsOf(const KeyValue& item) {
  guint32 flags = 0;
  if (item.nameSpace) flags |= kNameSpace;
  if (item.value) flags |= kValue;
  if (item.source) flags |= kSource;
  if (item.data) flags |= kData;
  if (item.userTag) flags |= kUserTag;
  if (item.niceKey) flags |= kNiceKey;
  if (item.niceValue) flags |= kNiceValue;
  return flags;
}

const char* textOrEmpty(const std::optional<std::string>& text) { return text ? text->c_str() : ""; }

std::optional<std::string> textIf(guint32 flags, Flag flag, const char* text) {
  return (flags & flag) != 0 ? std::optional<std::string>(text) : std::nullopt;
}

}  // namespace

GVariant* toWire(const KeyValues& items) {
  GVariantBuilder builder;
  g_variant_builder_init(&builder, G_VARIANT_TYPE(kItemsSignature));
  for (const KeyValue& item : items) {
    g_variant_builder_add(&builder, "(ssyussss)", item.key.c_str(), textOrEmpty(item.nameSpace),
                          static_cast<guchar>(item.type), flagsOf(item), textOrEmpty(item.value),
                          textOrEmpty(item.userTag), textOrEmpty(item.niceKey), textOrEmpty(item.niceValue));
  }
  return g_variant_builder_end(&builder);
}

KeyValues fromWire(GVariant* array) {
  KeyValues items;
  GVariantIter iterator;
  g_variant_iter_init(&iterator, array);
  const char* key = nullptr;
  const char* nameSpace = nullptr;
  guchar type = 0;
  guint32 flags = 0;
  const char* value = nullptr;
  const char* userTag = nullptr;
  const char* niceKey = nullptr;
  const char* niceValue = nullptr;
  while (g_variant_iter_next(&iterator, "(&s&syu&s&s&s&s)", &key, &nameSpace, &type, &flags, &value, &userTag,
                             &niceKey, &niceValue) != FALSE) {
    if (type > AX_VALUE_TYPE_ELEMENT) continue;
    KeyValue item;
    item.key = key;
    item.nameSpace = textIf(flags, kNameSpace, nameSpace);
    item.type = static_cast<AXEventValueType>(type);
    item.value = textIf(flags, kValue, value);
    item.source = (flags & kSource) != 0;
    item.data = (flags & kData) != 0;
    item.userTag = textIf(flags, kUserTag, userTag);
    item.niceKey = textIf(flags, kNiceKey, niceKey);
    item.niceValue = textIf(flags, kNiceValue, niceValue);
    items.push_back(std::move(item));
  }
  return items;
}

}  // namespace acapkit::simulator
