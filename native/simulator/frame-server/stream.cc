// One stream of one client. A buffer belongs to the client from the Frame message to its Release; when it
// holds them all, the frame is dropped for this stream alone and counted.
#include "simulator/frame-server/stream.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "simulator/frame-server/report.h"
#include "simulator/packet.h"

namespace acapkit::simulator {
namespace {

constexpr size_t kSlackBytes = 64;     // swscale may write a little past the last row
constexpr int kReleasesPerRound = 64;  // of one client, before others have their turn

constexpr const char* formatName(const RenderFormat& format) {
  switch (format.format) {
    case protocol::Format::jpeg:
      return "jpeg";
    case protocol::Format::rgb:
      return "rgb";
    case protocol::Format::planarRgb:
      return "planar-rgb";
    default:
      return format.subformat == protocol::Subformat::y800 ? "y800" : "nv12";
  }
}

}  // namespace

std::unique_ptr<Stream> Stream::make(const StreamPlan& plan, uint32_t id, pid_t pid) {
  std::unique_ptr<Stream> stream(new Stream(plan, id, pid));
  return stream->allocate() ? std::move(stream) : nullptr;
}

bool Stream::allocate() {
  std::array<int, 2> ends{-1, -1};
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends.data()) != 0) return false;
  dataSocket_.reset(ends[0]);
  clientSocket_.reset(ends[1]);
  const size_t size = plan_.format.capacity() + kSlackBytes;
  for (uint32_t i = 0; i < plan_.bufferCount; ++i) {
    Buffer buffer;
    buffer.memory.reset(memfd_create("vdo-buffer", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    if (!buffer.memory || ftruncate(buffer.memory.get(), static_cast<off_t>(size)) != 0) return false;
    // A client must not be able to cut off memory that is written here.
    if (fcntl(buffer.memory.get(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0) return false;
    buffer.mapping = Mapping(buffer.memory.get(), size, 0);
    if (!buffer.mapping) return false;
    buffers_.push_back(std::move(buffer));
  }
  return true;
}

protocol::StreamInfo Stream::info() const {
  protocol::StreamInfo info{};
  info.streamId = id_;
  info.format = plan_.format.format;
  info.subformat = plan_.format.subformat;
  info.width = plan_.format.width;
  info.height = plan_.format.height;
  info.pitch = plan_.format.pitch();
  info.framerateMilli = plan_.framerateMilli;
  info.bufferCount = plan_.bufferCount;
  info.capacity = plan_.format.capacity();
  return info;
}

std::vector<int> Stream::clientDescriptors() const {
  std::vector<int> descriptors;
  descriptors.reserve(buffers_.size() + 1);
  for (const Buffer& buffer : buffers_) descriptors.push_back(buffer.memory.get());
  descriptors.push_back(clientSocket_.get());
  return descriptors;
}

uint32_t Stream::start() {
  if (started_) return generation_;
  started_ = true;
  sequence_ = 0;
  credit_ = UINT64_MAX;  // the first tick gives a frame
  return ++generation_;
}

uint32_t Stream::stop() {
  started_ = false;
  return generation_;
}

void Stream::setFramerate(uint32_t framerateMilli, const protocol::SensorInfo& sensor) {
  plan_.framerateMilli = std::clamp(framerateMilli, 1U, sensor.framerateMilli);
}

bool Stream::due(uint64_t ticks, const protocol::SensorInfo& sensor) {
  if (credit_ == UINT64_MAX) {
    credit_ = 0;
    return true;
  }
  credit_ += std::min<uint64_t>(ticks, 1000) * plan_.framerateMilli;
  if (credit_ < sensor.framerateMilli) return false;
  credit_ %= sensor.framerateMilli;
  return true;
}

std::span<uint8_t> Stream::beginFrame() {
  for (size_t i = 0; i < buffers_.size(); ++i) {
    rendering_ = (next_ + i) % buffers_.size();
    Buffer& buffer = buffers_[rendering_];
    if (buffer.state != BufferState::free) continue;
    buffer.state = BufferState::rendering;
    return {buffer.mapping.data(), plan_.format.capacity()};
  }
  ++sequence_;
  ++dropped_;
  return {};
}

void Stream::dropFrame() {
  buffers_[rendering_].state = BufferState::free;
  ++sequence_;
  ++dropped_;
}

bool Stream::sendFrame(size_t bytes, const TickTime& time) {
  auto frame = protocol::make<protocol::Frame>();
  frame.index = static_cast<uint32_t>(rendering_);
  frame.generation = generation_;
  frame.sequence = sequence_;
  frame.type = plan_.format.frameType();
  frame.bytes = bytes;
  frame.timestampMicros = time.monotonic;
  frame.customTimestampMicros = time.wall;
  if (!sendMessage(dataSocket_.get(), frame, MSG_DONTWAIT)) {
    dropFrame();
    return errno == EAGAIN || errno == ENOBUFS;
  }
  buffers_[rendering_].state = BufferState::withClient;
  buffers_[rendering_].generation = generation_;
  next_ = (rendering_ + 1) % buffers_.size();
  ++sequence_;
  ++delivered_;
  return true;
}

bool Stream::receiveReleases() {
  for (int i = 0; i < kReleasesPerRound; ++i) {
    const Packet packet = receivePacket(dataSocket_.get(), MSG_DONTWAIT);
    if (packet.bytes < 0) return errno == EAGAIN;
    const auto release = packet.as<protocol::Release>();
    if (!release || release->index >= buffers_.size()) return false;
    Buffer& buffer = buffers_[release->index];
    if (buffer.state != BufferState::withClient || buffer.generation != release->generation) return false;
    buffer.state = BufferState::free;
  }
  return true;
}

std::string Stream::statsJson() const {
  const auto number = [](const char* key, uint64_t value) {
    return "\"" + std::string(key) + "\":" + std::to_string(value) + ",";
  };
  return "{" + number("id", id_) + number("pid", static_cast<uint64_t>(pid_)) + R"("format":)" +
         jsonString(formatName(plan_.format)) + "," + number("width", plan_.format.width) +
         number("height", plan_.format.height) + R"("framerate":)" +
         jsonNumber(plan_.framerateMilli / 1000.0) + "," + number("delivered", delivered_) +
         number("dropped", dropped_) + R"("started":)" + (started_ ? "true" : "false") + "}";
}

}  // namespace acapkit::simulator
