/* What all functions of acapkit_image share: results, formats, frames, kernel families. */
#ifndef ACAPKIT_IMAGE_BASE_H
#define ACAPKIT_IMAGE_BASE_H

#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define ACAPKIT_IMAGE_API __attribute__((visibility("default")))
#else
#define ACAPKIT_IMAGE_API
#endif

/* Enumerations are int, so that a value out of the list is an error to report and not undefined in C++. */
#ifdef __cplusplus
#define ACAPKIT_IMAGE_INT : int
#else
#define ACAPKIT_IMAGE_INT
#endif

#ifdef __cplusplus
extern "C" {
#endif

typedef enum ACAPKIT_IMAGE_INT {
  ACAPKIT_IMAGE_OK = 0,
  /** A value is out of its range, or does not go with another one. */
  ACAPKIT_IMAGE_INVALID = 1,
  ACAPKIT_IMAGE_NO_MEMORY = 2,
  /** A library that the function needs failed. */
  ACAPKIT_IMAGE_FAILED = 3,
} AcapkitImageStatus;

/** Why a function failed. Owned by the caller; both texts end with a zero byte. */
typedef struct {
  /** Path of the option or argument that is wrong, such as "source.pitches[1]"; empty when none is to blame.
   */
  char field[48];
  /** A sentence: what was expected, and what was found. */
  char message[208];
} AcapkitImageError;

typedef enum ACAPKIT_IMAGE_INT {
  /** Full-resolution plane of luma, half-resolution plane of interleaved Cb and Cr: planes[0] and planes[1].
   * With an odd size the chroma plane has (width + 1) / 2 pairs and (height + 1) / 2 rows. */
  ACAPKIT_IMAGE_NV12 = 0,
  /** Luma only: planes[0]. */
  ACAPKIT_IMAGE_Y800 = 1,
  /** Red, green, blue, one byte each, interleaved: planes[0]. */
  ACAPKIT_IMAGE_RGB = 2,
} AcapkitImageFormat;

/** Rows of Y'CbCr to R'G'B'. The video API does not say which one a stream has. */
typedef enum ACAPKIT_IMAGE_INT { ACAPKIT_IMAGE_BT601 = 0, ACAPKIT_IMAGE_BT709 = 1 } AcapkitImageMatrix;

typedef enum ACAPKIT_IMAGE_INT {
  /** Luma 16 … 235, chroma 16 … 240. */
  ACAPKIT_IMAGE_LIMITED = 0,
  /** 0 … 255. */
  ACAPKIT_IMAGE_FULL = 1,
} AcapkitImageRange;

/** Where a chroma sample lies among its four luma samples. */
typedef enum ACAPKIT_IMAGE_INT {
  /** In the middle of the four (MPEG-1, JPEG). */
  ACAPKIT_IMAGE_CENTER = 0,
  /** Between the two on the left (MPEG-2, default of H.264). */
  ACAPKIT_IMAGE_LEFT = 1,
} AcapkitImageSiting;

/** A rectangle in pixels; all zero means the whole picture. */
typedef struct {
  uint32_t x, y, width, height;
} AcapkitImageRect;

/** Pixels in memory that the caller owns. A function that takes it as const only reads the planes. */
typedef struct {
  AcapkitImageFormat format;
  /** Pixels, 1 … 16384 each. */
  uint32_t width, height;
  /** First byte of each plane; planes[1] is for NV12 only. */
  uint8_t* planes[2];
  /** Bytes from one row to the next; 0 means that rows follow each other without a gap. */
  uint32_t pitches[2];
} AcapkitImageFrame;

/** Widest and highest frame that any function takes. */
#define ACAPKIT_IMAGE_SIZE_MAX 16384u

/**
 * Name of the kernels that new plans and all other functions use: "neon", "avx2", "sse41" or "scalar". The
 * best that the processor has, unless acapkit_image_use_family() or the variable ACAPKIT_IMAGE_FAMILY in the
 * environment chose another. Any thread.
 */
ACAPKIT_IMAGE_API const char* acapkit_image_family(void);

/** Names of the families that this build and this processor have, best first, the last is "scalar". NULL past
 * the end. */
ACAPKIT_IMAGE_API const char* acapkit_image_family_at(size_t index);

/** Chooses a family for what is planned or called from now on; NULL for the best. Existing plans keep theirs.
 * INVALID with field "family" when there is no such one here. Any thread; for tests and measurements. */
ACAPKIT_IMAGE_API AcapkitImageStatus acapkit_image_use_family(const char* name, AcapkitImageError* error);

#ifdef __cplusplus
}
#endif
#endif
