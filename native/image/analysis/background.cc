// A background model that a camera can afford on every frame: a moving average of each pixel, in fixed point.
#include <cstdlib>

#include "acapkit_image/analyze.h"
#include "image/analysis/luma.h"
#include "image/kernels.h"
#include "image/status.h"

/** The rows of the model follow it in memory. Its kernels stay those it was made with, since each family
 * orders a row in its own way. */
struct alignas(16) AcapkitImageBackground {
  const acapkit::image::AnalysisKernels* kernels;
  uint32_t width, height, shift;
  uint8_t threshold;
  bool empty;

  uint16_t* row(uint32_t y) {
    return reinterpret_cast<uint16_t*>(this + 1) + size_t{y} * acapkit::image::padded(width);
  }
};

using namespace acapkit::image;  // NOLINT(google-build-using-namespace): C functions are in no namespace.

namespace {

constexpr AcapkitImageBackgroundOptions defaults{.shift = 5, .threshold = 25};

AcapkitImageStatus checkOptions(uint32_t width, uint32_t height, const AcapkitImageBackgroundOptions& options,
                                AcapkitImageError* error) {
  if (width < 1 || width > ACAPKIT_IMAGE_SIZE_MAX)
    return invalid(error, "width", "expected 1 … %u pixels, found %u", ACAPKIT_IMAGE_SIZE_MAX, width);
  if (height < 1 || height > ACAPKIT_IMAGE_SIZE_MAX)
    return invalid(error, "height", "expected 1 … %u pixels, found %u", ACAPKIT_IMAGE_SIZE_MAX, height);
  if (options.shift > 8) return invalid(error, "options.shift", "expected 1 … 8, found %u", options.shift);
  if (options.threshold > 254)
    return invalid(error, "options.threshold", "expected 1 … 254 grey levels, found %u", options.threshold);
  return ACAPKIT_IMAGE_OK;
}

/** `mask` of the size of the model, and Y800. */
AcapkitImageStatus checkMask(const AcapkitImageBackground& background, const AcapkitImageFrame* mask,
                             Luma& luma, AcapkitImageError* error) {
  if (const auto status = lumaOf(mask, "mask", luma, error)) return status;
  if (mask->format != ACAPKIT_IMAGE_Y800) return invalid(error, "mask.format", "expected Y800, found NV12");
  return checkSize(luma, background.width, background.height, "mask", error);
}

}  // namespace

AcapkitImageStatus acapkit_image_background_new(uint32_t width, uint32_t height,
                                                const AcapkitImageBackgroundOptions* options,
                                                AcapkitImageBackground** background,
                                                AcapkitImageError* error) {
  if (background == nullptr)
    return invalid(error, "background", "expected a place for the model, found NULL");
  *background = nullptr;
  const AcapkitImageBackgroundOptions chosen =
      options == nullptr ? AcapkitImageBackgroundOptions{} : *options;
  if (const auto status = checkOptions(width, height, chosen, error)) return status;
  const size_t pixels = size_t{padded(width)} * height;
  auto* made = static_cast<AcapkitImageBackground*>(
      std::calloc(1, sizeof(AcapkitImageBackground) + pixels * sizeof(uint16_t)));
  if (made == nullptr) return noMemory(error);
  *made = {.kernels = &currentKernels().analysis,
           .width = width,
           .height = height,
           .shift = chosen.shift != 0 ? chosen.shift : defaults.shift,
           .threshold = static_cast<uint8_t>(chosen.threshold != 0 ? chosen.threshold : defaults.threshold),
           .empty = true};
  *background = made;
  return ACAPKIT_IMAGE_OK;
}

void acapkit_image_background_free(AcapkitImageBackground* background) { std::free(background); }

AcapkitImageStatus acapkit_image_background_update(AcapkitImageBackground* background,
                                                   const AcapkitImageFrame* frame, AcapkitImageFrame* mask,
                                                   uint32_t* foreground, AcapkitImageError* error) {
  Luma in{};
  Luma out{};
  if (const auto status = checkThere(background, "background", error)) return status;
  if (const auto status = lumaOf(frame, "frame", in, error)) return status;
  if (const auto status = checkSize(in, background->width, background->height, "frame", error)) return status;
  if (const auto status = checkMask(*background, mask, out, error)) return status;
  // An empty model takes all of the frame at once, and no pixel is more than 255 grey levels away from
  // anything.
  const uint32_t shift = background->empty ? 0 : background->shift;
  const uint8_t threshold = background->empty ? 255 : background->threshold;
  uint32_t count = 0;
  for (uint32_t y = 0; y < in.height; ++y)
    count += background->kernels->background(in.row(y), background->row(y), mask->planes[0] + y * out.pitch,
                                             in.width, shift, threshold);
  background->empty = false;
  if (foreground != nullptr) *foreground = count;
  return ACAPKIT_IMAGE_OK;
}
