// JS_Stream: a capture thread fills a short queue, JavaScript takes frames out. A slow app loses frames
// (counted), never the camera.
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "addon/callback.h"
#include "addon/frame-memory.h"
#include "addon/values.h"
#include "core/frame-queue.h"
#include "core/video-stream.h"

namespace acapkit::addon {

namespace {

StreamSettings toSettings(const Napi::Object& object) {
  StreamSettings settings;
  settings.format = textOf(object, "format", settings.format);
  settings.width = static_cast<uint32_t>(numberOf(object, "width", 0));
  settings.height = static_cast<uint32_t>(numberOf(object, "height", 0));
  settings.framerate = numberOf(object, "framerate", 0);
  settings.channel = static_cast<uint32_t>(numberOf(object, "channel", settings.channel));
  settings.buffers = static_cast<uint32_t>(numberOf(object, "buffers", settings.buffers));
  return settings;
}

Napi::Object toJsInfo(Napi::Env env, const StreamInfo& info) {
  Napi::Object object = Napi::Object::New(env);
  object.Set("format", info.format);
  object.Set("width", info.width);
  object.Set("height", info.height);
  object.Set("pitch", info.pitch);
  object.Set("framerate", info.framerate);
  object.Set("buffers", info.buffers);
  return object;
}

Napi::Object toJsFrame(Napi::Env env, Frame taken) {
  const auto frame = std::make_shared<std::shared_ptr<Frame>>(std::make_shared<Frame>(std::move(taken)));
  Napi::Object object = Napi::Object::New(env);
  object.Set("data", Napi::Uint8Array::New(env, (*frame)->data().size(), toArrayBuffer(env, frame), 0));
  object.Set("sequence", (*frame)->sequence());
  object.Set("timestampUs", Napi::Number::New(env, static_cast<double>((*frame)->timestampUs())));
  object.Set("release", Napi::Function::New(env, [frame](const Napi::CallbackInfo& info) {
               Napi::ArrayBuffer buffer =
                   info.This().As<Napi::Object>().Get("data").As<Napi::TypedArray>().ArrayBuffer();
               // Detached already: released before, or JavaScript has moved the memory to another
               // ArrayBuffer, and the frame lives until that is collected.
               if (buffer.IsDetached()) return;
               buffer.Detach();
               frame->reset();  // Work under way on another thread has a share of its own.
             }));
  return object;
}

class JS_Stream : public Napi::ObjectWrap<JS_Stream> {
 public:
  /** new Stream(settings, wake): `wake()` is called in JavaScript's thread when take() has something or the
   * stream has ended. */
  explicit JS_Stream(const Napi::CallbackInfo& info) : Napi::ObjectWrap<JS_Stream>(info) {
    const Napi::Env env = info.Env();
    if (!info[0].IsObject() || !info[1].IsFunction())
      throw Napi::TypeError::New(env, "Stream(settings, wake)");
    guarded(env, [&] {
      stream_ =
          std::make_unique<RunningStream>(VideoStream::open(toSettings(info[0].As<Napi::Object>())).start());
      info_ = stream_->info();
      queue_ = std::make_unique<FrameQueue>(FrameQueue::capacityFor(info_.buffers));
      wake_ = Callback::make(info[1], "acapkit stream", 1);
      try {
        thread_ = std::thread([this] { capture(); });
      } catch (...) {
        wake_->end();
        throw;
      }
    });
  }

  JS_Stream(const JS_Stream&) = delete;
  JS_Stream& operator=(const JS_Stream&) = delete;
  ~JS_Stream() override { shutDown(); }

  Napi::Value info(const Napi::CallbackInfo& info) { return toJsInfo(info.Env(), info_); }

  /** The oldest waiting frame, or null. */
  Napi::Value take(const Napi::CallbackInfo& info) {
    std::optional<Frame> frame = queue_->take();
    if (!frame) return info.Env().Null();
    return toJsFrame(info.Env(), std::move(*frame));
  }

  /** { ended, reason, dropped }: `ended` once all frames are taken; an empty reason means that close() ended
   * it. */
  Napi::Value status(const Napi::CallbackInfo& info) {
    const FrameQueue::Status status = queue_->status();
    Napi::Object object = Napi::Object::New(info.Env());
    object.Set("ended", status.ended);
    object.Set("reason", status.reason);
    object.Set("dropped", status.dropped);
    return object;
  }

  void close(const Napi::CallbackInfo&) { shutDown(); }

 private:
  /** The capture thread: no JavaScript here. */
  void capture() {
    const auto wake = [this] { wake_->call([](Napi::Env) { return std::vector<napi_value>{}; }); };
    std::string reason;
    try {
      while (std::optional<Frame> frame = stream_->next()) {
        queue_->push(std::move(*frame));
        wake();
      }
    } catch (const std::exception& problem) {
      reason = problem.what();
    }
    queue_->end(reason);
    wake();
    wake_->end();
  }

  /** The camera's stream ends here, or with the last frame that JavaScript still holds. */
  void shutDown() {
    if (!thread_.joinable()) return;
    stream_->interrupt();
    thread_.join();
    queue_->clear();
    stream_.reset();
  }

  std::unique_ptr<RunningStream> stream_;
  StreamInfo info_;
  std::unique_ptr<FrameQueue> queue_;
  std::shared_ptr<Callback> wake_;
  std::thread thread_;
};

}  // namespace

Napi::Function defineStream(Napi::Env env) {
  return JS_Stream::DefineClass(env, "Stream",
                                {JS_Stream::InstanceMethod("info", &JS_Stream::info),
                                 JS_Stream::InstanceMethod("take", &JS_Stream::take),
                                 JS_Stream::InstanceMethod("status", &JS_Stream::status),
                                 JS_Stream::InstanceMethod("close", &JS_Stream::close)});
}

}  // namespace acapkit::addon
