// The bounded ring between the thread that makes frames and the server. See source.h.
#include "simulator/frame-server/source.h"

#include <sys/eventfd.h>

#include <utility>

namespace acapkit::simulator {

FrameSource::FrameSource(std::unique_ptr<FrameProducer> producer, uint32_t width, uint32_t height)
    : width_(width),
      height_(height),
      producer_(std::move(producer)),
      event_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  for (size_t i = 0; i < kSlots; ++i) {
    slots_[i].resize(static_cast<size_t>(width) * height * 3 / 2);
    free_.push_back(i);
  }
  thread_ = std::thread([this] { run(); });
}

FrameSource::~FrameSource() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  slotFreed_.notify_all();
  producer_->interrupt();
  thread_.join();
}

void FrameSource::run() {
  bool first = true;
  for (;;) {
    size_t slot = 0;
    {
      std::unique_lock lock(mutex_);
      slotFreed_.wait(lock, [this] { return stopping_ || !free_.empty(); });
      if (stopping_) return;
      slot = free_.front();
      free_.pop_front();
    }
    const bool made = producer_->produce(slots_[slot]);
    const std::lock_guard lock(mutex_);
    if (stopping_) return;
    if (!made) failure_ = producer_->failure();
    if (made) ready_.push_back(slot);
    if (!made || std::exchange(first, false)) signalEvent();
    if (!made) return;
  }
}

void FrameSource::signalEvent() const {
  const uint64_t one = 1;
  if (write(event_.get(), &one, sizeof(one)) < 0) return;  // only fails when it is readable already
}

std::optional<Failure> FrameSource::takeFailure() {
  uint64_t count = 0;
  if (read(event_.get(), &count, sizeof(count)) < 0) return std::nullopt;
  const std::lock_guard lock(mutex_);
  return failure_;
}

std::optional<SensorFrame> FrameSource::advance(uint64_t ticks) {
  size_t freed = 0;
  {
    const std::lock_guard lock(mutex_);
    for (; ticks > 0 && !ready_.empty(); --ticks) {
      if (current_) free_.push_back(*current_);
      current_ = ready_.front();
      ready_.pop_front();
      ++freed;
    }
  }
  if (freed > 0) slotFreed_.notify_one();
  if (!current_) return std::nullopt;
  const uint8_t* luma = slots_[*current_].data();
  return SensorFrame{luma, luma + static_cast<size_t>(width_) * height_, width_, height_};
}

}  // namespace acapkit::simulator
