// GTypes of the enums, with the published nicks; values without a published nick follow the pattern of their
// names.
#include <array>

#include "simulator/vdo/public.h"

namespace {

#define ACAPKIT_ENUM_VALUE(name, nick) {static_cast<gint>(name), #name, nick}
#define ACAPKIT_FLAG_VALUE(name, nick) {static_cast<guint>(name), #name, nick}

const std::array kWdrModes = {
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_WDR_MODE_NONE, "none"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_WDR_MODE_LINEAR, "linear"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_WDR_MODE_2X, "2x"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_WDR_MODE_3X, "3x"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_WDR_MODE_4X, "4x"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_WDR_MODE_SENSOR, "sensor"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_WDR_MODE_OFF, "off"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_WDR_MODE_AUTO, "auto"),
    GEnumValue{0, nullptr, nullptr},
};

const std::array kFormats = {
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_FORMAT_NONE, "none"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_FORMAT_H264, "h264"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_FORMAT_H265, "h265"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_FORMAT_JPEG, "jpeg"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_FORMAT_YUV, "yuv"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_FORMAT_BAYER, "bayer"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_FORMAT_IVS, "ivs"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_FORMAT_RAW, "raw"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_FORMAT_RGBA, "rgba"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_FORMAT_RGB, "rgb"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_FORMAT_PLANAR_RGB, "rgbp"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_FORMAT_AV1, "av1"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_FORMAT_AVIF, "avif"),
    GEnumValue{0, nullptr, nullptr},
};

const std::array kH264Profiles = {
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_H264_PROFILE_NONE, "none"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_H264_PROFILE_BASELINE, "baseline"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_H264_PROFILE_MAIN, "main"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_H264_PROFILE_HIGH, "high"),
    GEnumValue{0, nullptr, nullptr},
};

const std::array kH265Profiles = {
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_H265_PROFILE_NONE, "none"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_H265_PROFILE_MAIN, "main"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_H265_PROFILE_MAIN_10, "main-10"),
    GEnumValue{0, nullptr, nullptr},
};

const std::array kAv1Profiles = {
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_AV1_PROFILE_NONE, "none"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_AV1_PROFILE_MAIN, "main"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_AV1_PROFILE_MAIN_10, "main-10"),
    GEnumValue{0, nullptr, nullptr},
};

const std::array kZipstreamProfiles = {
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_ZIPSTREAM_PROFILE_NONE, "none"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_ZIPSTREAM_PROFILE_CLASSIC, "classic"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_ZIPSTREAM_PROFILE_STORAGE, "storage"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_ZIPSTREAM_PROFILE_LIVE, "live"),
    GEnumValue{0, nullptr, nullptr},
};

const std::array kZipstreamGdrs = {
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_ZIPSTREAM_GDR_NONE, "none"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_ZIPSTREAM_GDR_AUTO, "auto"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_ZIPSTREAM_GDR_OFF, "off"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_ZIPSTREAM_GDR_BALANCED, "balanced"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_ZIPSTREAM_GDR_EXTREME, "extreme"),
    GEnumValue{0, nullptr, nullptr},
};

const std::array kRateControlModes = {
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_RATE_CONTROL_MODE_NONE, "none"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_RATE_CONTROL_MODE_CBR, "cbr"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_RATE_CONTROL_MODE_VBR, "vbr"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_RATE_CONTROL_MODE_MBR, "mbr"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_RATE_CONTROL_MODE_ABR, "abr"),
    GEnumValue{0, nullptr, nullptr},
};

const std::array kRateControlPriorities = {
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_RATE_CONTROL_PRIORITY_NONE, "none"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_RATE_CONTROL_PRIORITY_FRAMERATE, "framerate"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_RATE_CONTROL_PRIORITY_QUALITY, "quality"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_RATE_CONTROL_PRIORITY_FULL_FRAMERATE, "full_framerate"),
    GEnumValue{0, nullptr, nullptr},
};

