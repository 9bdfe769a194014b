#include "addon/values.h"

namespace acapkit::addon {

namespace {

EventValue toValue(const Napi::Value& value, char type) {
  if (value.IsUndefined() || value.IsNull()) return std::monostate{};
  if (type == 'b') return value.ToBoolean().Value();
  if (type == 'i') return value.ToNumber().Int32Value();
  if (type == 'd') return value.ToNumber().DoubleValue();
  return value.ToString().Utf8Value();
}

Napi::Value toJsValue(Napi::Env env, const EventValue& value) {
  if (const auto* number = std::get_if<int32_t>(&value)) return Napi::Number::New(env, *number);
  if (const auto* flag = std::get_if<bool>(&value)) return Napi::Boolean::New(env, *flag);
  if (const auto* real = std::get_if<double>(&value)) return Napi::Number::New(env, *real);
  if (const auto* text = std::get_if<std::string>(&value)) return Napi::String::New(env, *text);
  return env.Null();
}

EventItem toItem(const Napi::Object& object) {
  EventItem item;
  item.key = textOf(object, "key");
  item.nameSpace = textOf(object, "namespace");
  item.type = textOf(object, "type", "s").at(0);
  item.value = toValue(object.Get("value"), item.type);
  item.source = flagOf(object, "source");
  item.data = flagOf(object, "data");
  item.niceKey = textOf(object, "niceKey");
  item.niceValue = textOf(object, "niceValue");
  return item;
}

}  // namespace

std::vector<EventItem> toItems(const Napi::Value& value) {
  if (!value.IsArray()) throw Napi::TypeError::New(value.Env(), "an array of event items is expected");
  const Napi::Array array = value.As<Napi::Array>();
  std::vector<EventItem> items;
  for (uint32_t index = 0; index < array.Length(); ++index) {
    const Napi::Value element = array.Get(index);
    if (!element.IsObject()) throw Napi::TypeError::New(value.Env(), "an event item is an object");
    items.push_back(toItem(element.As<Napi::Object>()));
  }
  return items;
}

Napi::Array toJs(Napi::Env env, const std::vector<EventItem>& items) {
  Napi::Array array = Napi::Array::New(env, items.size());
  uint32_t index = 0;
  for (const EventItem& item : items) {
    Napi::Object object = Napi::Object::New(env);
    object.Set("key", item.key);
    object.Set("namespace", item.nameSpace.empty() ? env.Null() : Napi::String::New(env, item.nameSpace));
    object.Set("value", toJsValue(env, item.value));
    array.Set(index++, object);
  }
  return array;
}

}  // namespace acapkit::addon
