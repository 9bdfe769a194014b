/*
 * Figures about frames: what moves, what is not background, how bright, how sharp, whether the view is still
 * the same.
 *
 * All functions look at luma only (planes[0] of NV12 or Y800), take any size, pitch and address, and read
 * nothing but the rows' pixels. They have no state besides a background model. A frame or mask that cannot be
 * what it says is INVALID, with a field such as "frame.pitches[0]"; so is an RGB frame, and a pointer that is
 * NULL without leave.
 */
#ifndef ACAPKIT_IMAGE_ANALYZE_H
#define ACAPKIT_IMAGE_ANALYZE_H

#include "acapkit_image/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Blocks of a motion map, in columns × rows: each is the size divided by the block's side, rounded up. 0
 * when a size or the side is out of range. */
ACAPKIT_IMAGE_API size_t acapkit_image_motion_blocks(uint32_t width, uint32_t height, uint32_t block);

/**
 * Compares two frames of the same size block by block. Any thread. Needs no heap.
 * @param block side of a block in pixels: 8, 16 or 32
 * @param threshold mean absolute difference of a block's pixels, 0 … 255 grey levels, above which the block
 * moves
 * @param sad receives the sum of absolute differences of each block, row by row from the upper left:
 *   acapkit_image_motion_blocks() elements. A block that the right or lower edge cuts counts the pixels there
 * are
 * @param moving receives the number of blocks that move; may be NULL
 * @param error may be NULL. INVALID also when the sizes differ: "previous.width"
 */
ACAPKIT_IMAGE_API AcapkitImageStatus acapkit_image_motion(const AcapkitImageFrame* frame,
                                                          const AcapkitImageFrame* previous, uint32_t block,
                                                          double threshold, uint32_t* sad, uint32_t* moving,
                                                          AcapkitImageError* error);

/** How a background model learns and decides. */
typedef struct {
  /** Each frame moves the model by 1 / 2^shift of the way to it: 1 … 8; 0 means 5. After 2^shift frames it
   * has gone about two thirds of the way. */
  uint32_t shift;
  /** A pixel that differs from the model by more grey levels than this is foreground: 1 … 254; 0 means 25. */
  uint32_t threshold;
} AcapkitImageBackgroundOptions;

/** The moving average of each pixel, in 1/256 grey levels; 2 bytes for each pixel, rows rounded up to 32
 * pixels. Not for two threads at once. A constant picture is learnt exactly, to the grey level. */
typedef struct AcapkitImageBackground AcapkitImageBackground;

/**
 * An empty model: the first frame that it sees is its first background.
 * @param width, height of all frames, 1 … 16384 pixels
 * @param options NULL means all zero
 * @param background receives the model, NULL on failure; free it with acapkit_image_background_free()
 * @param error may be NULL. INVALID names "width", "height", "options.shift" or "options.threshold";
 * NO_MEMORY
 */
ACAPKIT_IMAGE_API AcapkitImageStatus
acapkit_image_background_new(uint32_t width, uint32_t height, const AcapkitImageBackgroundOptions* options,
                             AcapkitImageBackground** background, AcapkitImageError* error);

/** Frees a model; NULL is fine. */
ACAPKIT_IMAGE_API void acapkit_image_background_free(AcapkitImageBackground* background);

/**
 * Tells foreground from background by the model as it was, then learns the frame, foreground too. Needs no
 * heap.
 * @param frame of the model's size
 * @param mask Y800 of the same size, apart from the frame: each pixel becomes 255 (foreground) or 0; all 0
 * for the first frame. Gaps after rows are left alone
 * @param foreground receives the number of foreground pixels; may be NULL
 * @param error may be NULL. After INVALID the model is as before
 */
ACAPKIT_IMAGE_API AcapkitImageStatus acapkit_image_background_update(AcapkitImageBackground* background,
                                                                     const AcapkitImageFrame* frame,
                                                                     AcapkitImageFrame* mask,
                                                                     uint32_t* foreground,
                                                                     AcapkitImageError* error);

/**
 * Removes specks from a mask, in place: what is left is covered by squares of foreground. Pixels outside the
 * mask count as foreground there, as in OpenCV's morphologyEx(MORPH_OPEN) with a rectangle and its default
 * border. Any thread. Takes some scratch memory of 2 · size rows from the heap and gives it back. The time
 * grows with the size.
 * @param mask Y800 of 0 and 255; gaps after rows are left alone
 * @param size side of the square in pixels: 1, 3, 5 … 255
 * @param foreground receives the number of pixels that are left; may be NULL
 * @param error may be NULL. INVALID names "mask…" or "size"; NO_MEMORY, with the mask as before
 */
ACAPKIT_IMAGE_API AcapkitImageStatus acapkit_image_mask_open(AcapkitImageFrame* mask, uint32_t size,
                                                             uint32_t* foreground, AcapkitImageError* error);

/*
 * The next four take a region of the frame: NULL or all zero means all of it. INVALID names "region.x",
 * "region.width" and so on when it does not lie in the frame. Any thread. None needs the heap.
 */

/** Counts the pixels of each grey level.
 *  @param counts receives 256 elements */
ACAPKIT_IMAGE_API AcapkitImageStatus acapkit_image_histogram(const AcapkitImageFrame* frame,
                                                             const AcapkitImageRect* region, uint32_t* counts,
                                                             AcapkitImageError* error);

/** The mean of all pixels.
 *  @param mean receives grey levels, 0 … 255: the exact sum divided by the number of pixels */
ACAPKIT_IMAGE_API AcapkitImageStatus acapkit_image_mean(const AcapkitImageFrame* frame,
                                                        const AcapkitImageRect* region, double* mean,
                                                        AcapkitImageError* error);

/**
 * The variance of the Laplacian, a usual measure of focus: it falls when a scene gets out of focus, and
 * depends on the scene. The Laplacian is the sum of the four neighbours minus four times the pixel (OpenCV's
 * Laplacian with ksize 1), of the region's inner pixels only, so that nothing is made up at the edges.
 * @param sharpness receives the variance, in grey levels squared: from exact sums
 * @param error may be NULL. INVALID also when the region (or the whole frame) is smaller than 3 × 3 pixels
 */
ACAPKIT_IMAGE_API AcapkitImageStatus acapkit_image_sharpness(const AcapkitImageFrame* frame,
                                                             const AcapkitImageRect* region,
                                                             double* sharpness, AcapkitImageError* error);

/**
 * A hash of what the picture shows, to notice that a camera was turned or covered: the difference hash
 * (dHash). The region is averaged to 9 × 8 cells; each bit, row by row from the highest one, says whether a
 * cell is brighter than its left neighbour. It was chosen over the hash by cosine transform because sums and
 * comparisons of integers are all it needs, and because changes of exposure leave it alone. Defocus hardly
 * changes either: use acapkit_image_sharpness() for that.
 * @param hash receives 64 bits; all 0 for an even picture
 * @param error may be NULL. INVALID also when the region (or the whole frame) is smaller than 9 × 8 pixels
 */
ACAPKIT_IMAGE_API AcapkitImageStatus acapkit_image_hash(const AcapkitImageFrame* frame,
                                                        const AcapkitImageRect* region, uint64_t* hash,
                                                        AcapkitImageError* error);

/** The number of bits in which two hashes differ, 0 … 64. Hashes of pictures that have nothing in common
 * differ in about half of them. */
ACAPKIT_IMAGE_API uint32_t acapkit_image_hash_distance(uint64_t first, uint64_t second);

#ifdef __cplusplus
}
#endif
#endif
