// JS_Stream: a capture thread fills a short queue, JavaScript takes frames out. A slow app loses frames
// (counted), never the camera.
#include <atomic>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "addon/values.h"
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

/** Frames on their way to JavaScript. Holds at most `capacity`; the oldest is dropped and counted. */
class FrameQueue {
 public:
  explicit FrameQueue(size_t capacity) : capacity_(capacity) {}

  void push(Frame frame) {
    const std::lock_guard<std::mutex> guard(mutex_);
    if (frames_.size() >= capacity_) {
      frames_.pop_front();
      ++dropped_;
    }
    frames_.push_back(std::move(frame));
  }

  std::optional<Frame> take() {
    const std::lock_guard<std::mutex> guard(mutex_);
    if (frames_.empty()) return std::nullopt;
    Frame frame = std::move(frames_.front());
    frames_.pop_front();
    return frame;
  }

  void end(std::string reason) {
    const std::lock_guard<std::mutex> guard(mutex_);
    reason_ = std::move(reason);
    ended_ = true;
  }

  void clear() {
    const std::lock_guard<std::mutex> guard(mutex_);
    frames_.clear();
  }

  bool ended() const { return ended_; }
  uint32_t dropped() const { return dropped_; }
  std::string reason() {
    const std::lock_guard<std::mutex> guard(mutex_);
    return reason_;
  }

 private:
  const size_t capacity_;
  std::mutex mutex_;
  std::deque<Frame> frames_;
  std::string reason_;
  std::atomic<bool> ended_ = false;
  std::atomic<uint32_t> dropped_ = 0;
};

using SharedFrame = std::shared_ptr<std::optional<Frame>>;

/** The pixels without a copy. The ArrayBuffer keeps the frame alive until it is released (and detached) or
 * collected. */
Napi::ArrayBuffer toArrayBuffer(Napi::Env env, const SharedFrame& frame) {
  const auto data = (*frame)->data();
  auto* keeper = new SharedFrame(frame);  // NOLINT(cppcoreguidelines-owning-memory): owned by the finalizer
  return Napi::ArrayBuffer::New(
      env, data.data(), data.size(), [](Napi::Env, void*, SharedFrame* held) { delete held; }, keeper);
}

Napi::Object toJsFrame(Napi::Env env, Frame taken) {
  auto frame = std::make_shared<std::optional<Frame>>(std::move(taken));
  Napi::Object object = Napi::Object::New(env);
  object.Set("data", Napi::Uint8Array::New(env, (*frame)->data().size(), toArrayBuffer(env, frame), 0));
  object.Set("sequence", (*frame)->sequence());
  object.Set("timestampUs", Napi::Number::New(env, static_cast<double>((*frame)->timestampUs())));
  object.Set("release", Napi::Function::New(env, [frame](const Napi::CallbackInfo& info) {
               const Napi::Value data = info.This().As<Napi::Object>().Get("data");
               if (data.IsTypedArray()) data.As<Napi::TypedArray>().ArrayBuffer().Detach();
               frame->reset();
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
      stream_.emplace(VideoStream::open(toSettings(info[0].As<Napi::Object>())).start());
      const size_t capacity =
          std::max<size_t>(1, stream_->info().buffers > 1 ? stream_->info().buffers - 1 : 1);
      queue_ = std::make_shared<FrameQueue>(capacity);
    });
    wake_ = Napi::ThreadSafeFunction::New(env, info[1].As<Napi::Function>(), "acapkit stream", 1, 1);
    thread_ = std::thread([this] { capture(); });
  }

  JS_Stream(const JS_Stream&) = delete;
  JS_Stream& operator=(const JS_Stream&) = delete;
  ~JS_Stream() override { shutDown(); }

  Napi::Value info(const Napi::CallbackInfo& info) { return toJsInfo(info.Env(), stream_->info()); }

  /** The oldest waiting frame, or null. */
  Napi::Value take(const Napi::CallbackInfo& info) {
    std::optional<Frame> frame = queue_->take();
    if (!frame) return info.Env().Null();
    return toJsFrame(info.Env(), std::move(*frame));
  }

  /** { ended, reason, dropped }; an empty reason means that close() ended it. */
  Napi::Value status(const Napi::CallbackInfo& info) {
    Napi::Object object = Napi::Object::New(info.Env());
    object.Set("ended", queue_->ended());
    object.Set("reason", queue_->reason());
    object.Set("dropped", queue_->dropped());
    return object;
  }

  void close(const Napi::CallbackInfo&) { shutDown(); }

 private:
  /** The capture thread: no JavaScript here. */
  void capture() {
    std::string reason;
    try {
      while (std::optional<Frame> frame = stream_->next()) {
        queue_->push(std::move(*frame));
        wake_.NonBlockingCall();
      }
    } catch (const std::exception& problem) {
      reason = problem.what();
    }
    queue_->end(reason);
    wake_.NonBlockingCall();
    wake_.Release();
  }

  void shutDown() {
    if (!thread_.joinable()) return;
    stream_->interrupt();
    thread_.join();
    queue_->clear();
  }

  std::optional<RunningStream> stream_;
  std::shared_ptr<FrameQueue> queue_;
  Napi::ThreadSafeFunction wake_;
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
