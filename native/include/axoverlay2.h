/**
 * @file axoverlay2.h
 * Overlay buffers. Since AXIS OS 12.10; chips: ARTPEC-7, -8, -9.
 *
 * RECONSTRUCTED from the calls in the two official examples (axoverlay2 and axoverlay2-skia); Axis' own
 * header was not available. Every parameter and integer type is what those calls allow (unverified), there
 * are further functions (unverified), and the numbers of the constants are not known at all. The numbers
 * below belong to the simulated camera. They lie far from any likely one, so that a real camera refuses them
 * instead of doing something else. To build for a real camera, define ACAPKIT_AXO_... with the numbers of
 * Axis' own header, for example
 * `-DACAPKIT_AXO_FORMAT_ARGB32=...`, or use that header.
 *
 * `axo_err** error` may be NULL; it is set on failure and freed with axo_err_clear(). No event loop. Threads
 * and blocking are unknown. `options` arguments are structs of unknown layout: pass NULL.
 */
#ifndef ACAPKIT_AXOVERLAY2_H_
#define ACAPKIT_AXOVERLAY2_H_

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** @name Numbers of the constants: placeholders of the simulated camera (unverified)
 * @{ */
#ifndef ACAPKIT_AXO_ERR_NO_STREAM
#define ACAPKIT_AXO_ERR_NO_STREAM 0x7ac00001
#endif
#ifndef ACAPKIT_AXO_ERR_WAIT
#define ACAPKIT_AXO_ERR_WAIT 0x7ac00002
#endif
#ifndef ACAPKIT_AXO_FORMAT_ARGB32
#define ACAPKIT_AXO_FORMAT_ARGB32 0x7ac00011
#endif
#ifndef ACAPKIT_AXO_FORMAT_FLAGS_COMPRESSED
#define ACAPKIT_AXO_FORMAT_FLAGS_COMPRESSED 0x20000000
#endif
#ifndef ACAPKIT_AXO_FORMAT_FLAGS_GPU
#define ACAPKIT_AXO_FORMAT_FLAGS_GPU 0x40000000
#endif
/** @} */

#ifdef __cplusplus
extern "C" {
#endif

/** An error. */
typedef struct axo_err axo_err;
/** Properties of an overlay to make. */
typedef struct axo_props axo_props;
/** What an overlay belongs to. */
typedef struct axo_match axo_match;
/** A buffer to draw into. */
typedef struct axo_buffer axo_buffer;
/** A pixel format with its memory layout. */
typedef struct axo_detailed_format axo_detailed_format;

/** Codes of an error; only these two names are known. Both are normal conditions, not failures. */
typedef enum axo_err_code {
  AXO_ERR_NO_STREAM = ACAPKIT_AXO_ERR_NO_STREAM, /**< the stream is gone */
  AXO_ERR_WAIT = ACAPKIT_AXO_ERR_WAIT            /**< no buffer is free now */
} axo_err_code;

/** Pixel format; only this name is known. */
typedef enum axo_format {
  AXO_FORMAT_ARGB32 = ACAPKIT_AXO_FORMAT_ARGB32 /**< as CAIRO_FORMAT_ARGB32 */
} axo_format;

/** Bits to OR; in C++ the result needs a cast. Only these two names are known. */
typedef enum axo_format_flags {
  AXO_FORMAT_FLAGS_COMPRESSED = ACAPKIT_AXO_FORMAT_FLAGS_COMPRESSED,
  AXO_FORMAT_FLAGS_GPU = ACAPKIT_AXO_FORMAT_FLAGS_GPU
} axo_format_flags;

/** Starts the library (axo_stop()). */
bool axo_start(const void* options, axo_err** error);
/** Ends all overlays and the library. */
bool axo_stop(axo_err** error);

/** Text of an error; belongs to it. */
const char* axo_err_get_message(const axo_err* error);
/** Code of an error. */
axo_err_code axo_err_get_code(const axo_err* error);
/** Frees an error and sets the pointer to NULL. */
void axo_err_clear(axo_err** error);

/** Size in pixels that a buffer must have for `used_w` times `used_h` of picture. */
bool axo_get_aligned_size(axo_format format, unsigned used_w, unsigned used_h, unsigned* full_w,
                          unsigned* full_h, axo_err** error);

/** New properties (axo_props_free()). */
axo_props* axo_props_new(void);
/** Frees properties. */
void axo_props_free(axo_props* props);
/** Sets the pixel format. */
void axo_props_set_format(axo_props* props, axo_format format);
/** Sets the pixel format with its memory layout. The caller keeps `format`. */
void axo_props_set_detailed_format(axo_props* props, axo_detailed_format* format);
/** Sets the size of the overlay in pixels. */
void axo_props_set_size(axo_props* props, unsigned width, unsigned height);
/** Shows each pixel twice as wide and high. */
void axo_props_set_upscale_x2(axo_props* props, bool enable);
/** Leaves DMA_BUF_IOCTL_SYNC to the app. */
void axo_props_set_manual_dma_sync(axo_props* props, bool enable);

/** New match (axo_match_free()). */
axo_match* axo_match_new(void);
/** Frees a match. */
void axo_match_free(axo_match* match);
/** Matches one stream, by its id in vdo. */
void axo_match_stream_id(axo_match* match, unsigned stream_id);

/** Makes an overlay. @return its id (axo_remove_overlay()), or a negative number */
int axo_create_overlay(axo_props* props, axo_match* match, axo_err** error);
/** Removes an overlay. */
bool axo_remove_overlay(int overlay_id, axo_err** error);

/** A free buffer of an overlay; NULL with AXO_ERR_WAIT when there is none. It goes back with
 * axo_submit_buffer(). */
axo_buffer* axo_get_buffer(int overlay_id, const void* options, axo_err** error);
/** Memory of a buffer, mapped for the CPU; belongs to the library. */
void* axo_buffer_get_data(axo_buffer* buffer, axo_err** error);
/** Size of a buffer in bytes. */
size_t axo_buffer_get_byte_size(axo_buffer* buffer);
/** Full width of a buffer in pixels. */
unsigned axo_buffer_get_width(axo_buffer* buffer);
/** Full height of a buffer in pixels. */
unsigned axo_buffer_get_height(axo_buffer* buffer);
/** Number of a buffer, the same each time it comes round. */
unsigned long axo_buffer_get_id(axo_buffer* buffer);
/** dma-buf descriptor of a buffer; belongs to the library (unverified). */
int axo_buffer_get_dma_buf_fd(axo_buffer* buffer);
/** Shows a buffer, which belongs to the library from then on. */
bool axo_submit_buffer(axo_buffer* buffer, const void* options, axo_err** error);

/** A memory layout that the camera likes (axo_detailed_format_free()); NULL on failure. */
axo_detailed_format* axo_suggest_detailed_format(axo_format format, axo_format_flags flags, axo_err** error);
/** Frees a detailed format. */
void axo_detailed_format_free(axo_detailed_format* format);
/** As axo_get_aligned_size(), for a detailed format. */
void axo_detailed_format_get_aligned_size(axo_detailed_format* format, unsigned used_w, unsigned used_h,
                                          unsigned* full_w, unsigned* full_h);
/** DRM fourcc of a detailed format. */
uint32_t axo_detailed_format_get_drm_fourcc(axo_detailed_format* format);
/** DRM modifier of one plane of a detailed format. */
uint64_t axo_detailed_format_get_drm_modifier(axo_detailed_format* format, unsigned plane);

#ifdef __cplusplus
}
#endif

#endif /* ACAPKIT_AXOVERLAY2_H_ */
