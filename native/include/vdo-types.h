/**
 * @file vdo-types.h
 * Enums and plain structs of the camera's video library (libvdostream.so.1). API-compatible declarations,
 * written from the published names, signatures and values. Facts without hard evidence are marked
 * (unverified).
 *
 * All enums have the size of an int. The unions travel by value: code that forwards calls must use these
 * declarations and never an integer of the same size, because armv7 returns the two in different registers.
 */
#ifndef VDO_TYPES_H
#define VDO_TYPES_H

#include <glib-object.h>

G_BEGIN_DECLS

/** @name GType of each enum
 * @{ */
#define VDO_TYPE_WDR_MODE (vdo_wdr_mode_get_type())
#define VDO_TYPE_FORMAT (vdo_format_get_type())
#define VDO_TYPE_H264_PROFILE (vdo_h264_profile_get_type())
#define VDO_TYPE_H265_PROFILE (vdo_h265_profile_get_type())
#define VDO_TYPE_AV1_PROFILE (vdo_av1_profile_get_type())
#define VDO_TYPE_ZIPSTREAM_PROFILE (vdo_zipstream_profile_get_type())
#define VDO_TYPE_ZIPSTREAM_GDR (vdo_zipstream_gdr_get_type())
#define VDO_TYPE_RATE_CONTROL_MODE (vdo_rate_control_mode_get_type())
#define VDO_TYPE_RATE_CONTROL_PRIORITY (vdo_rate_control_priority_get_type())
#define VDO_TYPE_FRAME_TYPE (vdo_frame_type_get_type())
#define VDO_TYPE_COLOR (vdo_color_get_type())
#define VDO_TYPE_TIMESTAMP (vdo_timestamp_get_type())
#define VDO_TYPE_INTENT (vdo_intent_get_type())
#define VDO_TYPE_BUFFER_ACCESS (vdo_buffer_access_get_type())
#define VDO_TYPE_BUFFER_STRATEGY (vdo_buffer_strategy_get_type())
/** @} */

/** Wide dynamic range mode. */
typedef enum {
  VDO_WDR_MODE_NONE = -1,
  VDO_WDR_MODE_LINEAR = 0,
  VDO_WDR_MODE_2X = 1,
  VDO_WDR_MODE_3X = 2,
  VDO_WDR_MODE_4X = 3,
  VDO_WDR_MODE_SENSOR = 4,
  VDO_WDR_MODE_OFF = 5,
  VDO_WDR_MODE_AUTO = 6
} VdoWdrMode;

/** Format of a stream. Which chip has which format differs; vdo_stream_new() says NOT_SUPPORTED or
 * INVALID_ARGUMENT. */
typedef enum {
  VDO_FORMAT_NONE = -1,
  VDO_FORMAT_H264 = 0, /**< Annex B with 4-byte start codes */
  VDO_FORMAT_H265 = 1, /**< Annex B with 4-byte start codes */
  VDO_FORMAT_JPEG = 2, /**< one whole JPEG in each buffer */
  VDO_FORMAT_YUV = 3,  /**< raw; setting `subformat` "NV12" or "Y800" */
  VDO_FORMAT_BAYER = 4,
  VDO_FORMAT_IVS = 5,
  VDO_FORMAT_RAW = 6,
  VDO_FORMAT_RGBA = 7,
  VDO_FORMAT_RGB = 8,        /**< packed, 3 bytes per pixel */
  VDO_FORMAT_PLANAR_RGB = 9, /**< planes R, G, B */
  VDO_FORMAT_AV1 = 10,       /**< since AXIS OS 12.2 */
  VDO_FORMAT_AVIF = 11       /**< since AXIS OS 12.11 */
} VdoFormat;

/** H.264 profile. */
typedef enum {
  VDO_H264_PROFILE_NONE = -1,
  VDO_H264_PROFILE_BASELINE = 0,
  VDO_H264_PROFILE_MAIN = 1,
  VDO_H264_PROFILE_HIGH = 2
} VdoH264Profile;

/** H.265 profile. */
typedef enum {
  VDO_H265_PROFILE_NONE = -1,
  VDO_H265_PROFILE_MAIN = 0,
  VDO_H265_PROFILE_MAIN_10 = 1
} VdoH265Profile;

/** AV1 profile. */
typedef enum {
  VDO_AV1_PROFILE_NONE = -1,
  VDO_AV1_PROFILE_MAIN = 0,
  VDO_AV1_PROFILE_MAIN_10 = 1
} VdoAV1Profile;

