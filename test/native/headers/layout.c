// Size and field order of the structs that cross the border to the camera libraries, from the published
// layouts. Compiled as C and as C++, for 32 and 64 bits.
#include <assert.h>
#include <axoverlay.h>
#include <axsdk/axserialport.h>
#include <axsdk/axstorage.h>
#include <bbox.h>
#include <datahub/client.h>
#include <larod.h>
#include <licensekey.h>
#include <mdb/error.h>
#include <mdb/message.h>
#include <stddef.h>

#define AT(type, field, offset) static_assert(offsetof(type, field) == (offset), #type "." #field)
#define SIZE(type, bytes) static_assert(sizeof(type) == (bytes), #type)
#define WORD sizeof(void*)

SIZE(larodAccess, 4);
SIZE(larodErrorCode, 4);
SIZE(larodTensorDataType, 4);
SIZE(larodTensorLayout, 4);
AT(larodError, code, 0);
AT(larodError, msg, WORD);
SIZE(larodError, 2 * WORD);
AT(larodTensorDims, dims, 0);
AT(larodTensorDims, len, 12 * WORD);
SIZE(larodTensorDims, 13 * WORD);
AT(larodTensorPitches, pitches, 0);
AT(larodTensorPitches, len, 12 * WORD);
SIZE(larodTensorPitches, 13 * WORD);

SIZE(bbox_color_t, 4);
SIZE(bbox_channel_t, 4);

AT(struct axoverlay_stream_data, id, 0);
AT(struct axoverlay_stream_data, camera, 4);
AT(struct axoverlay_stream_data, width, 8);
AT(struct axoverlay_stream_data, height, 12);
AT(struct axoverlay_stream_data, rotation, 16);
AT(struct axoverlay_stream_data, is_mirrored, 20);
AT(struct axoverlay_stream_data, type, 24);
SIZE(struct axoverlay_stream_data, 28);
AT(struct axoverlay_overlay_data, anchor_point, 0);
AT(struct axoverlay_overlay_data, postype, 4);
AT(struct axoverlay_overlay_data, x, 8);
AT(struct axoverlay_overlay_data, y, 12);
AT(struct axoverlay_overlay_data, width, 16);
AT(struct axoverlay_overlay_data, height, 20);
AT(struct axoverlay_overlay_data, z_priority, 24);
AT(struct axoverlay_overlay_data, colorspace, 28);
AT(struct axoverlay_overlay_data, scale_to_stream, 32);
SIZE(struct axoverlay_overlay_data, 36);
AT(struct axoverlay_palette_color, red, 0);
AT(struct axoverlay_palette_color, green, 1);
AT(struct axoverlay_palette_color, blue, 2);
AT(struct axoverlay_palette_color, alpha, 3);
AT(struct axoverlay_palette_color, pixelate, 4);
SIZE(struct axoverlay_palette_color, 8);
AT(struct axoverlay_settings, render_callback, 0);
AT(struct axoverlay_settings, adjustment_callback, WORD);
AT(struct axoverlay_settings, select_callback, 2 * WORD);
AT(struct axoverlay_settings, backend, 3 * WORD);
SIZE(struct axoverlay_settings, 4 * WORD);

AT(mdb_error_t, code, 0);
AT(mdb_error_t, message, WORD);
SIZE(mdb_error_t, 2 * WORD);
AT(mdb_message_payload_t, size, 0);
AT(mdb_message_payload_t, data, WORD);
SIZE(mdb_message_payload_t, 2 * WORD);
// Two 64-bit numbers on 32-bit ARM too: what AXIS OS 12.4 and later pass by value.
SIZE(struct timespec, 16);

#define IS(name, value) static_assert((name) == (value), #name)

// The last or the oddest number of each group: a forgotten or moved line shows there.
IS(LAROD_TENSOR_MAX_LEN, 12);
IS(LAROD_INVALID_MODEL_ID, UINT64_MAX);
IS(LAROD_INVALID_FD, INT_MIN);
IS(LAROD_FD_TYPE_DMA, 6);
IS(LAROD_FD_TYPE_DISK, 3);
IS(LAROD_ACCESS_PUBLIC, 2);
IS(LAROD_ERROR_POWER_NOT_AVAILABLE, -15);
IS(LAROD_ERROR_MAX_ERRNO, 1024);
IS(LAROD_TENSOR_DATA_TYPE_MAX, 14);
IS(LAROD_TENSOR_LAYOUT_420SP, 4);
IS(AXOVERLAY_ERROR_BACKEND, 7000);
IS(AXOVERLAY_COLORSPACE_UNDEFINED, 3);
IS(AXOVERLAY_CUSTOM_SOURCE, 5);
IS(AXOVERLAY_CAIRO_IMAGE_BACKEND, 1);
IS(AXOVERLAY_ANCHOR_CENTER, 1);
IS(AXOVERLAY_STREAM_AV1, 7);
IS(AXOVERLAY_Z_PRIO_VERY_HIGH, 3000);
IS(AX_STORAGE_STATUS_EVENT_ID_END, 4);
IS(UNKNOWN_TYPE, 2);
IS(AX_STORAGE_ERROR_END, 6);
IS(AX_SERIAL_NOT_INITIALIZED, -100);
IS(AX_SERIAL_SET_TERMINATION_ERROR, -18);
IS(AX_SERIAL_RS485_4, 3);
IS(AX_SERIAL_B460800, 460800);
IS(AX_SERIAL_PARITY_SPACE, 4);
IS(NUM_LICENSEKEY_STATES, 14);
IS(STATE_VALID, 1);
IS(MDB_ERROR_TOO_MANY_PENDING_MESSAGES, -8);
IS(DH_ERR_INVALID_TOPIC, 7U);
IS(DH_ERR_CREDENTIAL_ERROR, 27U);
IS(DH_LOG_INFO, 4U);
IS(DH_CONSUMER_MATCH, 1U);
