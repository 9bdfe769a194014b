// JS_Events: the camera's events. Callbacks come in GLib's thread and are handed over to JavaScript's.
#include <map>
#include <memory>
#include <vector>

#include "addon/callback.h"
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

  JS_Events(const JS_Events&) = delete;
  JS_Events& operator=(const JS_Events&) = delete;
  ~JS_Events() override { shutDown(); }

  /** declare(items, stateless, complete) → number; `complete()` is called when events may be sent. */
  Napi::Value declare(const Napi::CallbackInfo& info) {
    return guarded(info.Env(), [&]() -> Napi::Value {
      Ending complete(Callback::make(info[2], "acapkit declaration", 1));
      const uint32_t number =
          hub().declare(toItems(info[0]), info[1].ToBoolean().Value(), [callback = complete.callback] {
            callback->call([](Napi::Env) { return Values{}; });
            callback->end();
          });
      declarations_[number] = complete.release();
      return Napi::Number::New(info.Env(), number);
    });
  }

  /** subscribe(filter, keys, receive) → number; `receive(items, timestampMs)`. */
  Napi::Value subscribe(const Napi::CallbackInfo& info) {
    return guarded(info.Env(), [&]() -> Napi::Value {
      Ending receive(Callback::make(info[2], "acapkit subscription", kWaitingEventsMax));
      const uint32_t number = hub().subscribe(
          toItems(info[0]), toItems(info[1]), [callback = receive.callback](const ReceivedEvent& event) {
            callback->call([event](Napi::Env env) {
              return Values{toJs(env, event.items),
                            Napi::Number::New(env, static_cast<double>(event.timestampMs))};
            });
          });
      subscriptions_[number] = receive.release();
      return Napi::Number::New(info.Env(), number);
    });
  }

  void send(const Napi::CallbackInfo& info) {
    guarded(info.Env(), [&] { hub().send(info[0].ToNumber().Uint32Value(), toItems(info[1])); });
  }

  void undeclare(const Napi::CallbackInfo& info) {
    guarded(info.Env(), [&] {
      const uint32_t number = info[0].ToNumber().Uint32Value();
      hub().undeclare(number);
      forget(declarations_, number);
    });
  }

  void unsubscribe(const Napi::CallbackInfo& info) {
    guarded(info.Env(), [&] {
      const uint32_t number = info[0].ToNumber().Uint32Value();
      hub().unsubscribe(number);
      forget(subscriptions_, number);
    });
  }

  /** Ends everything. Later calls throw, but close() again is harmless. */
  void close(const Napi::CallbackInfo&) { shutDown(); }

 private:
  using Values = std::vector<napi_value>;
  using Callbacks = std::map<uint32_t, std::shared_ptr<Callback>>;

  /** Ends a callback that got no number. */
  struct Ending {
    explicit Ending(std::shared_ptr<Callback> made) : callback(std::move(made)) {}
    Ending(const Ending&) = delete;
    Ending& operator=(const Ending&) = delete;
    ~Ending() {
      if (callback) callback->end();
    }
    std::shared_ptr<Callback> release() { return std::move(callback); }

    std::shared_ptr<Callback> callback;
  };

  EventHub& hub() {
    if (!hub_) throw CameraError("the connection to the camera's events is closed");
    return *hub_;
  }

  static void forget(Callbacks& callbacks, uint32_t number) {
    const auto found = callbacks.find(number);
    if (found == callbacks.end()) return;
    found->second->end();
    callbacks.erase(found);
  }

  void shutDown() {
    hub_.reset();
    for (Callbacks* callbacks : {&declarations_, &subscriptions_}) {
      for (const auto& [number, callback] : *callbacks) callback->end();
      callbacks->clear();
    }
  }

  std::unique_ptr<EventHub> hub_;
  Callbacks declarations_;
  Callbacks subscriptions_;
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
