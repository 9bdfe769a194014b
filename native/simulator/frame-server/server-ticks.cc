// The sensor's clock. It runs only while somebody looks; then every tick renders each distinct picture once,
// copies it to the other streams that want the same, and tells the clients.
#include <sys/socket.h>
#include <sys/timerfd.h>

#include <algorithm>
#include <cstring>
#include <ctime>

#include "simulator/frame-server/report.h"
#include "simulator/frame-server/server.h"

namespace acapkit::simulator {
namespace {

constexpr size_t kPreviewsMax = 16;
constexpr uint64_t kMicros = 1000000;

uint64_t nowMicros(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return static_cast<uint64_t>(now.tv_sec) * kMicros + static_cast<uint64_t>(now.tv_nsec) / 1000;
}

}  // namespace

/** Starts the timer for the first viewer and stops it after the last. */
void Server::armTimer() {
  const bool watched = std::any_of(previews_.begin(), previews_.end(), [](const auto& entry) {
    return entry.second->state() == PreviewConnection::State::streaming;
  });
  const bool wanted = watched || std::any_of(clients_.begin(), clients_.end(), [](const auto& entry) {
                        return entry.second.stream && entry.second.stream->started();
                      });
  if (wanted == timerArmed_) return;
  timerArmed_ = wanted;
  itimerspec spec{};
  if (wanted) {
    const uint64_t nanos = 1000000000000ULL / sensor_.framerateMilli;
    spec.it_interval.tv_sec = static_cast<time_t>(nanos / 1000000000);
    spec.it_interval.tv_nsec = static_cast<long>(nanos % 1000000000);
    spec.it_value.tv_nsec = 1;  // the first tick is now
  }
  timerfd_settime(timer_.get(), 0, &spec, nullptr);
}

void Server::onTick() {
  uint64_t ticks = 0;
  if (read(timer_.get(), &ticks, sizeof(ticks)) != sizeof(ticks)) return;
  missedTicks_ += ticks - 1;
  const TickTime time{nowMicros(CLOCK_MONOTONIC), static_cast<int64_t>(nowMicros(CLOCK_REALTIME))};
  const auto frame = source_->advance(ticks);
  if (!frame) return;
  deliverFrames(*frame, ticks, time);
  std::vector<int> open;
  for (const auto& [fd, preview] : previews_) {
    preview->offer(*frame, time.monotonic);
    open.push_back(fd);
  }
  for (const int fd : open) settlePreview(fd);
  armTimer();
}

void Server::deliverFrames(const SensorFrame& frame, uint64_t ticks, const TickTime& time) {
  std::vector<DueFrame> frames;
  for (auto& [id, client] : clients_) {
    if (!client.stream || !client.stream->started() || !client.stream->due(ticks, sensor_)) continue;
    const std::span<uint8_t> memory = client.stream->beginFrame();
    if (!memory.empty()) frames.push_back({id, memory, std::nullopt});
  }
  renderFrames(frame, frames);
  // Only now, when all copies are made: a client may write into its buffer as soon as it knows of it.
  for (const DueFrame& due : frames) {
    Stream& stream = *clients_.at(due.clientId).stream;
    if (!due.bytes) {
      stream.dropFrame();
    } else if (!stream.sendFrame(*due.bytes, time)) {
      closeClient(due.clientId);
    }
  }
}

void Server::renderFrames(const SensorFrame& frame, std::vector<DueFrame>& frames) {
  std::map<RenderFormat, const DueFrame*> rendered;
  for (DueFrame& due : frames) {
    const Client& client = clients_.at(due.clientId);
    const DueFrame*& first = rendered[client.stream->format()];
    if (first == nullptr) {
      first = &due;
      due.bytes = client.renderer->render(frame, due.memory);
    } else if (first->bytes) {
      std::memcpy(due.memory.data(), first->memory.data(), *first->bytes);
      due.bytes = first->bytes;
    }
  }
}

void Server::acceptPreview() {
  UniqueFd socket(accept4(previewListener_.socket.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
  if (!socket || previews_.size() >= kPreviewsMax) return;
  const int fd = socket.get();
  if (!loop_.add(fd, [this, fd] { onPreview(fd); })) return;
  previews_[fd] = std::make_unique<PreviewConnection>(std::move(socket));
}

void Server::onPreview(int fd) {
  PreviewConnection& preview = *previews_.at(fd);
  preview.receive(sensor_.width, sensor_.height);
  if (preview.wantsStats()) preview.answer(statsJson() + "\n");
  if (preview.state() != PreviewConnection::State::closed) preview.flush();
  settlePreview(fd);
  armTimer();
}

/** Watches for room while something waits to go out; forgets a closed connection. */
void Server::settlePreview(int fd) {
  const auto found = previews_.find(fd);
  if (found == previews_.end()) return;
  if (found->second->state() == PreviewConnection::State::closed) {
    loop_.remove(fd);
    previews_.erase(found);
  } else {
    loop_.watchWritable(fd, found->second->hasPending());
  }
}

std::string Server::statsJson() const {
  std::string streams;
  for (const auto& [id, client] : clients_) {
    if (client.stream) streams += (streams.empty() ? "" : ",") + client.stream->statsJson();
  }
  const std::string source = options_.videoPath.empty() ? "scene:clock" : options_.videoPath;
  return R"({"sensor":{"width":)" + std::to_string(sensor_.width) + R"(,"height":)" +
         std::to_string(sensor_.height) + R"(,"framerate":)" + jsonNumber(sensor_.framerateMilli / 1000.0) +
         R"(},"source":)" + jsonString(source) + R"(,"missedTicks":)" + std::to_string(missedTicks_) +
         R"(,"streams":[)" + streams + "]}";
}

}  // namespace acapkit::simulator
