// JS_Events: the camera's events. Callbacks come in GLib's thread and are handed over to JavaScript's.
#include <memory>
#include <vector>

#include "addon/values.h"

namespace acapkit::addon {

namespace {

/** Events that wait for a busy JavaScript thread, per subscription; further ones are dropped. */
constexpr size_t kWaitingEventsMax = 1000;

class JS_Events : public Napi::ObjectWrap<JS_Events> {
 public:
  explicit JS_Events(const Napi::CallbackInfo& info) : Napi::ObjectWrap<JS_Events>(info) {
    guarded(info.Env(), [&] { hub_ = std::make_unique<EventHub>(); });
  }

  /** declare(items, stateless, complete) → number; `complete()` is called when events may be sent. */
  Napi::Value declare(const Napi::CallbackInfo& info) {
    return guarded(info.Env(), [&]() -> Napi::Value {
      const Napi::ThreadSafeFunction complete = function(info[2], "acapkit declaration", 1);
      const uint32_t number =
          hub().declare(toItems(info[0]), info[1].ToBoolean().Value(), [complete]() mutable {
            complete.NonBlockingCall();
            complete.Release();
          });
      return Napi::Number::New(info.Env(), number);
    });
  }

  /** subscribe(filter, keys, receive) → number; `receive(items, timestampMs)`. */
  Napi::Value subscribe(const Napi::CallbackInfo& info) {
    return guarded(info.Env(), [&]() -> Napi::Value {
      const Napi::ThreadSafeFunction receive = function(info[2], "acapkit subscription", kWaitingEventsMax);
      receivers_.push_back(receive);
      const uint32_t number =
          hub().subscribe(toItems(info[0]), toItems(info[1]), [receive](const ReceivedEvent& event) {
            auto copy = std::make_unique<ReceivedEvent>(event);
            const auto deliver = [](Napi::Env env, Napi::Function callback, ReceivedEvent* received) {
              const std::unique_ptr<ReceivedEvent> owned(received);
              if (env != nullptr) {
                callback.Call({toJs(env, owned->items),
                               Napi::Number::New(env, static_cast<double>(owned->timestampMs))});
              }
            };
            if (receive.NonBlockingCall(copy.get(), deliver) == napi_ok) [[maybe_unused]]
              auto* given = copy.release();
          });
      return Napi::Number::New(info.Env(), number);
    });
  }

  void send(const Napi::CallbackInfo& info) {
    guarded(info.Env(), [&] { hub().send(info[0].ToNumber().Uint32Value(), toItems(info[1])); });
  }

  void undeclare(const Napi::CallbackInfo& info) {
    guarded(info.Env(), [&] { hub().undeclare(info[0].ToNumber().Uint32Value()); });
  }

  void unsubscribe(const Napi::CallbackInfo& info) {
    guarded(info.Env(), [&] { hub().unsubscribe(info[0].ToNumber().Uint32Value()); });
  }

  /** Ends everything. Later calls throw. */
  void close(const Napi::CallbackInfo&) {
    hub_.reset();
    for (Napi::ThreadSafeFunction& receiver : receivers_) receiver.Release();
    receivers_.clear();
  }

 private:
  EventHub& hub() {
    if (!hub_) throw CameraError("the connection to the camera's events is closed");
    return *hub_;
  }

  /** A function that GLib's thread may call; it does not keep the process alive by itself. */
  static Napi::ThreadSafeFunction function(const Napi::Value& value, const char* name, size_t waitingMax) {
    if (!value.IsFunction()) throw Napi::TypeError::New(value.Env(), "a function is expected");
    return Napi::ThreadSafeFunction::New(value.Env(), value.As<Napi::Function>(), name, waitingMax, 1);
  }

  std::unique_ptr<EventHub> hub_;
  std::vector<Napi::ThreadSafeFunction> receivers_;
};

}  // namespace

Napi::Function defineEvents(Napi::Env env) {
  return JS_Events::DefineClass(env, "Events",
                                {JS_Events::InstanceMethod("declare", &JS_Events::declare),
                                 JS_Events::InstanceMethod("undeclare", &JS_Events::undeclare),
                                 JS_Events::InstanceMethod("send", &JS_Events::send),
                                 JS_Events::InstanceMethod("subscribe", &JS_Events::subscribe),
                                 JS_Events::InstanceMethod("unsubscribe", &JS_Events::unsubscribe),
                                 JS_Events::InstanceMethod("close", &JS_Events::close)});
}

}  // namespace acapkit::addon
