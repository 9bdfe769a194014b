// VdoStream: the C functions. What they do is in stream-state.cc and stream-frames.cc; what is not simulated
// in unsupported.cc.
#include "simulator/vdo/stream.h"

using acapkit::simulator::askOnce;
using acapkit::simulator::ObjectRef;
using acapkit::simulator::refuse;
using acapkit::simulator::releasePoolBuffer;
using acapkit::simulator::setServerGone;
using acapkit::simulator::StreamState;
namespace protocol = acapkit::simulator::protocol;

struct _VdoStream {
  GObject parent;
  StreamState state;
};

G_DEFINE_TYPE(VdoStream, vdo_stream, G_TYPE_OBJECT)

static void vdo_stream_finalize(GObject* object) {
  std::destroy_at(&VDO_STREAM(object)->state);
  G_OBJECT_CLASS(vdo_stream_parent_class)->finalize(object);
}

static void vdo_stream_class_init(VdoStreamClass* type) {
  G_OBJECT_CLASS(type)->finalize = vdo_stream_finalize;
}

static void vdo_stream_init(VdoStream* self) { std::construct_at(&self->state); }

namespace {

constexpr gint32 kSnapshotTimeoutMs = 10000;

VdoStream* newStream(const VdoMap* settings, GError** error) {
  ObjectRef<VdoStream> stream(VDO_STREAM(g_object_new(VDO_TYPE_STREAM, nullptr)));
  return stream->state.create(settings, error) ? stream.release() : nullptr;
}

VdoStream* newHandle(const protocol::StreamInfo& info) {
  VdoStream* stream = VDO_STREAM(g_object_new(VDO_TYPE_STREAM, nullptr));
  stream->state.becomeHandle(info);
  return stream;
}

/** The makers: settings of the app (or none) with format, input and resolution on top. */
VdoStream* newOfFormat(const VdoMap* settings, VdoFormat format, const gchar* subformat, guint32 input,
                       VdoResolution resolution, GError** error) {
  const ObjectRef<VdoMap> map(settings == nullptr ? vdo_map_new() : vdo_map_clone(settings));
  vdo_map_set_uint32(map.get(), "format", format);
  if (subformat != nullptr) vdo_map_set_string(map.get(), "subformat", subformat);
  vdo_map_set_uint32(map.get(), "input", input);
  vdo_map_set_uint32(map.get(), "width", resolution.width);
  vdo_map_set_uint32(map.get(), "height", resolution.height);
  return newStream(map.get(), error);
}

}  // namespace

VdoStream* vdo_stream_new(VdoMap* settings, VdoBufferFinalizer /*fin*/, GError** error) {
  const ObjectRef<VdoMap> map(settings == nullptr ? vdo_map_new() : vdo_map_clone(settings));
  return newStream(map.get(), error);
}

VdoStream* vdo_stream_rgb_new(const VdoMap* settings, guint32 input, VdoResolution resolution,
                              GError** error) {
  return newOfFormat(settings, VDO_FORMAT_RGB, nullptr, input, resolution, error);
}

VdoStream* vdo_stream_nv12_new(const VdoMap* settings, guint32 input, VdoResolution resolution,
                               GError** error) {
  return newOfFormat(settings, VDO_FORMAT_YUV, "NV12", input, resolution, error);
}

VdoStream* vdo_stream_y800_new(const VdoMap* settings, guint32 input, VdoResolution resolution,
                               GError** error) {
  return newOfFormat(settings, VDO_FORMAT_YUV, "Y800", input, resolution, error);
}

VdoStream* vdo_stream_get(guint id, GError** error) {
  if (id == 0) {
    refuse(error, "stream 0 (events of all streams)");
    return nullptr;
  }
  const auto reply = askOnce(protocol::Query::stream, id, error);
  return reply ? newHandle(reply->stream) : nullptr;
}

GList* vdo_stream_get_all(GError** error) {
  GList* list = nullptr;
  uint32_t id = 0;
  for (;;) {
    GError* failure = nullptr;
    const auto reply = askOnce(protocol::Query::nextStream, id, &failure);
    if (!reply) {
      if (g_error_matches(failure, VDO_ERROR, VDO_ERROR_NOT_FOUND) != FALSE) {
        g_error_free(failure);
        return g_list_reverse(list);
      }
      g_propagate_error(error, failure);
      g_list_free_full(list, g_object_unref);
      return nullptr;
    }
    list = g_list_prepend(list, newHandle(reply->stream));
    id = reply->stream.streamId;
  }
}

guint vdo_stream_get_id(VdoStream* self) {
  g_return_val_if_fail(VDO_IS_STREAM(self), 0);
  return self->state.id();
}

