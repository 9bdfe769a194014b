// What the drop-in libvdostream.so.1 and the frame server say to each other. Fixed little-endian layouts
// without hidden padding, the same on x86-64, aarch64 and armv7, because an ARM app under user emulation
// talks to a server of the host.
//
// A stream has two SOCK_SEQPACKET descriptors. On the control connection the client asks and the server
// answers with one Reply: hello → stream info with the memory of each buffer and the client's end of the data
// socket; start, stop, setFramerate. On the data socket the server sends only Frame, the client only Release.
// Closing either of them ends the stream.
#ifndef ACAPKIT_SIMULATOR_PROTOCOL_H
#define ACAPKIT_SIMULATOR_PROTOCOL_H

#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace acapkit::simulator::protocol {

constexpr uint32_t kMagic = 0x4f445641;  // "AVDO"
constexpr uint32_t kVersion = 1;
constexpr uint32_t kBufferCountMax = 5;  // apps keep one slot for each descriptor, five at most
constexpr uint32_t kBufferCountDefault = 3;
constexpr uint32_t kMessageBytesMax = 512;  // larger packets are garbled by definition

// NOLINTBEGIN(performance-enum-size): their size is part of the layout
enum class Operation : uint32_t {
  hello = 1,
  query = 2,
  start = 3,
  stop = 4,
  setFramerate = 5,
  reply = 6,
  frame = 7,
  release = 8,
};

// Values of VdoFormat; the server is built without the camera headers.
enum class Format : int32_t { h264 = 0, h265 = 1, jpeg = 2, yuv = 3, rgb = 8, planarRgb = 9 };

enum class Subformat : uint32_t { none = 0, nv12 = 1, y800 = 2, unknown = 3 };

/** How a stream of another aspect ratio than the sensor's is filled. */
enum class Fit : uint32_t { crop = 0, scale = 1 };

// Values of the VDO_ERROR codes that the server uses.
enum class Error : int32_t {
  none = 0,
  notFound = 1,
  invalidArgument = 3,
  notSupported = 5,
  io = 8,
  outOfMemory = 11,
  noBufferSpace = 14,
};

enum class Query : uint32_t { sensor = 0, stream = 1, nextStream = 2 };
// NOLINTEND(performance-enum-size)

struct Header {
  Operation operation;
  uint32_t size;  // of the whole message, bytes
};

/** Settings of a new stream. 0 means "the default" for every number but quality. */
struct HelloRequest {
  static constexpr Operation kOperation = Operation::hello;
  Header header;
  uint32_t magic;
  uint32_t version;
  Format format;
  Subformat subformat;
  uint32_t width;
  uint32_t height;
  uint32_t framerateMilli;  // frames per 1000 s
  uint32_t bufferCount;
  uint32_t quality;  // JPEG, 1–100
  Fit fit;
};

/** Asks for the sensor, for stream `streamId`, or for the stream with the next larger id. Needs no hello. */
struct QueryRequest {
  static constexpr Operation kOperation = Operation::query;
  Header header;
  uint32_t magic;
  uint32_t version;
  Query what;
  uint32_t streamId;
};

/** start, stop (argument 0) and setFramerate (argument: frames per 1000 s). */
struct ControlRequest {
  Header header;
  uint32_t argument;
  uint32_t reserved;
};

struct StreamInfo {
  uint32_t streamId;
  Format format;
  Subformat subformat;
  uint32_t width;
  uint32_t height;
  uint32_t pitch;  // bytes of one row of plane 0
  uint32_t framerateMilli;
  uint32_t bufferCount;
  uint64_t capacity;  // bytes of each buffer
};

struct SensorInfo {
  uint32_t width;
  uint32_t height;
  uint32_t framerateMilli;
  uint32_t reserved;
};

/** The answer to every request. With hello: bufferCount memory descriptors, then the data socket, as
 * SCM_RIGHTS. */
struct Reply {
  static constexpr Operation kOperation = Operation::reply;
  Header header;
  Error error;
  uint32_t generation;  // number of the run; frames of other runs are stale
  StreamInfo stream;
  SensorInfo sensor;
  char message[240];  // text of an error, 0-terminated
};

/** One frame lies in buffer `index`, which belongs to the client until its Release. */
struct Frame {
  static constexpr Operation kOperation = Operation::frame;
  Header header;
  uint32_t index;
  uint32_t generation;
  uint32_t sequence;
  uint32_t type;  // a VdoFrameType
  uint64_t bytes;
  uint64_t timestampMicros;       // CLOCK_MONOTONIC
  int64_t customTimestampMicros;  // wall clock
};

struct Release {
  static constexpr Operation kOperation = Operation::release;
  Header header;
  uint32_t index;
  uint32_t generation;
};

template <typename Message>
constexpr bool kPlain =
    std::is_trivially_copyable_v<Message> && std::is_standard_layout_v<Message> &&
    std::has_unique_object_representations_v<Message> && sizeof(Message) <= kMessageBytesMax;

static_assert(kPlain<HelloRequest> && sizeof(HelloRequest) == 48);
static_assert(kPlain<QueryRequest> && sizeof(QueryRequest) == 24);
static_assert(kPlain<ControlRequest> && sizeof(ControlRequest) == 16);
static_assert(kPlain<Reply> && sizeof(Reply) == 312);
static_assert(offsetof(Reply, stream) == 16 && offsetof(Reply, sensor) == 56 &&
              offsetof(Reply, message) == 72);
static_assert(kPlain<Frame> && sizeof(Frame) == 48 && offsetof(Frame, bytes) == 24);
static_assert(kPlain<Release> && sizeof(Release) == 16);
static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__);

/** A zeroed message with its header filled in. */
template <typename Message>
Message make() {
  Message message{};
  message.header = {Message::kOperation, sizeof(Message)};
  return message;
}

}  // namespace acapkit::simulator::protocol

#endif
