#include "addon/image-work.h"

#include <memory>
#include <utility>

#include "addon/values.h"

namespace acapkit::addon {

namespace {

class ImageWork : public Napi::AsyncWorker {
 public:
  ImageWork(Napi::Env env, const ImageFrame& frame, ImageTask task, ImageResult result)
      : Napi::AsyncWorker(env),
        deferred(Napi::Promise::Deferred::New(env)),
        frame_(frame),
        task_(std::move(task)),
        result_(std::move(result)) {}

  void Execute() override {
    status_ = task_(frame_.view(), &error_);
    frame_
        .giveBack();  // Here and not in JavaScript's thread, which may be busy: the camera needs its buffers.
    if (status_ != ACAPKIT_IMAGE_OK) SetError(error_.message);
  }

  void OnOK() override {
    try {
      deferred.Resolve(guarded(Env(), [&] { return result_(Env()); }));
    } catch (const Napi::Error& error) {
      deferred.Reject(error.Value());
    }
  }

  void OnError(const Napi::Error& error) override {
    deferred.Reject(status_ == ACAPKIT_IMAGE_OK ? error.Value() : imageError(Env(), status_, error_).Value());
  }

  Napi::Promise::Deferred deferred;

 private:
  HeldFrame frame_;
  ImageTask task_;
  ImageResult result_;
  AcapkitImageStatus status_ = ACAPKIT_IMAGE_OK;
  AcapkitImageError error_{};
};

}  // namespace

Napi::Value runInPool(Napi::Env env, const ImageFrame& frame, ImageTask task, ImageResult result) {
  auto work = std::make_unique<ImageWork>(env, frame, std::move(task), std::move(result));
  const Napi::Value promise = work->deferred.Promise();
  work->Queue();
  [[maybe_unused]] auto* given = work.release();  // It deletes itself when done.
  return promise;
}

}  // namespace acapkit::addon