const std::array kFrameTypes = {
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_FRAME_TYPE_NONE, "none"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_FRAME_TYPE_H264_SPS, "h264-sps"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_FRAME_TYPE_H264_PPS, "h264-pps"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_FRAME_TYPE_H264_SEI, "h264-sei"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_FRAME_TYPE_H264_IDR, "h264-idr"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_FRAME_TYPE_H264_I, "h264-i"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_FRAME_TYPE_H264_P, "h264-p"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_FRAME_TYPE_H264_B, "h264-b"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_FRAME_TYPE_H265_SPS, "h265-sps"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_FRAME_TYPE_H265_PPS, "h265-pps"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_FRAME_TYPE_H265_VPS, "h265-vps"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_FRAME_TYPE_H265_SEI, "h265-sei"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_FRAME_TYPE_H265_IDR, "h265-idr"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_FRAME_TYPE_H265_I, "h265-i"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_FRAME_TYPE_H265_P, "h265-p"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_FRAME_TYPE_H265_B, "h265-b"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_FRAME_TYPE_JPEG, "jpeg"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_FRAME_TYPE_YUV, "yuv"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_FRAME_TYPE_RAW, "raw"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_FRAME_TYPE_RGBA, "rgba"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_FRAME_TYPE_RGB, "rgb"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_FRAME_TYPE_PLANAR_RGB, "rgbp"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_FRAME_TYPE_AV1_KEY, "av1-key"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_FRAME_TYPE_AV1_INTER, "av1-inter"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_FRAME_TYPE_AV1_BIDI, "av1-bidi"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_FRAME_TYPE_AVIF, "avif"),
    GEnumValue{0, nullptr, nullptr},
};

const std::array kColors = {
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_OVERLAY_COLOR_TRANSPARENT, "transparent"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_OVERLAY_COLOR_BLACK, "black"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_OVERLAY_COLOR_WHITE, "white"),
    GEnumValue{0, nullptr, nullptr},
};

const std::array kBufferStrategies = {
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_BUFFER_STRATEGY_NONE, "none"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_BUFFER_STRATEGY_INPUT, "input"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_BUFFER_STRATEGY_EXTERNAL, "external"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_BUFFER_STRATEGY_EXPLICIT, "explicit"),
    GEnumValue ACAPKIT_ENUM_VALUE(VDO_BUFFER_STRATEGY_INFINITE, "infinite"),
    GEnumValue{0, nullptr, nullptr},
};

const std::array kTimestamps = {
    GFlagsValue ACAPKIT_FLAG_VALUE(VDO_TIMESTAMP_NONE, "none"),
    GFlagsValue ACAPKIT_FLAG_VALUE(VDO_TIMESTAMP_UTC, "utc"),
    GFlagsValue ACAPKIT_FLAG_VALUE(VDO_TIMESTAMP_ZIPSTREAM, "zipstream"),
    GFlagsValue ACAPKIT_FLAG_VALUE(VDO_TIMESTAMP_DIFF, "diff"),
    GFlagsValue ACAPKIT_FLAG_VALUE(VDO_TIMESTAMP_MONO_CAPTURE, "mono-capture"),
    GFlagsValue ACAPKIT_FLAG_VALUE(VDO_TIMESTAMP_MONO_SERVER, "mono-server"),
    GFlagsValue ACAPKIT_FLAG_VALUE(VDO_TIMESTAMP_MONO_CLIENT, "mono-client"),
    GFlagsValue ACAPKIT_FLAG_VALUE(VDO_TIMESTAMP_MONO_CLIENT_SERVER_DIFF, "mono-client-server-diff"),
    GFlagsValue ACAPKIT_FLAG_VALUE(VDO_TIMESTAMP_MONO_CLIENT_CAPTURE_DIFF, "mono-client-capture-diff"),
    GFlagsValue{0, nullptr, nullptr},
};

const std::array kIntents = {
    GFlagsValue ACAPKIT_FLAG_VALUE(VDO_INTENT_NONE, "none"),
    GFlagsValue ACAPKIT_FLAG_VALUE(VDO_INTENT_CONTROL, "control"),
    GFlagsValue ACAPKIT_FLAG_VALUE(VDO_INTENT_MONITOR, "monitor"),
    GFlagsValue ACAPKIT_FLAG_VALUE(VDO_INTENT_CONSUME, "consume"),
    GFlagsValue ACAPKIT_FLAG_VALUE(VDO_INTENT_PRODUCE, "produce"),
    GFlagsValue ACAPKIT_FLAG_VALUE(VDO_INTENT_DEFAULT, "default"),
    GFlagsValue ACAPKIT_FLAG_VALUE(VDO_INTENT_EVENTFD, "eventfd"),
    GFlagsValue ACAPKIT_FLAG_VALUE(VDO_INTENT_UNIVERSE, "universe"),
    GFlagsValue{0, nullptr, nullptr},
};