/** Bit rate control: constant, variable, maximum, average. */
typedef enum {
  VDO_RATE_CONTROL_MODE_NONE = -1,
  VDO_RATE_CONTROL_MODE_CBR = 0,
  VDO_RATE_CONTROL_MODE_VBR = 1,
  VDO_RATE_CONTROL_MODE_MBR = 2,
  VDO_RATE_CONTROL_MODE_ABR = 3
} VdoRateControlMode;

/** What gives way when the bit rate does not suffice. */
typedef enum {
  VDO_RATE_CONTROL_PRIORITY_NONE = -1,
  VDO_RATE_CONTROL_PRIORITY_FRAMERATE = 0,
  VDO_RATE_CONTROL_PRIORITY_QUALITY = 1,
  VDO_RATE_CONTROL_PRIORITY_FULL_FRAMERATE = 2
} VdoRateControlPriority;

/** Content of one frame. For H.26x only IDR, P and B occur. */
typedef enum {
  VDO_FRAME_TYPE_NONE = 0,
  VDO_FRAME_TYPE_H264_SPS = 1,
  VDO_FRAME_TYPE_H264_PPS = 2,
  VDO_FRAME_TYPE_H264_SEI = 3,
  VDO_FRAME_TYPE_H264_IDR = 4,
  VDO_FRAME_TYPE_H264_I = 5,
  VDO_FRAME_TYPE_H264_P = 6,
  VDO_FRAME_TYPE_H264_B = 7,
  VDO_FRAME_TYPE_H265_SPS = 8,
  VDO_FRAME_TYPE_H265_PPS = 9,
  VDO_FRAME_TYPE_H265_VPS = 10,
  VDO_FRAME_TYPE_H265_SEI = 11,
  VDO_FRAME_TYPE_H265_IDR = 12,
  VDO_FRAME_TYPE_H265_I = 13,
  VDO_FRAME_TYPE_H265_P = 14,
  VDO_FRAME_TYPE_H265_B = 15,
  VDO_FRAME_TYPE_JPEG = 16,
  VDO_FRAME_TYPE_YUV = 17,
  VDO_FRAME_TYPE_RAW = 18,
  VDO_FRAME_TYPE_RGBA = 19,
  VDO_FRAME_TYPE_RGB = 20,
  VDO_FRAME_TYPE_PLANAR_RGB = 21,
  VDO_FRAME_TYPE_AV1_KEY = 22,
  VDO_FRAME_TYPE_AV1_INTER = 23,
  VDO_FRAME_TYPE_AV1_BIDI = 24,
  VDO_FRAME_TYPE_AVIF = 25
} VdoFrameType;

/** Zipstream profile. Since AXIS OS 10.8. */
typedef enum {
  VDO_ZIPSTREAM_PROFILE_NONE = -1,
  VDO_ZIPSTREAM_PROFILE_CLASSIC = 0,
  VDO_ZIPSTREAM_PROFILE_STORAGE = 1,
  VDO_ZIPSTREAM_PROFILE_LIVE = 2
} VdoZipStreamProfile;

/** Gradual decoder refresh of Zipstream. Since AXIS OS 12.11. */
typedef enum {
  VDO_ZIPSTREAM_GDR_NONE = -1,
  VDO_ZIPSTREAM_GDR_AUTO = 0,
  VDO_ZIPSTREAM_GDR_OFF = 1,
  VDO_ZIPSTREAM_GDR_BALANCED = 2,
  VDO_ZIPSTREAM_GDR_EXTREME = 3
} VdoZipStreamGdr;

/** Type of a chunk; an error is told by comparing with VDO_CHUNK_ERROR. */
typedef enum { VDO_CHUNK_NONE = 0, VDO_CHUNK_ERROR = 0x80000000 } VdoChunkType;

/** What vdo_frame_take_chunk_ex() does: MMAP maps the data into the process. */
typedef enum { VDO_CHUNK_OPTION_NONE = 0, VDO_CHUNK_OPTION_MMAP = 0x80000000 } VdoChunkOption;

/** Edge of the image that an overlay sticks to. */
typedef enum {
  VDO_OVERLAY_ALIGN_NONE = -1,
  VDO_OVERLAY_ALIGN_TOP = 0,
  VDO_OVERLAY_ALIGN_BOTTOM = 1
} VdoOverlayAlign;

/** Colour of an overlay. */
typedef enum {
  VDO_OVERLAY_COLOR_TRANSPARENT = 0,
  VDO_OVERLAY_COLOR_BLACK = 61440,
  VDO_OVERLAY_COLOR_WHITE = 65535
} VdoOverlayColor;

/** Text size of an overlay. */
typedef enum {
  VDO_OVERLAY_TEXT_SIZE_SMALL = 16,
  VDO_OVERLAY_TEXT_SIZE_MEDIUM = 32,
  VDO_OVERLAY_TEXT_SIZE_LARGE = 48
} VdoOverlayTextSize;

