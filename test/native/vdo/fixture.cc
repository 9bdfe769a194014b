// Starts and ends the frame server of a test. See fixture.h.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include "fixture.h"

#include <fcntl.h>
#include <sys/un.h>
#include <sys/wait.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <filesystem>

#include "doctest/doctest.h"

namespace acapkit::test {
namespace {

std::string serverPath() {
  const char* path = std::getenv("ACAPKIT_FRAME_SERVER");
  REQUIRE_MESSAGE(path != nullptr, "ACAPKIT_FRAME_SERVER must name the frame server");
  return path;
}

std::string readLine(int fd) {
  std::string line;
  char character = 0;
  while (read(fd, &character, 1) == 1 && character != '\n') line += character;
  return line;
}

}  // namespace

Map numbers(std::initializer_list<std::pair<const char*, guint32>> entries) {
  Map map(vdo_map_new());
  for (const auto& [key, value] : entries) vdo_map_set_uint32(map.get(), key, value);
  return map;
}

Map nv12(guint32 width, guint32 height) {
  Map map = numbers({{"format", VDO_FORMAT_YUV}, {"width", width}, {"height", height}});
  vdo_map_set_string(map.get(), "subformat", "NV12");
  return map;
}

FrameServer::FrameServer(const std::string& sensor, const std::string& framerate,
                         std::vector<std::string> source) {
  std::string folder = "/tmp/acapkit-vdo-XXXXXX";
  folder_ = mkdtemp(folder.data());
  std::vector<std::string> words = {serverPath(), "--socket", socketPath(),  "--preview", previewPath(),
                                    "--sensor",   sensor,     "--framerate", framerate};
  words.insert(words.end(), source.begin(), source.end());
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  std::array<int, 2> input{};
  std::array<int, 2> output{};
  REQUIRE(pipe2(input.data(), O_CLOEXEC) == 0);
  REQUIRE(pipe2(output.data(), O_CLOEXEC) == 0);
  pid_ = fork();
  if (pid_ == 0) {
    dup2(input[0], STDIN_FILENO);
    dup2(output[1], STDOUT_FILENO);
    execv(arguments[0], arguments.data());
    _exit(127);
  }
  close(input[0]);
  close(output[1]);
  input_.reset(input[1]);
  output_.reset(output[0]);
  event_ = readLine(output_.get());
  setenv("ACAPKIT_VDO_SOCKET", socketPath().c_str(), 1);
}

FrameServer::~FrameServer() {
  // A sanitizer of the server reports at its end, through its exit code.
  if (pid_ > 0) CHECK(end(SIGTERM) == 0);
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

int FrameServer::wait() {
  int status = 0;
  waitpid(pid_, &status, 0);
  pid_ = -1;
  return status;
}

int FrameServer::end(int signal) {
  kill(pid_, signal);
  return wait();
}

int FrameServer::endParent() {
  input_.reset();
  return wait();
}

simulator::UniqueFd FrameServer::connectTo(const std::string& path, int type) const {
  simulator::UniqueFd made(socket(AF_UNIX, type | SOCK_CLOEXEC, 0));
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, path.c_str(), path.size());
  REQUIRE(connect(made.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0);
  return made;
}

std::string FrameServer::stats() const {
  const simulator::UniqueFd connection = connectTo(previewPath(), SOCK_STREAM);
  REQUIRE(send(connection.get(), "stats\n", 6, MSG_NOSIGNAL) == 6);
  return readLine(connection.get());
}

Stream startedStream(VdoMap* settings) {
  Error error;
  Stream stream(vdo_stream_new(settings, nullptr, error.out()));
  REQUIRE_MESSAGE(stream, error.text());
  const gboolean started = vdo_stream_start(stream.get(), error.out());
  REQUIRE_MESSAGE(started, error.text());
  return stream;
}

size_t openDescriptors() {
  size_t count = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) ++count;
  return count;
}

}  // namespace acapkit::test
