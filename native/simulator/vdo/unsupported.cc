// Functions of the camera that the simulated camera does not have. Each fails with VDO_ERROR_NOT_SUPPORTED
// and names itself, so that an app's developer sees why.
#include "simulator/vdo/settings.h"

using acapkit::simulator::refuse;

gboolean vdo_stream_set_gop_length(VdoStream* /*self*/, guint /*gop_length*/, GError** error) {
  return refuse(error, "vdo_stream_set_gop_length (no video encoder)");
}

gboolean vdo_stream_force_key_frame(VdoStream* /*self*/, GError** error) {
  return refuse(error, "vdo_stream_force_key_frame (no video encoder)");
}

gint vdo_stream_get_event_fd(VdoStream* /*self*/, GError** error) {
  refuse(error, "vdo_stream_get_event_fd (intent EVENTFD)");
  return -1;
}

VdoMap* vdo_stream_get_event(VdoStream* /*self*/, GError** error) {
  refuse(error, "vdo_stream_get_event (intent EVENTFD)");
  return nullptr;
}

VdoBuffer* vdo_stream_buffer_alloc(VdoStream* /*self*/, gpointer /*opaque*/, GError** error) {
  refuse(error, "vdo_stream_buffer_alloc (buffer.strategy EXPLICIT)");
  return nullptr;
}

gboolean vdo_stream_buffer_enqueue(VdoStream* /*self*/, VdoBuffer* /*buffer*/, GError** error) {
  return refuse(error, "vdo_stream_buffer_enqueue (buffer.strategy EXPLICIT)");
}

gboolean vdo_stream_enqueue_buffer(VdoStream* /*self*/, VdoBuffer* /*buffer*/, GError** error) {
  return refuse(error, "vdo_stream_enqueue_buffer (buffer.strategy EXPLICIT)");
}

VdoStream* vdo_stream_to_fd(VdoMap* /*settings*/, int /*data_fd*/, int /*meta_fd*/, GError** error) {
  refuse(error, "vdo_stream_to_fd");
  return nullptr;
}

gboolean vdo_stream_encode(VdoStream* /*self*/, VdoBuffer** /*in_buf*/, VdoMap* /*settings*/,
                           GError** error) {
  return refuse(error, "vdo_stream_encode");
}

gboolean vdo_channel_set_settings(VdoChannel* /*self*/, VdoMap* /*settings*/, GError** error) {
  return refuse(error, "vdo_channel_set_settings");
}

VdoMap* vdo_channel_get_stream_profile(VdoChannel* /*self*/, const gchar* /*profile*/, VdoFormat /*format*/,
                                       GError** error) {
  refuse(error, "vdo_channel_get_stream_profile");
  return nullptr;
}

gboolean vdo_channel_set_stream_profile(VdoChannel* /*self*/, const gchar* /*profile*/, VdoFormat /*format*/,
                                        VdoMap* /*settings*/, GError** error) {
  return refuse(error, "vdo_channel_set_stream_profile");
}

gboolean vdo_channel_set_framerate(VdoChannel* /*self*/, gdouble /*framerate*/, GError** error) {
  return refuse(error, "vdo_channel_set_framerate");
}

gboolean vdo_channel_set_crop_dptz(VdoChannel* /*self*/, guint /*x*/, guint /*y*/, guint /*width*/,
                                   guint /*height*/, GError** error) {
  return refuse(error, "vdo_channel_set_crop_dptz");
}

gboolean vdo_channel_apply_alpha_blending(VdoChannel* /*self*/, gint /*fd*/, GError** error) {
  return refuse(error, "vdo_channel_apply_alpha_blending");
}
