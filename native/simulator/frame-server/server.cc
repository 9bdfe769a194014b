// Life of the frame server's process: sockets, source, signals, the end of its parent.
#include "simulator/frame-server/server.h"

#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/timerfd.h>
#include <sys/un.h>

#include <cerrno>
#include <cmath>
#include <csignal>
#include <cstring>

#include "simulator/frame-server/clock-scene.h"
#include "simulator/frame-server/report.h"
#include "simulator/frame-server/video-file.h"

namespace acapkit::simulator {
namespace {

constexpr int kBacklog = 64;

bool somebodyListens(const sockaddr_un& address, int type) {
  const UniqueFd probe(socket(AF_UNIX, type | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  const auto* generic = reinterpret_cast<const sockaddr*>(&address);
  if (connect(probe.get(), generic, sizeof(address)) == 0) return true;
  return errno == EAGAIN || errno == EPROTOTYPE;
}

}  // namespace

Listener::~Listener() {
  if (socket) unlink(path.c_str());
}

std::optional<Failure> Listener::listenOn(const std::string& socketPath, int type) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (socketPath.size() >= sizeof(address.sun_path)) {
    return Failure{"the socket path is longer than " + std::to_string(sizeof(address.sun_path) - 1) +
                       " bytes: " + socketPath,
                   "choose a shorter path"};
  }
  std::memcpy(address.sun_path, socketPath.c_str(), socketPath.size());
  if (somebodyListens(address, type)) {
    return Failure{"the socket " + socketPath + " is in use",
                   "end the other simulated camera or choose another path"};
  }
  struct stat status{};
  if (lstat(socketPath.c_str(), &status) == 0 && S_ISSOCK(status.st_mode)) unlink(socketPath.c_str());
  UniqueFd made(::socket(AF_UNIX, type | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!made || bind(made.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0 ||
      listen(made.get(), kBacklog) != 0) {
    return Failure{"cannot listen on " + socketPath + ": " + strerror(errno),
                   "check that the folder exists and is writable"};
  }
  socket = std::move(made);
  path = socketPath;
  return std::nullopt;
}

int Server::run() {
  if (const auto failure = setUp()) {
    reportFailed(*failure);
    return 1;
  }
  loop_.run();
  return exitCode_;
}

std::optional<Failure> Server::setUp() {
  sensor_.width = options_.sensorWidth;
  sensor_.height = options_.sensorHeight;
  sensor_.framerateMilli = static_cast<uint32_t>(std::lround(options_.framerate * 1000));
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  sigprocmask(SIG_BLOCK, &signals, nullptr);  // before the first thread, which inherits it
  std::signal(SIGPIPE, SIG_IGN);
  signals_.reset(signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK));
  loop_.add(signals_.get(), [this] { loop_.stop(); });
  watchEndOfParent();
  if (auto failure = clientListener_.listenOn(options_.socketPath, SOCK_SEQPACKET)) return failure;
  if (!options_.previewPath.empty()) {
    if (auto failure = previewListener_.listenOn(options_.previewPath, SOCK_STREAM)) return failure;
    loop_.add(previewListener_.socket.get(), [this] { acceptPreview(); });
  }
  if (auto failure = openSource()) return failure;
  timer_.reset(timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK));
  loop_.add(timer_.get(), [this] { onTick(); });
  return std::nullopt;
}

std::optional<Failure> Server::openSource() {
  std::unique_ptr<FrameProducer> producer;
  if (options_.videoPath.empty()) {
    producer = std::make_unique<ClockScene>(sensor_.width, sensor_.height, options_.framerate, options_.seed);
  } else {
    auto opened = VideoFile::open(options_);
    if (auto* failure = std::get_if<Failure>(&opened)) return *failure;
    producer = std::get<std::unique_ptr<VideoFile>>(std::move(opened));
  }
  source_ = std::make_unique<FrameSource>(std::move(producer), sensor_.width, sensor_.height);
  loop_.add(source_->eventFd(), [this] { onSource(); });
  return std::nullopt;
}

/** A pipe or socket on stdin is the parent's; its end ends the server. /dev/null and files say nothing. */
void Server::watchEndOfParent() {
  struct stat status{};
  if (fstat(STDIN_FILENO, &status) != 0 || (!S_ISFIFO(status.st_mode) && !S_ISSOCK(status.st_mode))) return;
  loop_.add(STDIN_FILENO, [this] {
    char ignored[256];
    const ssize_t count = read(STDIN_FILENO, ignored, sizeof(ignored));
    if (count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR)) loop_.stop();
  });
}

void Server::onSource() {
  if (const auto failure = source_->takeFailure()) return fail(*failure);
  if (ready_) return;
  ready_ = true;
  // Clients wait in the backlog until there is a picture.
  loop_.add(clientListener_.socket.get(), [this] { acceptClient(); });
  reportReady();
}

void Server::fail(const Failure& failure) {
  reportFailed(failure);
  exitCode_ = 1;
  loop_.stop();
}

}  // namespace acapkit::simulator