const std::array kBufferAccesses = {
    GFlagsValue ACAPKIT_FLAG_VALUE(VDO_BUFFER_ACCESS_NONE, "none"),
    GFlagsValue ACAPKIT_FLAG_VALUE(VDO_BUFFER_ACCESS_CPU_RD, "cpu-rd"),
    GFlagsValue ACAPKIT_FLAG_VALUE(VDO_BUFFER_ACCESS_DEV_RD, "dev-rd"),
    GFlagsValue ACAPKIT_FLAG_VALUE(VDO_BUFFER_ACCESS_ANY_RD, "any-rd"),
    GFlagsValue ACAPKIT_FLAG_VALUE(VDO_BUFFER_ACCESS_CPU_WR, "cpu-wr"),
    GFlagsValue ACAPKIT_FLAG_VALUE(VDO_BUFFER_ACCESS_DEV_WR, "dev-wr"),
    GFlagsValue ACAPKIT_FLAG_VALUE(VDO_BUFFER_ACCESS_ANY_WR, "any-wr"),
    GFlagsValue ACAPKIT_FLAG_VALUE(VDO_BUFFER_ACCESS_CPU_RW, "cpu-rw"),
    GFlagsValue ACAPKIT_FLAG_VALUE(VDO_BUFFER_ACCESS_DEV_RW, "dev-rw"),
    GFlagsValue ACAPKIT_FLAG_VALUE(VDO_BUFFER_ACCESS_ANY_RW, "any-rw"),
    GFlagsValue{0, nullptr, nullptr},
};

}  // namespace

// Each getter registers its type once, whichever thread comes first.
#define ACAPKIT_DEFINE_ENUM(function, name, values)                                                  \
  GType function() {                                                                                 \
    static const GType type = g_enum_register_static(g_intern_static_string(name), (values).data()); \
    return type;                                                                                     \
  }
#define ACAPKIT_DEFINE_FLAGS(function, name, values)                                                  \
  GType function() {                                                                                  \
    static const GType type = g_flags_register_static(g_intern_static_string(name), (values).data()); \
    return type;                                                                                      \
  }

ACAPKIT_DEFINE_ENUM(vdo_wdr_mode_get_type, "VdoWdrMode", kWdrModes)
ACAPKIT_DEFINE_ENUM(vdo_format_get_type, "VdoFormat", kFormats)
ACAPKIT_DEFINE_ENUM(vdo_h264_profile_get_type, "VdoH264Profile", kH264Profiles)
ACAPKIT_DEFINE_ENUM(vdo_h265_profile_get_type, "VdoH265Profile", kH265Profiles)
ACAPKIT_DEFINE_ENUM(vdo_av1_profile_get_type, "VdoAV1Profile", kAv1Profiles)
ACAPKIT_DEFINE_ENUM(vdo_zipstream_profile_get_type, "VdoZipStreamProfile", kZipstreamProfiles)
ACAPKIT_DEFINE_ENUM(vdo_zipstream_gdr_get_type, "VdoZipStreamGdr", kZipstreamGdrs)
ACAPKIT_DEFINE_ENUM(vdo_rate_control_mode_get_type, "VdoRateControlMode", kRateControlModes)
ACAPKIT_DEFINE_ENUM(vdo_rate_control_priority_get_type, "VdoRateControlPriority", kRateControlPriorities)
ACAPKIT_DEFINE_ENUM(vdo_frame_type_get_type, "VdoFrameType", kFrameTypes)
ACAPKIT_DEFINE_ENUM(vdo_color_get_type, "VdoOverlayColor", kColors)
ACAPKIT_DEFINE_ENUM(vdo_buffer_strategy_get_type, "VdoBufferStrategy", kBufferStrategies)
ACAPKIT_DEFINE_FLAGS(vdo_timestamp_get_type, "VdoStreamTimestamp", kTimestamps)
ACAPKIT_DEFINE_FLAGS(vdo_intent_get_type, "VdoIntent", kIntents)
ACAPKIT_DEFINE_FLAGS(vdo_buffer_access_get_type, "VdoBufferAccess", kBufferAccesses)

const char* vdo_format_to_str(VdoFormat format) {
  for (const GEnumValue& value : kFormats) {
    if (value.value_name != nullptr && value.value == format) return value.value_nick;
  }
  return "none";
}
