// JS_Parameters: each call runs on a worker thread and answers with a promise, so neither JavaScript nor the
// camera's callbacks ever wait for each other. Calls take turns, because the camera's library wants one
// caller at a time.
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "addon/values.h"
#include "core/parameter-store.h"

namespace acapkit::addon {

namespace {

/** Changes that wait for a busy JavaScript thread; further ones are dropped. */
constexpr size_t kWaitingChangesMax = 1000;
constexpr const char* kClosed = "the connection to the parameters is closed";

/** Functions that GLib's thread calls; released when no callback can come any more. */
class Listeners {
 public:
  Listeners() = default;
  Listeners(const Listeners&) = delete;
  Listeners& operator=(const Listeners&) = delete;
  ~Listeners() {
    for (Napi::ThreadSafeFunction& listener : list_) listener.Release();
  }
  void add(const Napi::ThreadSafeFunction& listener) { list_.push_back(listener); }

 private:
  std::vector<Napi::ThreadSafeFunction> list_;
};

struct Connection {
  explicit Connection(const std::string& appName) : store(appName) {}
  std::mutex turn;
  Listeners listeners;  // Before the store: members end in reverse order, and the store's end is the end of
                        // its callbacks.
  ParameterStore store;
};
using Result = std::vector<std::string>;
using Call = std::function<Result(ParameterStore&)>;

/** One call on a worker thread. `asList` says whether the promise gives an array or its only element. */
class Worker : public Napi::AsyncWorker {
 public:
  Worker(Napi::Env env, std::shared_ptr<Connection> connection, Call call, bool asList)
      : Napi::AsyncWorker(env),
        deferred(Napi::Promise::Deferred::New(env)),
        connection_(std::move(connection)),
        call_(std::move(call)),
        asList_(asList) {}

  void Execute() override {
    const std::lock_guard<std::mutex> guard(connection_->turn);
    try {
      result_ = call_(connection_->store);
    } catch (const CameraError& problem) {
      problem_ = std::make_unique<CameraError>(problem);
      SetError(problem.what());
    } catch (const std::exception& problem) {
      SetError(problem.what());
    }
  }

  void OnOK() override {
    const Napi::Env env = Env();
    if (!asList_) {
      deferred.Resolve(result_.empty() ? env.Undefined() : Napi::String::New(env, result_.front()));
      return;
    }
    Napi::Array array = Napi::Array::New(env, result_.size());
    for (uint32_t index = 0; index < result_.size(); ++index) array.Set(index, result_[index]);
    deferred.Resolve(array);
  }

  void OnError(const Napi::Error& error) override {
    deferred.Reject(problem_ ? toJsError(Env(), *problem_).Value() : error.Value());
  }

  Napi::Promise::Deferred deferred;

 private:
  std::shared_ptr<Connection> connection_;
  Call call_;
  bool asList_;
  Result result_;
  std::unique_ptr<CameraError> problem_;
};

class JS_Parameters : public Napi::ObjectWrap<JS_Parameters> {
 public:
  explicit JS_Parameters(const Napi::CallbackInfo& info) : Napi::ObjectWrap<JS_Parameters>(info) {
    guarded(info.Env(), [&] { connection_ = std::make_shared<Connection>(info[0].ToString().Utf8Value()); });
  }

  Napi::Value get(const Napi::CallbackInfo& info) {
    return queue(info, [name = text(info, 0)](ParameterStore& store) { return Result{store.get(name)}; });
  }

  Napi::Value set(const Napi::CallbackInfo& info) {
    const bool sync = info[2].IsUndefined() || info[2].ToBoolean().Value();
    return queue(info, [name = text(info, 0), value = text(info, 1), sync](ParameterStore& store) {
      store.set(name, value, sync);
      return Result{};
    });
  }

  Napi::Value add(const Napi::CallbackInfo& info) {
    return queue(info,
                 [name = text(info, 0), value = text(info, 1), type = text(info, 2)](ParameterStore& store) {
                   store.add(name, value, type);
                   return Result{};
                 });
  }

  Napi::Value remove(const Napi::CallbackInfo& info) {
    return queue(info, [name = text(info, 0)](ParameterStore& store) {
      store.remove(name);
      return Result{};
    });
  }

  Napi::Value list(const Napi::CallbackInfo& info) {
    return queue(info, [](ParameterStore& store) { return store.list(); }, true);
  }

  /** onChange(name, changed) → promise of registration; `changed(qualifiedName, value)`. */
  Napi::Value onChange(const Napi::CallbackInfo& info) {
    if (!info[1].IsFunction()) throw Napi::TypeError::New(info.Env(), "a function is expected");
    if (!connection_) throw Napi::Error::New(info.Env(), kClosed);
    Napi::ThreadSafeFunction changed = Napi::ThreadSafeFunction::New(
        info.Env(), info[1].As<Napi::Function>(), "acapkit parameter", kWaitingChangesMax, 1);
    connection_->listeners.add(changed);
    const auto forward = [changed](const std::string& name, const std::string& value) {
      using Change = std::pair<std::string, std::string>;
      auto change = std::make_unique<Change>(name, value);
      const auto deliver = [](Napi::Env env, Napi::Function callback, Change* received) {
        const std::unique_ptr<Change> owned(received);
        if (env != nullptr)
          callback.Call({Napi::String::New(env, owned->first), Napi::String::New(env, owned->second)});
      };
      if (changed.NonBlockingCall(change.get(), deliver) == napi_ok) [[maybe_unused]]
        auto* given = change.release();
    };
    return queue(info, [name = text(info, 0), forward](ParameterStore& store) {
      store.onChange(name, forward);
      return Result{};
    });
  }

  /** Ends the connection once the calls under way are done. */
  void close(const Napi::CallbackInfo&) { connection_.reset(); }

 private:
  static std::string text(const Napi::CallbackInfo& info, size_t index) {
    return info[index].ToString().Utf8Value();
  }

  Napi::Value queue(const Napi::CallbackInfo& info, Call call, bool asList = false) {
    if (!connection_) throw Napi::Error::New(info.Env(), kClosed);
    auto* worker = new Worker(info.Env(), connection_, std::move(call), asList);  // Deletes itself when done.
    worker->Queue();
    return worker->deferred.Promise();
  }

  std::shared_ptr<Connection> connection_;
};

}  // namespace

Napi::Function defineParameters(Napi::Env env) {
  return JS_Parameters::DefineClass(env, "Parameters",
                                    {JS_Parameters::InstanceMethod("get", &JS_Parameters::get),
                                     JS_Parameters::InstanceMethod("set", &JS_Parameters::set),
                                     JS_Parameters::InstanceMethod("add", &JS_Parameters::add),
                                     JS_Parameters::InstanceMethod("remove", &JS_Parameters::remove),
                                     JS_Parameters::InstanceMethod("list", &JS_Parameters::list),
                                     JS_Parameters::InstanceMethod("onChange", &JS_Parameters::onChange),
                                     JS_Parameters::InstanceMethod("close", &JS_Parameters::close)});
}

}  // namespace acapkit::addon
