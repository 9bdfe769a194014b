// The frame server's own manners: hostile clients, the preview socket, its life and death.
#include <sys/wait.h>

#include <csignal>
#include <fstream>
#include <random>

#include "doctest/doctest.h"
#include "fixture.h"

using namespace acapkit::test;
using acapkit::simulator::receivePacket;
using acapkit::simulator::sendMessage;
using acapkit::simulator::UniqueFd;
namespace protocol = acapkit::simulator::protocol;

namespace {

protocol::HelloRequest goodHello() {
  auto hello = protocol::make<protocol::HelloRequest>();
  hello.magic = protocol::kMagic;
  hello.version = protocol::kVersion;
  hello.format = protocol::Format::yuv;
  hello.subformat = protocol::Subformat::nv12;
  return hello;
}

/** True when the server has closed the connection without another word. */
bool isClosed(const UniqueFd& connection) { return receivePacket(connection.get(), 0).bytes <= 0; }

void requireAlive() {
  const Map settings = nv12(64, 48);
  const Stream stream = startedStream(settings.get());
  CHECK(Buffer(vdo_stream_get_buffer(stream.get(), nullptr)));
}

std::vector<guint8> readBytes(int fd, size_t count) {
  std::vector<guint8> bytes(count);
  size_t filled = 0;
  while (filled < count) {
    const ssize_t got = recv(fd, &bytes[filled], count - filled, 0);
    REQUIRE(got > 0);
    filled += static_cast<size_t>(got);
  }
  return bytes;
}

std::vector<guint8> readPicture(int fd) {
  const auto length = readBytes(fd, 4);
  return readBytes(fd, length[0] | length[1] << 8 | length[2] << 16 | static_cast<size_t>(length[3]) << 24);
}

/** False for what has ended, also while nobody has waited for it. */
bool isRunning(pid_t process) {
  std::ifstream file("/proc/" + std::to_string(process) + "/stat");
  std::string line;
  return std::getline(file, line) && line[line.rfind(')') + 2] != 'Z';
}

}  // namespace

TEST_CASE("server: random packets close their connection only") {
  const FrameServer server;
  std::mt19937 random(7);
  for (int i = 0; i < 200; ++i) {
    const UniqueFd connection = server.connectTo(server.socketPath(), SOCK_SEQPACKET);
    std::vector<char> packet(1 + random() % 2000);
    for (char& byte : packet) byte = static_cast<char>(random());
    REQUIRE(send(connection.get(), packet.data(), packet.size(), MSG_NOSIGNAL) > 0);
    CHECK(isClosed(connection));
  }
  requireAlive();
}

TEST_CASE("server: wrong sizes, wrong magic, requests out of order close the connection") {
  const FrameServer server;
  auto wrongSize = goodHello();
  wrongSize.header.size += 4;
  auto wrongMagic = goodHello();
  wrongMagic.magic = 1;
  protocol::ControlRequest early{};
  early.header = {protocol::Operation::start, sizeof(early)};
  const UniqueFd one = server.connectTo(server.socketPath(), SOCK_SEQPACKET);
  const UniqueFd two = server.connectTo(server.socketPath(), SOCK_SEQPACKET);
  const UniqueFd three = server.connectTo(server.socketPath(), SOCK_SEQPACKET);
  REQUIRE(sendMessage(one.get(), wrongSize, 0));
  REQUIRE(sendMessage(two.get(), wrongMagic, 0));
  REQUIRE(sendMessage(three.get(), early, 0));
  CHECK(isClosed(one));
  CHECK(isClosed(two));
  CHECK(isClosed(three));
  const UniqueFd old = server.connectTo(server.socketPath(), SOCK_SEQPACKET);
  auto otherVersion = goodHello();
  otherVersion.version = 99;
  REQUIRE(sendMessage(old.get(), otherVersion, 0));
  const auto reply = receivePacket(old.get(), 0).as<protocol::Reply>();
  REQUIRE(reply);
  CHECK(reply->error == protocol::Error::io);
  requireAlive();
}

TEST_CASE("server: releasing what one does not hold ends the stream") {
  const FrameServer server;
  for (const uint32_t index : {0U, 99U}) {
    const UniqueFd control = server.connectTo(server.socketPath(), SOCK_SEQPACKET);
    REQUIRE(sendMessage(control.get(), goodHello(), 0));
    auto packet = receivePacket(control.get(), 0, true);
    const auto reply = packet.as<protocol::Reply>();
    REQUIRE(reply);
    REQUIRE(packet.descriptors.size() == reply->stream.bufferCount + 1);
    auto release = protocol::make<protocol::Release>();
    release.index = index;
    REQUIRE(sendMessage(packet.descriptors.back().get(), release, 0));
    CHECK(isClosed(control));
    requireAlive();
  }
}

TEST_CASE("server: a client cannot shrink the shared memory") {
  const FrameServer server;
  const Map settings = nv12(64, 48);
  const Stream stream = startedStream(settings.get());
  const Buffer buffer(vdo_stream_get_buffer(stream.get(), nullptr));
  CHECK(ftruncate(vdo_buffer_get_fd(buffer.get()), 0) != 0);
}

TEST_CASE("server: a client that dies leaves nothing behind") {
  const FrameServer server;
  const pid_t child = fork();
  if (child == 0) {
    const Map settings = nv12(64, 48);
    VdoStream* stream = vdo_stream_new(settings.get(), nullptr, nullptr);
    if (stream == nullptr || vdo_stream_start(stream, nullptr) == FALSE) _exit(1);
    VdoBuffer* buffer = vdo_stream_get_buffer(stream, nullptr);
    if (buffer == nullptr) _exit(2);
    raise(SIGKILL);
  }
  int status = 0;
  waitpid(child, &status, 0);
  REQUIRE(WIFSIGNALED(status));
  std::string stats;
  for (int i = 0; i < 500; ++i) {
    stats = server.stats();
    if (stats.find(R"("streams":[])") != std::string::npos) break;
    g_usleep(10000);
  }
  CHECK(stats.find(R"("streams":[])") != std::string::npos);
}

