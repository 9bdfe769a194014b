// VdoFrame and VdoBuffer, which are one object: what is known of a frame, and its memory.
#include <utility>

#include "simulator/vdo/buffer-pool.h"

using acapkit::simulator::BufferPool;
using acapkit::simulator::Mapping;
using acapkit::simulator::ObjectRef;

namespace {

struct FrameState {
  VdoFrameType type = VDO_FRAME_TYPE_NONE;
  guint sequence = 0;
  guint64 timestamp = 0;
  guint64 utcTimestamp = 0;
  gint64 customTimestamp = 0;
  gsize size = 0;
  gssize headerSize = -1;
  bool lastBuffer = true;
  bool chunkTaken = false;
  ObjectRef<VdoMap> extraInfo;
  // Memory of a stream …
  std::shared_ptr<BufferPool> pool;
  uint32_t index = 0;
  uint32_t generation = 0;
  bool released = false;
  // … or of the app.
  gint fd = -1;
  gsize capacity = 0;
  guint64 offset = 0;
  gpointer opaque = nullptr;
  Mapping mapping;
};

}  // namespace

struct _VdoFrame {
  GObject parent;
  FrameState state;
};

G_DEFINE_TYPE(VdoFrame, vdo_frame, G_TYPE_OBJECT)

static void vdo_frame_finalize(GObject* object) {
  FrameState& state = VDO_FRAME(object)->state;
  if (state.pool && !state.released) state.pool->release(state.index, state.generation);
  std::destroy_at(&state);
  G_OBJECT_CLASS(vdo_frame_parent_class)->finalize(object);
}

static void vdo_frame_class_init(VdoFrameClass* type) { G_OBJECT_CLASS(type)->finalize = vdo_frame_finalize; }

static void vdo_frame_init(VdoFrame* self) { std::construct_at(&self->state); }

namespace acapkit::simulator {

VdoBuffer* newPoolBuffer(std::shared_ptr<BufferPool> pool, const protocol::Frame& frame,
                         gint64 customTimestamp) {
  VdoBuffer* buffer = VDO_FRAME(g_object_new(VDO_TYPE_FRAME, nullptr));
  FrameState& state = buffer->state;
  state.type = static_cast<VdoFrameType>(frame.type);
  state.sequence = frame.sequence;
  state.timestamp = frame.timestampMicros;
  state.utcTimestamp = static_cast<guint64>(frame.customTimestampMicros);
  state.customTimestamp = customTimestamp;
  state.size = static_cast<gsize>(frame.bytes);
  state.index = frame.index;
  state.generation = frame.generation;
  state.capacity = pool->capacity();
  state.fd = pool->memory(frame.index);
  state.pool = std::move(pool);
  return buffer;
}

bool releasePoolBuffer(VdoBuffer* buffer, const BufferPool* pool) {
  FrameState& state = buffer->state;
  if (state.pool.get() != pool || state.released) {
    errno = EINVAL;
    return false;
  }
  state.released = true;
  return pool->release(state.index, state.generation);
}

}  // namespace acapkit::simulator

VdoFrameType vdo_frame_get_frame_type(VdoFrame* self) {
  g_return_val_if_fail(VDO_IS_FRAME(self), VDO_FRAME_TYPE_NONE);
  return self->state.type;
}

gboolean vdo_frame_is_key(VdoFrame* self) {
  switch (vdo_frame_get_frame_type(self)) {
    case VDO_FRAME_TYPE_H264_IDR:
    case VDO_FRAME_TYPE_H265_IDR:
    case VDO_FRAME_TYPE_AV1_KEY:
      return TRUE;
    default:
      return vdo_frame_get_frame_type(self) >= VDO_FRAME_TYPE_JPEG &&
             vdo_frame_get_frame_type(self) <= VDO_FRAME_TYPE_PLANAR_RGB;
  }
}

gboolean vdo_frame_shown(VdoFrame* self) {
  g_return_val_if_fail(VDO_IS_FRAME(self), FALSE);
  return TRUE;  // only AV1 has hidden frames
}

guint vdo_frame_get_sequence_nbr(VdoFrame* self) {
  g_return_val_if_fail(VDO_IS_FRAME(self), 0);
  return self->state.sequence;
}

guint64 vdo_frame_get_timestamp(VdoFrame* self) {
  g_return_val_if_fail(VDO_IS_FRAME(self), 0);
  return self->state.timestamp;
}

guint64 vdo_frame_get_utc_timestamp(VdoFrame* self) {
  g_return_val_if_fail(VDO_IS_FRAME(self), 0);
  return self->state.utcTimestamp;
}

gint64 vdo_frame_get_custom_timestamp(VdoFrame* self) {
  g_return_val_if_fail(VDO_IS_FRAME(self), 0);
  return self->state.customTimestamp;
}

gsize vdo_frame_get_size(VdoFrame* self) {
  g_return_val_if_fail(VDO_IS_FRAME(self), 0);
  return self->state.size;
}

gssize vdo_frame_get_header_size(VdoFrame* self) {
  g_return_val_if_fail(VDO_IS_FRAME(self), -1);
  return self->state.headerSize;
}

gint vdo_frame_get_fd(VdoFrame* self) { return vdo_buffer_get_fd(self); }

VdoMap* vdo_frame_get_extra_info(VdoFrame* self) {
  g_return_val_if_fail(VDO_IS_FRAME(self), nullptr);
  if (!self->state.extraInfo) self->state.extraInfo.reset(vdo_map_new());
  return VDO_MAP(g_object_ref(self->state.extraInfo.get()));
}

gpointer vdo_frame_get_opaque(VdoFrame* self) { return vdo_buffer_get_opaque(self); }

