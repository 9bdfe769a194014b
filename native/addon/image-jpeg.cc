// JPEG of frames. Without libjpeg the addon is built all the same, and `jpeg` is missing in it.
#include "addon/image.h"

#ifdef ACAPKIT_IMAGE_JPEG
#include <acapkit_image/jpeg.h>

#include <memory>
#include <utility>

#include "addon/image-work.h"
#include "addon/values.h"

namespace acapkit::addon {

namespace {

struct FreeEncoder {
  void operator()(AcapkitImageJpeg* encoder) const { acapkit_image_jpeg_free(encoder); }
};

/** Ends with the thread. Making one for each frame would cost time. */
thread_local std::unique_ptr<AcapkitImageJpeg, FreeEncoder> threadsEncoder;

AcapkitImageStatus encoderOfThread(AcapkitImageJpeg** encoder, AcapkitImageError* error) {
  if (!threadsEncoder) {
    AcapkitImageJpeg* made = nullptr;
    if (const auto status = acapkit_image_jpeg_new(&made, error)) return status;
    threadsEncoder.reset(made);
  }
  *encoder = threadsEncoder.get();
  return ACAPKIT_IMAGE_OK;
}

/** Any thread. */
AcapkitImageStatus encode(const AcapkitImageFrame& frame, const AcapkitImageJpegOptions& options, Bytes& file,
                          AcapkitImageError* error) {
  AcapkitImageJpeg* encoder = nullptr;
  if (const auto status = encoderOfThread(&encoder, error)) return status;
  AcapkitImageBuffer buffer{};
  const auto status = acapkit_image_jpeg_encode(encoder, &frame, &options, &buffer, error);
  file = {.data = std::unique_ptr<uint8_t, Free>(buffer.data), .size = buffer.size};
  if (status != ACAPKIT_IMAGE_OK) return status;
  // JavaScript keeps the file, maybe for long; so what is too much goes.
  if (void* less = std::realloc(file.data.get(), file.size)) {
    [[maybe_unused]] auto* moved = file.data.release();
    file.data.reset(static_cast<uint8_t*>(less));
  }
  return status;
}

AcapkitImageJpegOptions readOptions(const Napi::Value& value) {
  const Options options(value, "options");
  return {.crop = options.rect("crop"),
          .quality = options.whole("quality"),
          .matrix = options.choice<AcapkitImageMatrix>("matrix"),
          .range = options.choice<AcapkitImageRange>("range")};
}

/** jpeg(frame, options) → Uint8Array */
Napi::Value jpeg(const Napi::CallbackInfo& info) {
  return guarded(info.Env(), [&]() -> Napi::Value {
    const AcapkitImageJpegOptions options = readOptions(info[1]);
    const ImageFrame frame(info[0], "frame");
    Bytes file;
    AcapkitImageError error;
    require(info.Env(), encode(frame.view(), options, file, &error), error);
    return toTypedArray(info.Env(), std::move(file), napi_uint8_array);
  });
}

/** jpegAsync(frame, options) → promise of a Uint8Array */
Napi::Value jpegAsync(const Napi::CallbackInfo& info) {
  return guarded(info.Env(), [&]() -> Napi::Value {
    const AcapkitImageJpegOptions options = readOptions(info[1]);
    const ImageFrame frame(info[0], "frame");
    const auto file = std::make_shared<Bytes>();
    return runInPool(
        info.Env(), frame,
        [options, file](const AcapkitImageFrame& held, AcapkitImageError* error) {
          return encode(held, options, *file, error);
        },
        [file](Napi::Env env) { return toTypedArray(env, std::move(*file), napi_uint8_array); });
  });
}

}  // namespace

void addImageJpeg(Napi::Object image) {
  image.Set("jpeg", Napi::Function::New<jpeg>(image.Env(), "jpeg"));
  image.Set("jpegAsync", Napi::Function::New<jpegAsync>(image.Env(), "jpegAsync"));
}

}  // namespace acapkit::addon
#else
void acapkit::addon::addImageJpeg(Napi::Object /*image*/) {}
#endif