TEST_CASE("server: stats tell what runs") {
  const FrameServer server;
  const Map settings = nv12(64, 48);
  const Stream stream = startedStream(settings.get());
  Buffer(vdo_stream_get_buffer(stream.get(), nullptr)).reset();
  const std::string stats = server.stats();
  CHECK(stats.starts_with(R"({"sensor":{"width":64,"height":48,"framerate":200},"source":"scene:clock",)"));
  CHECK(stats.find(R"("pid":)" + std::to_string(getpid())) != std::string::npos);
  CHECK(stats.find(R"("format":"nv12","width":64,"height":48,"framerate":200,)") != std::string::npos);
  CHECK(stats.find(R"("started":true)") != std::string::npos);
}

TEST_CASE("server: preview sends JPEGs, a slow reader gets the newest") {
  const FrameServer server("320x240", "100");
  const UniqueFd preview = server.connectTo(server.previewPath(), SOCK_STREAM);
  const std::string request = "160x120@50 60\n";
  REQUIRE(send(preview.get(), request.data(), request.size(), 0) > 0);
  for (int i = 0; i < 5; ++i) {
    const auto picture = readPicture(preview.get());
    REQUIRE(picture.size() > 100);
    CHECK(picture[0] == 0xff);
    CHECK(picture[picture.size() - 1] == 0xd9);
  }
  const UniqueFd wrong = server.connectTo(server.previewPath(), SOCK_STREAM);
  REQUIRE(send(wrong.get(), "hello there\n", 12, 0) > 0);
  char byte = 0;
  CHECK(recv(wrong.get(), &byte, 1, 0) <= 0);
  requireAlive();
}

TEST_CASE("server: ends at SIGTERM and when its parent goes, and takes its sockets along") {
  FrameServer first;
  REQUIRE(first.ready());
  const int status = first.end(SIGTERM);
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
  CHECK(access(first.socketPath().c_str(), F_OK) != 0);
  FrameServer second;
  const int orphaned = second.endParent();
  CHECK(WIFEXITED(orphaned));
  CHECK(WEXITSTATUS(orphaned) == 0);
  CHECK(access(second.previewPath().c_str(), F_OK) != 0);
}

TEST_CASE("server: a missing or broken video and a used socket are reported with a cure") {
  FrameServer missing("64x48", "30", {"--video", "/nonexistent/a.mp4"});
  CHECK(missing.event().find(R"("event":"failed","message":"cannot read the video /nonexistent/a.mp4)") !=
        std::string::npos);
  CHECK(missing.event().find(R"("fix":)") != std::string::npos);
  CHECK(WEXITSTATUS(missing.wait()) == 1);
  const FrameServer running;
  const std::string garbage = running.folder() + "/garbage.mp4";
  std::ofstream(garbage) << "this is no video";
  FrameServer broken("64x48", "30", {"--video", garbage});
  CHECK(broken.event().find("ffmpeg cannot decode") != std::string::npos);
  CHECK(WEXITSTATUS(broken.wait()) == 1);
  FrameServer twice("64x48", "30", {"--scene", "clock", "--socket", running.socketPath()});
  CHECK(twice.event().find("is in use") != std::string::npos);
  CHECK(WEXITSTATUS(twice.wait()) == 1);
  FrameServer wrong("63x48", "30");
  CHECK(wrong.event().find("wrong argument: --sensor 63x48") != std::string::npos);
  CHECK(WEXITSTATUS(wrong.wait()) == 1);
}

TEST_CASE("server: an ffmpeg that is not there is named") {
  setenv("ACAPKIT_FFMPEG", "/nonexistent/ffmpeg", 1);
  const acapkit::simulator::UniqueFd none;
  FrameServer server("64x48", "30", {"--video", "/proc/self/exe"});
  unsetenv("ACAPKIT_FFMPEG");
  CHECK(server.event().find("No such file or directory") != std::string::npos);
  CHECK(server.event().find("ACAPKIT_FFMPEG") != std::string::npos);
  CHECK(WEXITSTATUS(server.wait()) == 1);
}

TEST_CASE("server: a video file loops, and its decoder ends with a killed server") {
  const FrameServer folder;
  const std::string video = folder.folder() + "/test.mp4";
  const std::string make =
      "ffmpeg -nostdin -loglevel error -f lavfi -i testsrc=size=160x120:rate=10:duration=1 " + video;
  REQUIRE(std::system(make.c_str()) == 0);  // NOLINT(bugprone-command-processor,cert-env33-c): fixed words
  FrameServer server("128x96", "50", {"--video", video});
  REQUIRE_MESSAGE(server.ready(), server.event());
  const Map settings = nv12(128, 96);
  const Stream stream = startedStream(settings.get());
  for (int i = 0; i < 80; ++i) {  // 1.6 s of a video of 1 s
    const Buffer buffer(vdo_stream_get_buffer(stream.get(), nullptr));
    REQUIRE(buffer);
  }
  std::ifstream children("/proc/" + std::to_string(server.pid()) + "/task/" + std::to_string(server.pid()) +
                         "/children");
  pid_t decoder = 0;
  children >> decoder;
  REQUIRE(decoder > 0);
  server.end(SIGKILL);
  for (int i = 0; i < 500 && isRunning(decoder); ++i) g_usleep(10000);
  CHECK_FALSE(isRunning(decoder));
}
