// The library against a server that the test plays itself, for what a real one does too seldom to wait for.
#include <sys/socket.h>
#include <sys/un.h>

#include <filesystem>
#include <thread>

#include "doctest/doctest.h"
#include "fixture.h"

using namespace acapkit::test;
using acapkit::simulator::Packet;
using acapkit::simulator::receivePacket;
using acapkit::simulator::sendMessage;
using acapkit::simulator::UniqueFd;
namespace protocol = acapkit::simulator::protocol;

namespace {

constexpr uint64_t kBytes = 64;

/** Serves one stream with one buffer; the test sends the frames. */
class PlayedServer {
 public:
  PlayedServer() {
    folder_ = mkdtemp(folder_.data());
    const std::string path = folder_ + "/vdo.sock";
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, path.c_str(), path.size());
    listener_.reset(socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0));
    REQUIRE(bind(listener_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0);
    REQUIRE(listen(listener_.get(), 1) == 0);
    setenv("ACAPKIT_VDO_SOCKET", path.c_str(), 1);
    int ends[2] = {-1, -1};
    REQUIRE(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) == 0);
    data_.reset(ends[0]);
    clientData_.reset(ends[1]);
    memory_.reset(memfd_create("frame", MFD_CLOEXEC));
    REQUIRE(ftruncate(memory_.get(), kBytes) == 0);
    thread_ = std::thread([this] { serve(); });
  }
  PlayedServer(const PlayedServer&) = delete;
  PlayedServer& operator=(const PlayedServer&) = delete;
  ~PlayedServer() {
    shutdown(listener_.get(), SHUT_RDWR);
    thread_.join();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

  void sendFrame(uint32_t generation, uint32_t sequence) const {
    auto frame = protocol::make<protocol::Frame>();
    frame.generation = generation;
    frame.sequence = sequence;
    frame.bytes = kBytes;
    send(frame);
  }
  void send(const protocol::Frame& frame) const { REQUIRE(sendMessage(data_.get(), frame, 0)); }
  std::optional<protocol::Release> nextRelease() const {
    return receivePacket(data_.get(), 0).as<protocol::Release>();
  }

 private:
  void serve() {
    const UniqueFd control(accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
    uint32_t generation = 0;
    for (;;) {
      const Packet packet = receivePacket(control.get(), 0);
      if (packet.bytes <= 0) return;
      auto reply = protocol::make<protocol::Reply>();
      reply.stream.bufferCount = 1;
      reply.stream.capacity = kBytes;
      if (packet.operation() == protocol::Operation::start) ++generation;
      reply.generation = generation;
      const int descriptors[] = {memory_.get(), clientData_.get()};
      const bool hello = packet.operation() == protocol::Operation::hello;
      if (!sendMessage(control.get(), reply, 0, hello ? std::span(descriptors) : std::span<const int>()))
        return;
    }
  }

  std::string folder_ = "/tmp/acapkit-vdo-XXXXXX";
  UniqueFd listener_;
  UniqueFd data_;
  UniqueFd clientData_;
  UniqueFd memory_;
  std::thread thread_;
};

}  // namespace

TEST_CASE("protocol: a frame of an earlier run that arrives late goes back unseen") {
  const PlayedServer server;
  const Map settings = nv12(64, 48);
  const Stream stream = startedStream(settings.get());
  server.sendFrame(1, 10);
  Buffer first(vdo_stream_get_buffer(stream.get(), nullptr));
  REQUIRE(first);
  CHECK(vdo_frame_get_sequence_nbr(first.get()) == 10);
  first.reset();
  CHECK(server.nextRelease()->generation == 1);
  vdo_stream_stop(stream.get());
  REQUIRE(vdo_stream_start(stream.get(), nullptr));
  server.sendFrame(1, 11);
  server.sendFrame(2, 0);
  const Buffer fresh(vdo_stream_get_buffer(stream.get(), nullptr));
  REQUIRE(fresh);
  CHECK(vdo_frame_get_sequence_nbr(fresh.get()) == 0);
  CHECK(server.nextRelease()->generation == 1);
}

TEST_CASE("protocol: a frame that names no buffer or too many bytes is not believed") {
  const PlayedServer server;
  const Map settings = nv12(64, 48);
  vdo_map_set_boolean(settings.get(), "socket.blocking", FALSE);
  const Stream stream = startedStream(settings.get());
  auto frame = protocol::make<protocol::Frame>();
  frame.index = 7;
  frame.generation = 1;
  server.send(frame);
  frame.index = 0;
  frame.bytes = kBytes + 1;
  server.send(frame);
  Error error;
  CHECK(vdo_stream_get_buffer(stream.get(), error.out()) == nullptr);
  CHECK(error.is(VDO_ERROR_NO_DATA));
}
