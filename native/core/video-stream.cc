// The RAII layer over libvdostream. All calls on one stream are made by the thread that calls next(): frames
// that other threads are done with wait in a list for it, because the camera's library promises nothing about
// several threads on one stream.
#include "core/video-stream.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>
#include <vdo-channel.h>
#include <vdo-error.h>
#include <vdo-stream.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <mutex>
#include <system_error>
#include <utility>
#include <vector>

#include "core/camera-error.h"
#include "core/camera-library.h"

namespace acapkit {

namespace {

struct ObjectRelease {
  void operator()(void* object) const { g_object_unref(object); }
};
using MapPointer = std::unique_ptr<VdoMap, ObjectRelease>;
using StreamPointer = std::unique_ptr<VdoStream, ObjectRelease>;

struct FormatName {
  const char* name;
  VdoFormat format;
  const char* subformat;
};

constexpr std::array kFormats = {
    FormatName{"nv12", VDO_FORMAT_YUV, "NV12"},
    FormatName{"y800", VDO_FORMAT_YUV, "Y800"},
    FormatName{"rgb", VDO_FORMAT_RGB, nullptr},
    FormatName{"jpeg", VDO_FORMAT_JPEG, nullptr},
};

const FormatName& findFormat(const std::string& name) {
  std::string known;
  for (const FormatName& format : kFormats) {
    if (name == format.name) return format;
    known += known.empty() ? format.name : std::string(", ") + format.name;
  }
  throw CameraError("unknown video format \"" + name + "\"; known: " + known);
}

MapPointer toMap(const StreamSettings& settings) {
  const FormatName& format = findFormat(settings.format);
  MapPointer map(vdo_map_new());
  vdo_map_set_uint32(map.get(), "format", static_cast<uint32_t>(format.format));
  if (format.subformat != nullptr) vdo_map_set_string(map.get(), "subformat", format.subformat);
  vdo_map_set_uint32(map.get(), "channel", settings.channel);
  if (settings.width != 0) vdo_map_set_uint32(map.get(), "width", settings.width);
  if (settings.height != 0) vdo_map_set_uint32(map.get(), "height", settings.height);
  if (settings.framerate > 0) vdo_map_set_double(map.get(), "framerate", settings.framerate);
  vdo_map_set_uint32(map.get(), "buffer.strategy", VDO_BUFFER_STRATEGY_INFINITE);
  vdo_map_set_uint32(map.get(), "buffer.count", settings.buffers);
  vdo_map_set_boolean(map.get(), "socket.blocking", FALSE);
  return map;
}

/** Bytes of a row where the camera does not tell. */
uint32_t unpaddedPitch(const StreamSettings& settings) {
  return settings.format == "rgb" ? settings.width * 3 : settings.width;
}

/** A descriptor that is closed with its owner. */
class EventDescriptor {
 public:
  EventDescriptor() : descriptor_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    if (descriptor_ < 0) throw std::system_error(errno, std::generic_category(), "eventfd");
  }
  EventDescriptor(const EventDescriptor&) = delete;
  EventDescriptor& operator=(const EventDescriptor&) = delete;
  ~EventDescriptor() { close(descriptor_); }

  int get() const { return descriptor_; }
  void signal() const {
    const uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = write(descriptor_, &one, sizeof one);
  }
  void drain() const {
    uint64_t count = 0;
    [[maybe_unused]] const ssize_t received = read(descriptor_, &count, sizeof count);
  }

 private:
  int descriptor_;
};

}  // namespace

/** Shared by the stream and its frames, so that a frame never outlives what its memory belongs to. */
class StreamState {
 public:
  StreamState(StreamPointer stream, StreamInfo facts) : info(std::move(facts)), stream_(std::move(stream)) {}
  StreamState(const StreamState&) = delete;
  StreamState& operator=(const StreamState&) = delete;
  ~StreamState() {
    takeBackBuffers();
    if (started_) vdo_stream_stop(stream_.get());
  }

  void start() {
    GErrorSlot error;
    if (!vdo_stream_start(stream_.get(), &error.pointer)) error.raise("the video stream cannot be started");
    started_ = true;
    descriptor_ = vdo_stream_get_fd(stream_.get(), &error.pointer);
    if (descriptor_ < 0) error.raise("the video stream gives no descriptor");
  }

  /** Waits for a frame, an interrupt or a returned buffer. */
  void* nextBuffer() {
    while (!interrupted_) {
      takeBackBuffers();
      GErrorSlot error;
      if (VdoBuffer* buffer = vdo_stream_get_buffer(stream_.get(), &error.pointer)) return buffer;
      if (!g_error_matches(error.pointer, VDO_ERROR, VDO_ERROR_NO_DATA))
        error.raise("the video stream ended");
      wait();
    }
    return nullptr;
  }

