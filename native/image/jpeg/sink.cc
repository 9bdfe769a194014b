#include "image/jpeg/sink.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

// After jpeglib.h: the number of the error that means that memory ran out.
#include <jerror.h>

#include "image/status.h"

namespace acapkit::image {
namespace {

constexpr size_t firstBytes = size_t{64} << 10;

Session& sessionOf(j_common_ptr common) { return *static_cast<Session*>(common->client_data); }

[[noreturn]] void leave(Session& session, AcapkitImageStatus status) {
  session.status = status;
  std::longjmp(session.leave, 1);
}

void failWithMessage(j_common_ptr common) {
  Session& session = sessionOf(common);
  if (common->err->msg_code == JERR_OUT_OF_MEMORY) leave(session, noMemory(session.error));
  char message[JMSG_LENGTH_MAX];
  common->err->format_message(common, message);
  leave(session, fail(ACAPKIT_IMAGE_FAILED, session.error, "", "libjpeg: %s", message));
}

/** libjpeg would print warnings. */
void stayQuiet(j_common_ptr /*common*/) {}

size_t maximumOf(const AcapkitImageBuffer& buffer) {
  return buffer.maximum != 0 ? buffer.maximum : ACAPKIT_IMAGE_BUFFER_MAXIMUM;
}

/** Most bytes to offer. One more than may be used: libjpeg asks for more as soon as there is no byte left,
 * also after the last one of a file. */
size_t roomMaximum(const AcapkitImageBuffer& buffer) { return std::min(maximumOf(buffer), SIZE_MAX - 1) + 1; }

/** Bytes to offer now. */
size_t roomOf(const AcapkitImageBuffer& buffer) { return std::min(buffer.capacity, roomMaximum(buffer)); }

void setRoom(Session& session, size_t used) {
  session.sink.next_output_byte = session.buffer->data + used;
  session.sink.free_in_buffer = roomOf(*session.buffer) - used;
}

/** Makes room after `used` bytes. */
void grow(Session& session, size_t used) {
  AcapkitImageBuffer& buffer = *session.buffer;
  if (used == roomMaximum(buffer))
    leave(session,
          invalid(session.error, "buffer.maximum",
                  "expected room for the file, found that %zu bytes are too few", maximumOf(buffer)));
  const size_t capacity =
      std::min(std::max(firstBytes, buffer.capacity + buffer.capacity / 2), roomMaximum(buffer));
  void* const data = std::realloc(buffer.data, capacity);
  if (data == nullptr) leave(session, noMemory(session.error));
  buffer.data = static_cast<uint8_t*>(data);
  buffer.capacity = capacity;
  setRoom(session, used);
}

void begin(j_compress_ptr compress) {
  Session& session = sessionOf(reinterpret_cast<j_common_ptr>(compress));
  if (session.buffer->capacity == 0) return grow(session, 0);
  setRoom(session, 0);
}

boolean continueWhenFull(j_compress_ptr compress) {
  Session& session = sessionOf(reinterpret_cast<j_common_ptr>(compress));
  // All of the room is written here, whatever free_in_buffer says.
  grow(session, roomOf(*session.buffer));
  return TRUE;
}

void end(j_compress_ptr compress) {
  Session& session = sessionOf(reinterpret_cast<j_common_ptr>(compress));
  session.buffer->size = static_cast<size_t>(session.sink.next_output_byte - session.buffer->data);
}

}  // namespace

void attachErrors(jpeg_compress_struct* compress, Session* session) {
  compress->client_data = session;
  compress->err = jpeg_std_error(&session->errors);
  session->errors.error_exit = failWithMessage;
  session->errors.output_message = stayQuiet;
}

void attachSink(jpeg_compress_struct* compress, Session* session) {
  session->sink.init_destination = begin;
  session->sink.empty_output_buffer = continueWhenFull;
  session->sink.term_destination = end;
  compress->dest = &session->sink;
}

}  // namespace acapkit::image