/** What the custom timestamp of a frame holds (setting `timestamp.type`); bits. */
typedef enum {
  VDO_TIMESTAMP_NONE = 0,
  VDO_TIMESTAMP_UTC = 1, /**< deprecated */
  VDO_TIMESTAMP_ZIPSTREAM = 2,
  VDO_TIMESTAMP_DIFF = 4,
  VDO_TIMESTAMP_MONO_CAPTURE = 8,
  VDO_TIMESTAMP_MONO_SERVER = 16,
  VDO_TIMESTAMP_MONO_CLIENT = 32,
  VDO_TIMESTAMP_MONO_CLIENT_SERVER_DIFF = 52,
  VDO_TIMESTAMP_MONO_CLIENT_CAPTURE_DIFF = 44
} VdoStreamTimestamp;

/** What a client wants with a stream (setting `intent`, argument of vdo_stream_attach()); bits. */
typedef enum {
  VDO_INTENT_NONE = 0,
  VDO_INTENT_CONTROL = 1,          /**< start, stop, change */
  VDO_INTENT_MONITOR = 2,          /**< GSignals; needs a main loop; not together with EVENTFD */
  VDO_INTENT_CONSUME = 4,          /**< take buffers */
  VDO_INTENT_PRODUCE = 8,          /**< give buffers */
  VDO_INTENT_DEFAULT = 5,          /**< CONTROL and CONSUME */
  VDO_INTENT_EVENTFD = 16,         /**< events through a descriptor */
  VDO_INTENT_UNIVERSE = 0xffffffff /**< everything but EVENTFD */
} VdoIntent;

/** Value of the key `event` in the map of vdo_stream_get_event(). */
typedef enum {
  VDO_STREAM_EVENT_NONE = 0,
  VDO_STREAM_EVENT_STARTED = 1,
  VDO_STREAM_EVENT_STOPPED = 2,
  VDO_STREAM_EVENT_RESOURCE = 16,
  VDO_STREAM_EVENT_QUOTA_SOFT = 17,
  VDO_STREAM_EVENT_QUOTA_HARD = 18,
  VDO_STREAM_EVENT_ZIPSTREAM = 32,
  VDO_STREAM_EVENT_BUFFERING = 64,
  VDO_STREAM_EVENT_BUFFERING_WARN = 65,
  VDO_STREAM_EVENT_BUFFERING_FAIL = 66,
  VDO_STREAM_EVENT_CREATED = 80,
  VDO_STREAM_EVENT_CLOSED = 81,
  VDO_STREAM_EVENT_EXISTING = 82,
  VDO_STREAM_EVENT_INVALID = 0xffffffff
} VdoStreamEvent;

/** Who reads and writes a buffer (setting `buffer.access`); bits. */
typedef enum {
  VDO_BUFFER_ACCESS_NONE = 0,
  VDO_BUFFER_ACCESS_CPU_RD = 1,
  VDO_BUFFER_ACCESS_DEV_RD = 2,
  VDO_BUFFER_ACCESS_ANY_RD = 3,
  VDO_BUFFER_ACCESS_CPU_WR = 256,
  VDO_BUFFER_ACCESS_DEV_WR = 512,
  VDO_BUFFER_ACCESS_ANY_WR = 768,
  VDO_BUFFER_ACCESS_CPU_RW = 257,
  VDO_BUFFER_ACCESS_DEV_RW = 514,
  VDO_BUFFER_ACCESS_ANY_RW = 771
} VdoBufferAccess;

/** Who makes the buffers of a stream (setting `buffer.strategy`). */
typedef enum {
  VDO_BUFFER_STRATEGY_NONE = 0,
  VDO_BUFFER_STRATEGY_INPUT = 1,
  VDO_BUFFER_STRATEGY_EXTERNAL = 2,
  VDO_BUFFER_STRATEGY_EXPLICIT = 3, /**< deprecated: the app allocates and enqueues */
  VDO_BUFFER_STRATEGY_INFINITE = 4  /**< default: the service makes them, in a circle */
} VdoBufferStrategy;

/** Memory of unspecified content; not owned. */
typedef struct {
  gpointer data;
  gsize data_size; /**< bytes */
} VdoMemChunk;

/** A piece of a frame, returned by value from vdo_frame_take_chunk(). The memory belongs to the buffer. */
typedef struct {
  __extension__ union {
    gpointer data;
    gchar* chars;
    guint8* bytes;
  };
  gsize size;        /**< bytes; 0 after the last chunk */
  VdoChunkType type; /**< VDO_CHUNK_ERROR on failure */
  gint64 offset;     /**< position in the file of vdo_buffer_get_fd(), for sendfile() and splice() */
} VdoChunk;