  void interrupt() {
    interrupted_ = true;
    wake_.signal();
  }

  void giveBack(void* buffer) {
    {
      const std::lock_guard<std::mutex> guard(mutex_);
      returned_.push_back(buffer);
    }
    wake_.signal();
  }

  const StreamInfo info;

 private:
  void wait() const {
    std::array<pollfd, 2> descriptors{pollfd{descriptor_, POLLIN, 0}, pollfd{wake_.get(), POLLIN, 0}};
    if (poll(descriptors.data(), descriptors.size(), -1) < 0 && errno != EINTR) {
      throw std::system_error(errno, std::generic_category(), "poll on the video stream");
    }
    if ((descriptors[1].revents & POLLIN) != 0) wake_.drain();
  }

  void takeBackBuffers() {
    std::vector<void*> buffers;
    {
      const std::lock_guard<std::mutex> guard(mutex_);
      buffers.swap(returned_);
    }
    for (void* returned : buffers) {
      auto* buffer = static_cast<VdoBuffer*>(returned);
      GErrorSlot ignored;  // The stream may have ended in between; the next get tells.
      if (!vdo_stream_buffer_unref(stream_.get(), &buffer, &ignored.pointer) && buffer != nullptr)
        g_object_unref(buffer);
    }
  }

  StreamPointer stream_;
  EventDescriptor wake_;
  std::mutex mutex_;
  std::vector<void*> returned_;
  std::atomic<bool> interrupted_ = false;
  bool started_ = false;
  int descriptor_ = -1;
};

Frame::Frame(std::shared_ptr<StreamState> stream, void* buffer)
    : stream_(std::move(stream)), buffer_(buffer) {
  auto* vdoBuffer = static_cast<VdoBuffer*>(buffer);
  VdoFrame* frame = vdo_buffer_get_frame(vdoBuffer);
  auto* bytes = static_cast<uint8_t*>(vdo_buffer_get_data(vdoBuffer));
  if (bytes != nullptr) data_ = {bytes, vdo_frame_get_size(frame)};
  sequence_ = vdo_frame_get_sequence_nbr(frame);
  timestampUs_ = vdo_frame_get_timestamp(frame);
}

Frame::Frame(Frame&& other) noexcept
    : stream_(std::move(other.stream_)),
      buffer_(std::exchange(other.buffer_, nullptr)),
      data_(std::exchange(other.data_, {})),
      sequence_(other.sequence_),
      timestampUs_(other.timestampUs_) {}

Frame& Frame::operator=(Frame&& other) noexcept {
  if (this != &other) {
    release();
    stream_ = std::move(other.stream_);
    buffer_ = std::exchange(other.buffer_, nullptr);
    data_ = std::exchange(other.data_, {});
    sequence_ = other.sequence_;
    timestampUs_ = other.timestampUs_;
  }
  return *this;
}

Frame::~Frame() { release(); }

void Frame::release() {
  if (buffer_ != nullptr) stream_->giveBack(std::exchange(buffer_, nullptr));
  stream_.reset();
}

const StreamInfo& RunningStream::info() const { return state_->info; }

std::optional<Frame> RunningStream::next() {
  void* buffer = state_->nextBuffer();
  if (buffer == nullptr) return std::nullopt;
  Frame frame(state_, buffer);
  if (frame.data().empty()) throw CameraError("the memory of a video frame cannot be mapped");
  return frame;
}

void RunningStream::interrupt() { state_->interrupt(); }

VideoStream VideoStream::open(const StreamSettings& settings) {
  requireLibrary("libvdostream.so.1");
  const MapPointer map = toMap(settings);
  GErrorSlot error;
  StreamPointer stream(vdo_stream_new(map.get(), nullptr, &error.pointer));
  if (!stream) error.raise("the video stream cannot be opened");
  const MapPointer facts(vdo_stream_get_info(stream.get(), &error.pointer));
  if (!facts) error.raise("the video stream cannot be described");
  StreamInfo info{
      .format = settings.format,
      .width = vdo_map_get_uint32(facts.get(), "width", settings.width),
      .height = vdo_map_get_uint32(facts.get(), "height", settings.height),
      .pitch =
          settings.format == "jpeg" ? 0 : vdo_map_get_uint32(facts.get(), "pitch", unpaddedPitch(settings)),
      .framerate = vdo_map_get_double(facts.get(), "framerate", settings.framerate),
      .buffers = vdo_map_get_uint32(facts.get(), "buffer.count", settings.buffers),
  };
  return VideoStream(std::make_shared<StreamState>(std::move(stream), std::move(info)));
}

const StreamInfo& VideoStream::info() const { return state_->info; }

RunningStream VideoStream::start() && {
  state_->start();
  return RunningStream(std::move(state_));
}

}  // namespace acapkit
