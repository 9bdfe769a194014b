// One connection of the preview socket. See preview.h.
#include "simulator/frame-server/preview.h"

#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>

namespace acapkit::simulator {
namespace {

constexpr size_t kRequestBytesMax = 64;
constexpr size_t kLengthBytes = 4;
constexpr uint32_t kSideMin = 16;

}  // namespace

void PreviewConnection::receive(uint32_t sensorWidth, uint32_t sensorHeight) {
  std::array<char, kRequestBytesMax> text{};
  const ssize_t count = recv(socket_.get(), text.data(), text.size(), MSG_DONTWAIT);
  if (count < 0 && (errno == EAGAIN || errno == EINTR)) return;
  // A reader has nothing to say after its request; `stats` may close its sending half.
  if (count == 0 && closeWhenSent_) return;
  if (count <= 0 || state_ != State::waiting) {
    state_ = State::closed;
    return;
  }
  request_.append(text.data(), static_cast<size_t>(count));
  const size_t end = request_.find('\n');
  if (end == std::string::npos && request_.size() < kRequestBytesMax) return;
  const bool good = end != std::string::npos && end + 1 == request_.size() &&
                    parseRequest(std::string_view(request_).substr(0, end), sensorWidth, sensorHeight);
  if (!good) state_ = State::closed;
}

bool PreviewConnection::parseRequest(std::string_view line, uint32_t sensorWidth, uint32_t sensorHeight) {
  if (line == "stats") {
    wantsStats_ = true;
    return true;
  }
  unsigned width = 0;
  unsigned height = 0;
  double framerate = 0;
  unsigned quality = 0;
  char rest = 0;
  const std::string text(line);
  if (std::sscanf(text.c_str(), "%5ux%5u@%8lf %3u%c", &width, &height, &framerate, &quality, &rest) != 4)
    return false;
  if (width < kSideMin || height < kSideMin || width > sensorWidth || height > sensorHeight) return false;
  if (!(framerate >= 0.1 && framerate <= 1000) || quality < 1 || quality > 100) return false;
  const RenderFormat format{
      protocol::Format::jpeg, protocol::Subformat::none, width & ~1U, height & ~1U, quality,
      protocol::Fit::scale};
  renderer_ = std::make_unique<Renderer>(format, sensorWidth, sensorHeight);
  pictureCapacity_ = format.capacity();
  intervalMicros_ = static_cast<uint64_t>(1e6 / framerate);
  state_ = State::streaming;
  return true;
}

void PreviewConnection::answer(std::string text) {
  wantsStats_ = false;
  closeWhenSent_ = true;
  pending_.assign(text.begin(), text.end());
  sent_ = 0;
  flush();
}

void PreviewConnection::offer(const SensorFrame& frame, uint64_t monotonicMicros) {
  if (state_ != State::streaming || hasPending() || monotonicMicros < nextMicros_) return;
  // Keeps the average rate, but does not catch up what a slow reader lost.
  nextMicros_ = std::max(nextMicros_ + intervalMicros_,
                         monotonicMicros - std::min(monotonicMicros, intervalMicros_) + 1);
  pending_.resize(kLengthBytes + pictureCapacity_);
  sent_ = 0;
  const auto size = renderer_->render(frame, std::span(pending_).subspan(kLengthBytes));
  pending_.resize(size ? kLengthBytes + *size : 0);
  if (!size) return;
  for (size_t i = 0; i < kLengthBytes; ++i) pending_[i] = static_cast<uint8_t>(*size >> (8 * i));
  flush();
}

void PreviewConnection::flush() {
  while (hasPending()) {
    const ssize_t count =
        send(socket_.get(), &pending_[sent_], pending_.size() - sent_, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 && errno == EAGAIN) return;
    if (count <= 0) {
      state_ = State::closed;
      return;
    }
    sent_ += static_cast<size_t>(count);
  }
  if (closeWhenSent_) state_ = State::closed;
}

}  // namespace acapkit::simulator