/** Width and height in pixels. */
typedef struct {
  guint32 width;
  guint32 height;
} VdoResolution;

/** Result of vdo_channel_get_resolutions(): one block, released with g_free(). */
typedef struct {
  gsize count;
  __extension__ VdoResolution resolutions[];
} VdoResolutionSet;

/** A rectangle in pixels. */
typedef struct {
  guint width;
  guint height;
  guint x;
  guint y;
} VdoRect;

/** Two signed numbers. Since AXIS OS 10.12. */
typedef union {
  __extension__ struct {
    gint32 x;
    gint32 y;
  };
  __extension__ struct {
    gint32 w;
    gint32 h;
  };
  __extension__ struct {
    gint32 num;
    gint32 den;
  };
  gint32 val[2];
} VdoPair32i;

/** Two unsigned numbers: a resolution, a ratio, a position. Since AXIS OS 10.12. */
typedef union {
  __extension__ struct {
    guint32 x;
    guint32 y;
  };
  __extension__ struct {
    guint32 w;
    guint32 h;
  };
  __extension__ struct {
    guint32 num;
    guint32 den;
  };
  guint32 val[2];
  VdoResolution res;
} VdoPair32u;

/** Four signed numbers. Since AXIS OS 12.11. */
typedef union {
  __extension__ struct {
    gint32 x;
    gint32 y;
    gint32 w;
    gint32 h;
  };
  gint32 val[4];
} VdoQuad32i;

/** Four unsigned numbers. Since AXIS OS 12.11. */
typedef union {
  __extension__ struct {
    guint32 x;
    guint32 y;
    guint32 w;
    guint32 h;
  };
  __extension__ struct {
    guint32 min;
    guint32 target;
    guint32 max;
  };
  guint32 val[4];
} VdoQuad32u;

/** GType of VdoWdrMode. This and the other getters: any thread, never block. */
GType vdo_wdr_mode_get_type(void);
/** GType of VdoFormat. */
GType vdo_format_get_type(void);
/** GType of VdoH264Profile. */
GType vdo_h264_profile_get_type(void);
/** GType of VdoH265Profile. */
GType vdo_h265_profile_get_type(void);
/** GType of VdoAV1Profile. Since AXIS OS 12.2. */
GType vdo_av1_profile_get_type(void);
/** GType of VdoZipStreamProfile. Since AXIS OS 10.8. */
GType vdo_zipstream_profile_get_type(void);
/** GType of VdoZipStreamGdr. Since AXIS OS 12.11. */
GType vdo_zipstream_gdr_get_type(void);
/** GType of VdoRateControlMode. */
GType vdo_rate_control_mode_get_type(void);
/** GType of VdoRateControlPriority. */
GType vdo_rate_control_priority_get_type(void);
/** GType of VdoFrameType. */
GType vdo_frame_type_get_type(void);
/** GType of VdoOverlayColor (unverified); in the reference only, newer cameras may lack it (unverified). */
GType vdo_color_get_type(void);
/** GType of VdoStreamTimestamp. */
GType vdo_timestamp_get_type(void);
/** GType of VdoIntent. */
GType vdo_intent_get_type(void);
/** GType of VdoBufferAccess. */
GType vdo_buffer_access_get_type(void);
/** GType of VdoBufferStrategy. */
GType vdo_buffer_strategy_get_type(void);

/** Short name of a format ("h264", "yuv", …). The string is static. That it is the nick of the GType is
 * (unverified). */
const char* vdo_format_to_str(VdoFormat format);

/** TRUE for formats that are a bitstream: H264, H265, AV1, JPEG, AVIF. */
static inline gboolean vdo_format_is_encoded(VdoFormat format) {
  return format == VDO_FORMAT_H264 || format == VDO_FORMAT_H265 || format == VDO_FORMAT_AV1 ||
         format == VDO_FORMAT_JPEG || format == VDO_FORMAT_AVIF;
}

/** TRUE for formats whose frames depend on each other; as vdo_format_is_encoded() but for JPEG. */
static inline gboolean vdo_format_is_motion_encoded(VdoFormat format) {
  return vdo_format_is_encoded(format) && format != VDO_FORMAT_JPEG;
}

/** A dummy of the API: always FALSE. */
static inline gboolean vdo_frame_is_encoded(VdoFrameType type) {
  (void)type;
  return FALSE;
}

/** A dummy of the API: always VDO_FORMAT_NONE. */
static inline VdoFormat vdo_frame_is_of_format(VdoFrameType type) {
  (void)type;
  return VDO_FORMAT_NONE;
}

G_END_DECLS

#endif