gboolean vdo_frame_get_is_last_buffer(VdoFrame* self) {
  g_return_val_if_fail(VDO_IS_FRAME(self), FALSE);
  return self->state.lastBuffer;
}

void vdo_frame_set_size(VdoFrame* self, gsize size) {
  g_return_if_fail(VDO_IS_FRAME(self));
  self->state.size = size;
}

void vdo_frame_set_frame_type(VdoFrame* self, VdoFrameType type) {
  g_return_if_fail(VDO_IS_FRAME(self));
  self->state.type = type;
}

void vdo_frame_set_sequence_nbr(VdoFrame* self, guint seqnum) {
  g_return_if_fail(VDO_IS_FRAME(self));
  self->state.sequence = seqnum;
}

void vdo_frame_set_timestamp(VdoFrame* self, guint64 timestamp) {
  g_return_if_fail(VDO_IS_FRAME(self));
  self->state.timestamp = timestamp;
}

void vdo_frame_set_custom_timestamp(VdoFrame* self, gint64 timestamp) {
  g_return_if_fail(VDO_IS_FRAME(self));
  self->state.customTimestamp = timestamp;
}

void vdo_frame_set_is_last_buffer(VdoFrame* self, gboolean is_last_buffer) {
  g_return_if_fail(VDO_IS_FRAME(self));
  self->state.lastBuffer = is_last_buffer != FALSE;
}

void vdo_frame_set_extra_info(VdoFrame* self, VdoMap* extra_info) {
  g_return_if_fail(VDO_IS_FRAME(self) && (extra_info == nullptr || VDO_IS_MAP(extra_info)));
  self->state.extraInfo.reset(extra_info == nullptr ? nullptr : VDO_MAP(g_object_ref(extra_info)));
}

void vdo_frame_set_header_size(VdoFrame* self, gssize size) {
  g_return_if_fail(VDO_IS_FRAME(self));
  self->state.headerSize = size;
}

gpointer vdo_frame_memmap(VdoFrame* self) { return vdo_buffer_get_data(self); }

void vdo_frame_unmap(VdoFrame* self) {
  g_return_if_fail(VDO_IS_FRAME(self));
  self->state.mapping = Mapping();  // a stream keeps its mappings until it ends
}

VdoChunk vdo_frame_take_chunk(VdoFrame* self, GError** error) {
  return vdo_frame_take_chunk_ex(self, VDO_CHUNK_OPTION_MMAP, error);
}

VdoChunk vdo_frame_take_chunk_ex(VdoFrame* self, VdoChunkOption options, GError** error) {
  VdoChunk chunk{};
  chunk.type = VDO_CHUNK_ERROR;
  g_return_val_if_fail(VDO_IS_FRAME(self), chunk);
  if (self->state.chunkTaken) {
    chunk.type = VDO_CHUNK_NONE;
    return chunk;
  }
  if ((options & VDO_CHUNK_OPTION_MMAP) != 0) {
    chunk.data = vdo_buffer_get_data(self);
    if (chunk.data == nullptr) {
      g_set_error(error, VDO_ERROR, VDO_ERROR_BUFFER_FAILURE, "the memory of the frame cannot be mapped");
      return chunk;
    }
  }
  self->state.chunkTaken = true;
  chunk.type = VDO_CHUNK_NONE;
  chunk.size = self->state.size;
  chunk.offset = vdo_buffer_get_offset(self);
  return chunk;
}

VdoBuffer* vdo_buffer_new(gint fd, gsize capacity, guint64 offset, gpointer opaque) {
  return vdo_buffer_new_full(fd, capacity, offset, opaque, nullptr);
}

VdoBuffer* vdo_buffer_new_full(gint fd, gsize capacity, guint64 offset, gpointer opaque,
                               VdoMap* /*settings*/) {
  VdoBuffer* buffer = VDO_FRAME(g_object_new(VDO_TYPE_FRAME, nullptr));
  buffer->state.fd = fd;
  buffer->state.capacity = capacity;
  buffer->state.offset = offset;
  buffer->state.opaque = opaque;
  return buffer;
}

guint32 vdo_buffer_get_id(VdoBuffer* self) {
  g_return_val_if_fail(VDO_IS_FRAME(self), 0);
  return self->state.index;
}

gint vdo_buffer_get_fd(VdoBuffer* self) {
  g_return_val_if_fail(VDO_IS_FRAME(self), -1);
  return self->state.fd;
}

gint64 vdo_buffer_get_offset(VdoBuffer* self) {
  g_return_val_if_fail(VDO_IS_FRAME(self), 0);
  return static_cast<gint64>(self->state.offset);
}

gsize vdo_buffer_get_capacity(VdoBuffer* self) {
  g_return_val_if_fail(VDO_IS_FRAME(self), 0);
  return self->state.capacity;
}

gboolean vdo_buffer_is_complete(VdoBuffer* self) {
  g_return_val_if_fail(VDO_IS_FRAME(self), FALSE);
  return self->state.size > 0 && self->state.lastBuffer;
}

gboolean vdo_buffer_is_contiguous(VdoBuffer* self) {
  g_return_val_if_fail(VDO_IS_FRAME(self), FALSE);
  return TRUE;
}

gpointer vdo_buffer_get_opaque(VdoBuffer* self) {
  g_return_val_if_fail(VDO_IS_FRAME(self), nullptr);
  return self->state.opaque;
}

gpointer vdo_buffer_get_data(VdoBuffer* self) {
  g_return_val_if_fail(VDO_IS_FRAME(self), nullptr);
  FrameState& state = self->state;
  if (state.pool) return state.pool->data(state.index);
  if (!state.mapping && state.capacity > 0) state.mapping = Mapping(state.fd, state.capacity, state.offset);
  return state.mapping.data();
}

VdoFrame* vdo_buffer_get_frame(VdoBuffer* self) { return self; }
