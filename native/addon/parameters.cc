// JS_Parameters: each call runs on a worker thread and answers with a promise, so neither JavaScript nor the
// camera's callbacks ever wait for each other. Calls take turns, because the camera's library wants one
// caller at a time.
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "addon/callback.h"
#include "addon/values.h"
#include "core/parameter-store.h"

namespace acapkit::addon {

namespace {

/** Changes that wait for a busy JavaScript thread; further ones are dropped. */
constexpr size_t kWaitingChangesMax = 1000;
constexpr const char* kClosed = "the connection to the parameters is closed";

struct Connection {
  explicit Connection(const std::string& appName) : store(appName) {}
  std::mutex turn;
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

  JS_Parameters(const JS_Parameters&) = delete;
  JS_Parameters& operator=(const JS_Parameters&) = delete;
  ~JS_Parameters() override { shutDown(); }

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
    if (!connection_) throw Napi::Error::New(info.Env(), kClosed);
    const auto changed = Callback::make(info[1], "acapkit parameter", kWaitingChangesMax);
    // Nothing else holds the ones whose registration failed.
    std::erase_if(listeners_, [](const auto& listener) { return listener.use_count() == 1; });
    listeners_.push_back(changed);
    const auto forward = [changed](const std::string& name, const std::string& value) {
      changed->call([name, value](Napi::Env env) {
        return std::vector<napi_value>{Napi::String::New(env, name), Napi::String::New(env, value)};
      });
    };
    return queue(info, [name = text(info, 0), changed, forward](ParameterStore& store) {
      try {
        store.onChange(name, forward);
      } catch (...) {
        changed->end();
        throw;
      }
      return Result{};
    });
  }

  /** Ends the connection once the calls under way are done; changes do not come any more. */
  void close(const Napi::CallbackInfo&) { shutDown(); }

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

  void shutDown() {
    for (const auto& listener : listeners_) listener->end();
    listeners_.clear();
    connection_.reset();
  }

  std::shared_ptr<Connection> connection_;
  std::vector<std::shared_ptr<Callback>> listeners_;
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
