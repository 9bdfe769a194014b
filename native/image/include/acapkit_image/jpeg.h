/*
 * JPEG of a frame, for snapshots and uploads. Library acapkit-image-jpeg, which needs libjpeg
 * (libjpeg-turbo). Where a camera's encoder can make the JPEG, ask it: it costs no processor time.
 */
#ifndef ACAPKIT_IMAGE_JPEG_H
#define ACAPKIT_IMAGE_JPEG_H

#include "acapkit_image/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Bytes that grow. All zero is an empty one; keep it from frame to frame, so that it grows only once. */
typedef struct {
  /** From malloc(), owned by whoever has the struct; acapkit_image_buffer_free() gives it back. */
  uint8_t* data;
  /** Bytes that count, and bytes that there are: at most one more than the maximum where this library made
   * them. */
  size_t size, capacity;
  /** Most bytes that a result may have; 0 means ACAPKIT_IMAGE_BUFFER_MAXIMUM. */
  size_t maximum;
} AcapkitImageBuffer;

#define ACAPKIT_IMAGE_BUFFER_MAXIMUM ((size_t)64 << 20)

/** Frees the bytes; `maximum` stays and the buffer is empty. NULL is fine. */
ACAPKIT_IMAGE_API void acapkit_image_buffer_free(AcapkitImageBuffer* buffer);

typedef struct {
  /** The part of the frame to encode; all zero means all of it. For NV12, x and y are even. */
  AcapkitImageRect crop;
  /** 1 … 100, libjpeg's scale. */
  uint32_t quality;
  /** What the frame's values mean. A JPEG file holds BT.601 at full range, or gray at full range, so that
   * frames of another kind are converted: each luma with the chroma pair that it shares. RGB frames do
   * without both. */
  AcapkitImageMatrix matrix;
  AcapkitImageRange range;
} AcapkitImageJpegOptions;

/** What can be kept between frames. One thread at a time. */
typedef struct AcapkitImageJpeg AcapkitImageJpeg;

/** Makes an encoder for frames of any size and format.
 *  @param encoder receives it, NULL on failure; free it with acapkit_image_jpeg_free() */
ACAPKIT_IMAGE_API AcapkitImageStatus acapkit_image_jpeg_new(AcapkitImageJpeg** encoder,
                                                            AcapkitImageError* error);

/** NULL is fine. Buffers stay. */
ACAPKIT_IMAGE_API void acapkit_image_jpeg_free(AcapkitImageJpeg* encoder);

/**
 * Encodes a frame: NV12 as 4:2:0, Y800 as gray, RGB as 4:2:0. Baseline, Huffman tables of the standard, JFIF.
 * Chroma is taken to be sited in the centre. Reads only the rows of the part.
 * @param buffer receives the file; what it held before is gone, also on failure, when its size is 0
 * @param error may be NULL
 * @return INVALID with a field such as "options.quality" or "frame.planes[1]", "buffer.maximum" when the file
 * would get larger; NO_MEMORY; FAILED with libjpeg's message. The encoder can be used again after each of
 * them.
 */
ACAPKIT_IMAGE_API AcapkitImageStatus acapkit_image_jpeg_encode(AcapkitImageJpeg* encoder,
                                                               const AcapkitImageFrame* frame,
                                                               const AcapkitImageJpegOptions* options,
                                                               AcapkitImageBuffer* buffer,
                                                               AcapkitImageError* error);

#ifdef __cplusplus
}
#endif
#endif