gint vdo_stream_get_fd(VdoStream* self, GError** error) {
  g_return_val_if_fail(VDO_IS_STREAM(self), -1);
  return self->state.requireOwn("vdo_stream_get_fd", error) ? self->state.pool()->dataSocket() : -1;
}

VdoMap* vdo_stream_get_info(VdoStream* self, GError** error) {
  g_return_val_if_fail(VDO_IS_STREAM(self), nullptr);
  return self->state.info(error);
}

VdoMap* vdo_stream_get_settings(VdoStream* self, GError** /*error*/) {
  g_return_val_if_fail(VDO_IS_STREAM(self), nullptr);
  return self->state.copySettings();
}

gboolean vdo_stream_set_settings(VdoStream* self, VdoMap* settings, GError** error) {
  g_return_val_if_fail(VDO_IS_STREAM(self) && VDO_IS_MAP(settings), FALSE);
  return self->state.changeSettings(settings, error);
}

gboolean vdo_stream_set_framerate(VdoStream* self, gdouble framerate, GError** error) {
  g_return_val_if_fail(VDO_IS_STREAM(self), FALSE);
  return self->state.setFramerate(framerate, error);
}

gboolean vdo_stream_attach(VdoStream* self, VdoMap* intent, GError** error) {
  g_return_val_if_fail(VDO_IS_STREAM(self), FALSE);
  const guint32 bits =
      intent == nullptr ? VDO_INTENT_DEFAULT : vdo_map_get_uint32(intent, "intent", VDO_INTENT_DEFAULT);
  if ((bits & ~VDO_INTENT_DEFAULT) != 0)
    return refuse(error, "an intent other than CONTROL and CONSUME (events, signals)");
  return self->state.requireOwn("vdo_stream_attach", error);
}

gboolean vdo_stream_start(VdoStream* self, GError** error) {
  g_return_val_if_fail(VDO_IS_STREAM(self), FALSE);
  return self->state.start(error);
}

gboolean vdo_stream_play(VdoStream* self, VdoMap* settings, GError** error) {
  g_return_val_if_fail(VDO_IS_STREAM(self), FALSE);
  if (settings != nullptr && !self->state.changeSettings(settings, error)) return FALSE;
  return self->state.start(error);
}

void vdo_stream_stop(VdoStream* self) {
  g_return_if_fail(VDO_IS_STREAM(self));
  self->state.stop();
}

VdoBuffer* vdo_stream_get_buffer(VdoStream* self, GError** error) {
  g_return_val_if_fail(VDO_IS_STREAM(self), nullptr);
  return self->state.takeBuffer(error);
}

gboolean vdo_stream_buffer_unref(VdoStream* self, VdoBuffer** buffer, GError** error) {
  g_return_val_if_fail(VDO_IS_STREAM(self) && buffer != nullptr && VDO_IS_FRAME(*buffer), FALSE);
  if (releasePoolBuffer(*buffer, self->state.pool().get())) {
    g_clear_object(buffer);
    return TRUE;
  }
  if (errno == EINVAL) {
    g_set_error(error, VDO_ERROR, VDO_ERROR_INVALID_ARGUMENT, "the buffer is not out of this stream");
    return FALSE;
  }
  g_clear_object(buffer);  // with the server gone, nothing else can be done with it
  setServerGone(error);
  return FALSE;
}

VdoBuffer* vdo_stream_snapshot(VdoMap* settings, GError** error) {
  const ObjectRef<VdoMap> map(settings == nullptr ? vdo_map_new() : vdo_map_clone(settings));
  if (vdo_map_contains(map.get(), "format") == FALSE)
    vdo_map_set_uint32(map.get(), "format", VDO_FORMAT_JPEG);
  if (vdo_map_contains(map.get(), "socket.timeout_ms") == FALSE) {
    vdo_map_set_int32(map.get(), "socket.timeout_ms", kSnapshotTimeoutMs);
  }
  vdo_map_set_boolean(map.get(), "socket.blocking", TRUE);
  vdo_map_set_uint32(map.get(), "buffer.count", 1);
  const ObjectRef<VdoStream> stream(newStream(map.get(), error));
  if (!stream || vdo_stream_start(stream.get(), error) == FALSE) return nullptr;
  VdoBuffer* buffer = vdo_stream_get_buffer(stream.get(), error);
  if (buffer != nullptr && settings != nullptr) {
    const ObjectRef<VdoMap> info(vdo_stream_get_info(stream.get(), nullptr));
    vdo_map_set_uint32(settings, "width", vdo_map_get_uint32(info.get(), "width", 0));
    vdo_map_set_uint32(settings, "height", vdo_map_get_uint32(info.get(), "height", 0));
  }
  return buffer;
}
