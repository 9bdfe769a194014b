/*
 * Frames to pictures and tensors in one pass: crop, resize, convert, normalise, pad. No picture in between is
 * made, and rows that the result does not need are never read.
 */
#ifndef ACAPKIT_IMAGE_PLAN_H
#define ACAPKIT_IMAGE_PLAN_H

#include "acapkit_image/base.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum ACAPKIT_IMAGE_INT {
  /** Fill the output, whatever happens to the proportions. */
  ACAPKIT_IMAGE_STRETCH = 0,
  /** Keep the proportions, show all, pad the rest: the scaled size is rounded, the left and upper pad get the
   * floor of half the rest. */
  ACAPKIT_IMAGE_LETTERBOX = 1,
  /** Keep the proportions, fill the output, cut what is too much, evenly on both sides. */
  ACAPKIT_IMAGE_CROP = 2,
} AcapkitImageFit;

typedef enum ACAPKIT_IMAGE_INT {
  /** Between the two nearest pixels each way, half-pixel centres, edges repeated, no smoothing: OpenCV's
   * INTER_LINEAR, torch's align_corners=False. */
  ACAPKIT_IMAGE_BILINEAR = 0,
  /** Mean over the area that an output pixel covers, when shrinking: OpenCV's INTER_AREA, Pillow's BOX. A
   * direction that grows is bilinear. */
  ACAPKIT_IMAGE_AREA = 1,
} AcapkitImageFilter;

typedef enum ACAPKIT_IMAGE_INT {
  /** Chroma is interpolated for each output pixel. */
  ACAPKIT_IMAGE_EXACT = 0,
  /** Chroma is interpolated once for each 2 × 2 output pixels, at their middle: about what scaling NV12 to
   * NV12 first gives. */
  ACAPKIT_IMAGE_FAST_CHROMA = 1,
} AcapkitImageMode;

typedef enum ACAPKIT_IMAGE_INT {
  ACAPKIT_IMAGE_ORDER_RGB = 0,
  ACAPKIT_IMAGE_ORDER_BGR = 1,
  ACAPKIT_IMAGE_ORDER_GRAY = 2
} AcapkitImageOrder;

typedef enum ACAPKIT_IMAGE_INT {
  /** Rows of pixels, the channels of a pixel side by side. */
  ACAPKIT_IMAGE_HWC = 0,
  /** One plane for each channel. */
  ACAPKIT_IMAGE_CHW = 1,
} AcapkitImageLayout;

typedef enum ACAPKIT_IMAGE_INT {
  ACAPKIT_IMAGE_U8 = 0,
  ACAPKIT_IMAGE_I8 = 1,
  /** IEEE 754 binary16. */
  ACAPKIT_IMAGE_F16 = 2,
  ACAPKIT_IMAGE_F32 = 3,
} AcapkitImageType;

/** What goes in. */
typedef struct {
  AcapkitImageFormat format;
  /** Pixels, 1 … 16384 each. */
  uint32_t width, height;
  /** Bytes from one row to the next, for each plane; 0 means no gap. */
  uint32_t pitches[2];
  /** The part of the frame to use; all zero means all of it. Any pixel may begin it. Pixels outside are not
   * looked at. */
  AcapkitImageRect crop;
  AcapkitImageMatrix matrix;
  AcapkitImageRange range;
  AcapkitImageSiting siting;
} AcapkitImageSource;

/**
 * What comes out. A channel's colour value c, 0 … 255, becomes
 *   u8, i8:   round(x / scale) + zero_point, saturated, and
 *   f16, f32: x,     where x = (c / 255 - mean) / deviation of the channel.
 * With everything zero that is c itself for u8, 0 … 1 for f16 and f32; for i8 it is c - 128 when zero_point
 * is -128.
 */
typedef struct {
  /** Pixels, 1 … 16384 each; from 1/32 to 8 times the source in each direction. */
  uint32_t width, height;
  /** Bytes from one row to the next (for CHW: of a plane); 0 means no gap. A multiple of the element's size.
   */
  uint32_t pitch;
  AcapkitImageType type;
  AcapkitImageLayout layout;
  AcapkitImageOrder order;
  AcapkitImageFit fit;
  AcapkitImageFilter filter;
  AcapkitImageMode mode;
  /** Colour of the padding in the output's order, 0 … 255, before normalisation; gray uses the first. */
  uint8_t pad[3];
  /** In the output's order, for colour values 0 … 1. A deviation of 0 means 1. */
  float mean[3], deviation[3];
  /** For u8 and i8: one step of the integer. 0 means 1/255. */
  float scale;
  int32_t zero_point;
} AcapkitImageOutput;

/** A compiled geometry. Immutable: any number of threads may run it at once. */
typedef struct AcapkitImagePlan AcapkitImagePlan;

/**
 * Checks the options and makes the tables. INVALID names a field, such as "source.crop.width" or
 * "output.deviation[1]".
 * @param plan receives the plan, NULL on failure; free it with acapkit_image_plan_free()
 * @param error may be NULL
 */
ACAPKIT_IMAGE_API AcapkitImageStatus acapkit_image_plan_new(const AcapkitImageSource* source,
                                                            const AcapkitImageOutput* output,
                                                            AcapkitImagePlan** plan,
                                                            AcapkitImageError* error);

/** Frees a plan that nobody runs any more; NULL is fine. */
ACAPKIT_IMAGE_API void acapkit_image_plan_free(AcapkitImagePlan* plan);

/**
 * Makes one picture. Reads only rows of the source (never a gap after a row), writes only pixels of the
 * output (never a gap either), and needs some scratch memory of a few output rows, taken from the heap and
 * given back.
 * @param planes first byte of each plane of the frame, as many as the format has
 * @param output at least acapkit_image_plan_output_bytes() bytes, aligned for its element, apart from the
 * planes
 */
ACAPKIT_IMAGE_API AcapkitImageStatus acapkit_image_plan_run(const AcapkitImagePlan* plan,
                                                            const uint8_t* const* planes, void* output,
                                                            AcapkitImageError* error);

/** Bytes from the first byte of a plane to the last one that counts; 0 when the format has no such plane. */
ACAPKIT_IMAGE_API size_t acapkit_image_plan_source_bytes(const AcapkitImagePlan* plan, size_t plane);

/** Bytes from the first byte of the output to the last one that counts. */
ACAPKIT_IMAGE_API size_t acapkit_image_plan_output_bytes(const AcapkitImagePlan* plan);

/** Where the picture lies in the output, without its padding: to bring a model's boxes back to the frame. */
ACAPKIT_IMAGE_API AcapkitImageRect acapkit_image_plan_picture(const AcapkitImagePlan* plan);

/** The part of the frame that the picture shows. */
ACAPKIT_IMAGE_API AcapkitImageRect acapkit_image_plan_crop(const AcapkitImagePlan* plan);

/** Name of the kernel family that the plan was made for. */
ACAPKIT_IMAGE_API const char* acapkit_image_plan_family(const AcapkitImagePlan* plan);

#ifdef __cplusplus
}
#endif
#endif
