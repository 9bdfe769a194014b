// Runs ffmpeg and reads its frames. The file never reaches a decoder inside this process, so a hostile video
// can at worst end the child.
#include "simulator/frame-server/video-file.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "simulator/frame-server/report.h"

namespace acapkit::simulator {
namespace {

constexpr int kStallMs = 20000;            // a decoder that gives nothing for so long is broken
constexpr size_t kErrorBytesMax = 4096;    // of stderr that are kept
constexpr size_t kErrorLinesReported = 5;  // of those
constexpr int kPipeBytes = 1 << 20;        // fewer switches between ffmpeg and us

std::string ffmpegPath() {
  const char* path = std::getenv("ACAPKIT_FFMPEG");
  return path != nullptr && *path != '\0' ? path : "ffmpeg";
}

std::vector<std::string> ffmpegArguments(const Options& options) {
  const std::string size = std::to_string(options.sensorWidth) + ":" + std::to_string(options.sensorHeight);
  // Full range BT.601, as JPEG and the RGB conversion expect it.
  const std::string filter =
      "fps=" + jsonNumber(options.framerate) + ",scale=" + size +
      ":force_original_aspect_ratio=increase:out_range=full:out_color_matrix=bt601,crop=" + size;
  return {ffmpegPath(), "-nostdin", "-hide_banner",
          "-loglevel",  "error",    "-stream_loop",
          "-1",         "-i",       "file:" + options.videoPath,
          "-map",       "0:v:0",    "-an",
          "-sn",        "-vf",      filter,
          "-f",         "rawvideo", "-pix_fmt",
          "nv12",       "pipe:1"};
}

struct Pipe {
  UniqueFd reader;
  UniqueFd writer;
};

bool makePipe(Pipe& made) {
  std::array<int, 2> ends{-1, -1};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) return false;
  made.reader.reset(ends[0]);
  made.writer.reset(ends[1]);
  return true;
}

/** Child side of the fork; only async-signal-safe calls. */
[[noreturn]] void runFfmpeg(char* const* arguments, int frames, int errors, pid_t parent) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  if (getppid() != parent) _exit(127);
  dup2(frames, STDOUT_FILENO);
  dup2(errors, STDERR_FILENO);
  execvp(arguments[0], arguments);
  const char* reason = strerrordesc_np(errno);
  if (reason != nullptr && write(STDERR_FILENO, reason, strlen(reason)) < 0) _exit(126);
  _exit(127);
}

std::string lastLines(const std::string& text) {
  size_t start = text.size();
  for (size_t lines = 0; start > 0; --start) {
    if (text[start - 1] == '\n' && start < text.size() && ++lines == kErrorLinesReported) break;
  }
  std::string tail = text.substr(start);
  while (!tail.empty() && (tail.back() == '\n' || tail.back() == '\r')) tail.pop_back();
  return tail;
}

}  // namespace

std::variant<std::unique_ptr<VideoFile>, Failure> VideoFile::open(const Options& options) {
  if (access(options.videoPath.c_str(), R_OK) != 0) {
    return Failure{"cannot read the video " + options.videoPath + ": " + strerror(errno),
                   "check the path given to --video"};
  }
  std::unique_ptr<VideoFile> video(new VideoFile(options.videoPath));
  if (!video->spawn(options)) {
    return Failure{std::string("cannot start ffmpeg: ") + strerror(errno), "free memory and process slots"};
  }
  return video;
}

bool VideoFile::spawn(const Options& options) {
  Pipe frames;
  Pipe errors;
  wake_.reset(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
  if (!wake_ || !makePipe(frames) || !makePipe(errors)) return false;
  fcntl(frames.reader.get(), F_SETPIPE_SZ, kPipeBytes);
  std::vector<std::string> words = ffmpegArguments(options);
  std::vector<char*> arguments;
  arguments.reserve(words.size() + 1);
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  const pid_t parent = getpid();
  child_ = fork();
  if (child_ < 0) return false;
  if (child_ == 0) runFfmpeg(arguments.data(), frames.writer.get(), errors.writer.get(), parent);
  fcntl(frames.reader.get(), F_SETFL, O_NONBLOCK);
  fcntl(errors.reader.get(), F_SETFL, O_NONBLOCK);
  frames_ = std::move(frames.reader);
  errors_ = std::move(errors.reader);
  return true;
}

VideoFile::~VideoFile() {
  if (child_ <= 0) return;
  kill(child_, SIGKILL);
  while (waitpid(child_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

void VideoFile::interrupt() {
  const uint64_t one = 1;
  if (write(wake_.get(), &one, sizeof(one)) < 0) return;  // already interrupted
}

bool VideoFile::produce(std::span<uint8_t> nv12) {
  size_t filled = 0;
  while (filled < nv12.size()) {
    const ssize_t count = read(frames_.get(), &nv12[filled], nv12.size() - filled);
    const bool empty = count < 0 && (errno == EAGAIN || errno == EINTR);
    if (count > 0) filled += static_cast<size_t>(count);
    if ((count <= 0 && !empty) || (empty && !waitForData())) return false;
  }
  return true;
}

bool VideoFile::waitForData() {
  for (;;) {
    std::array<pollfd, 3> polled = {
        {{frames_.get(), POLLIN, 0}, {wake_.get(), POLLIN, 0}, {errors_.get(), POLLIN, 0}}};
    const int count = poll(polled.data(), errors_ ? polled.size() : 2, kStallMs);
    if (count < 0 && errno == EINTR) continue;
    stalled_ = count == 0;
    if (count <= 0 || polled[1].revents != 0) return false;
    if (errors_ && polled[2].revents != 0) readErrors();
    if (polled[0].revents != 0) return true;
  }
}

/** Takes what waits on ffmpeg's stderr; closes it at its end. */
void VideoFile::readErrors() {
  std::array<char, 1024> text{};
  for (;;) {
    const ssize_t count = read(errors_.get(), text.data(), text.size());
    if (count < 0 && errno == EINTR) continue;
    if (count == 0) errors_.reset();
    if (count <= 0) return;
    errorText_.append(text.data(), static_cast<size_t>(count));
    if (errorText_.size() > kErrorBytesMax) errorText_.erase(0, errorText_.size() - kErrorBytesMax);
  }
}

Failure VideoFile::failure() {
  if (stalled_) {
    return {"ffmpeg gave no frame of " + path_ + " for " + std::to_string(kStallMs / 1000) + " s",
            "check that the file plays"};
  }
  // The frames pipe closes a moment before the last words arrive; the child is gone, so this ends.
  if (errors_) {
    pollfd polled{errors_.get(), POLLIN, 0};
    while (errors_ && poll(&polled, 1, 1000) > 0) readErrors();
  }
  const std::string reason = lastLines(errorText_);
  return {"ffmpeg cannot decode " + path_ + (reason.empty() ? "" : ": " + reason),
          "give a file with a video stream that ffmpeg plays, and check that ffmpeg is installed "
          "(ACAPKIT_FFMPEG names another one)"};
}

}  // namespace acapkit::simulator
