#include "addon/callback.h"

namespace acapkit::addon {

namespace {

/** JavaScript's thread; without an environment when it is ending. */
void callInJs(napi_env env, napi_value function, void*, void* data) {
  const std::unique_ptr<Callback::Arguments> arguments(static_cast<Callback::Arguments*>(data));
  if (env == nullptr || function == nullptr) return;
  try {
    Napi::Function(env, function).Call((*arguments)(env));
  } catch (const Napi::Error& error) {
    error.ThrowAsJavaScriptException();
  }
}

/** Node's last word about a function; it frees its handle afterwards. */
void finalize(napi_env, void* data, void*) {
  const std::unique_ptr<std::shared_ptr<Callback>> callback(static_cast<std::shared_ptr<Callback>*>(data));
  (*callback)->end();
}

}  // namespace

std::shared_ptr<Callback> Callback::make(const Napi::Value& function, const char* name, size_t waitingMax) {
  const Napi::Env env = function.Env();
  if (!function.IsFunction()) throw Napi::TypeError::New(env, "a function is expected");
  const std::shared_ptr<Callback> made(new Callback());
  auto keeper = std::make_unique<std::shared_ptr<Callback>>(made);
  const napi_status status =
      napi_create_threadsafe_function(env, function, nullptr, Napi::String::New(env, name), waitingMax, 1,
                                      keeper.get(), finalize, nullptr, callInJs, &made->function_);
  if (status != napi_ok) throw Napi::Error::New(env);
  [[maybe_unused]] auto* given = keeper.release();  // To finalize().
  return made;
}

bool Callback::call(Arguments arguments) {
  auto data = std::make_unique<Arguments>(std::move(arguments));
  const std::lock_guard<std::mutex> guard(mutex_);
  if (function_ == nullptr) return false;
  const napi_status status = napi_call_threadsafe_function(function_, data.get(), napi_tsfn_nonblocking);
  if (status == napi_closing) function_ = nullptr;  // Node counts this as the release.
  if (status != napi_ok) return false;
  [[maybe_unused]] auto* given = data.release();  // To callInJs().
  return true;
}

void Callback::end() {
  const std::lock_guard<std::mutex> guard(mutex_);
  if (function_ != nullptr) napi_release_threadsafe_function(function_, napi_tsfn_release);
  function_ = nullptr;
}

}  // namespace acapkit::addon
