// The control connection to the frame server. See connection.h.
#include "simulator/vdo/connection.h"

#include <sys/time.h>
#include <sys/un.h>

#include <algorithm>
#include <cstdlib>
#include <string>

namespace acapkit::simulator {
namespace {

constexpr const char* kDefaultSocket = "/run/acapkit/vdo.sock";
constexpr time_t kAnswerSeconds = 10;

std::string socketPath() {
  const char* path = std::getenv("ACAPKIT_VDO_SOCKET");
  return path != nullptr && *path != '\0' ? path : kDefaultSocket;
}

int connectTo(const std::string& path, UniqueFd& made) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof(address.sun_path)) return ENAMETOOLONG;
  std::memcpy(address.sun_path, path.c_str(), path.size());
  made.reset(socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0));
  if (!made) return errno;
  const timeval limit{kAnswerSeconds, 0};
  setsockopt(made.get(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
  setsockopt(made.get(), SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof(limit));  // also limits connect
  while (connect(made.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0) {
    if (errno != EINTR) return errno;
  }
  return 0;
}

}  // namespace

void setServerGone(GError** error) {
  g_set_error(error, VDO_ERROR, VDO_ERROR_INTERFACE_DOWN, "the simulated camera's video at %s has gone",
              socketPath().c_str());
}

bool Connection::open(GError** error) {
  const std::string path = socketPath();
  const int failure = connectTo(path, socket_);
  if (failure == 0) return true;
  socket_.reset();
  g_set_error(
      error, VDO_ERROR, VDO_ERROR_IO,
      "no simulated camera at the socket %s (%s): start one, or name its socket in ACAPKIT_VDO_SOCKET",
      path.c_str(), g_strerror(failure));
  return false;
}

std::optional<Answer> Connection::receiveAnswer(bool sent, GError** error) {
  // A server that refuses the connection answers and closes before the request: look for its words even if
  // sending failed.
  Packet packet = receivePacket(socket_.get(), sent ? 0 : MSG_DONTWAIT, true);
  if (packet.bytes < 0 && errno == ECONNRESET) packet = receivePacket(socket_.get(), MSG_DONTWAIT, true);
  if (packet.bytes < 0 && errno == EAGAIN && sent) {
    g_set_error(error, VDO_ERROR, VDO_ERROR_IO, "the simulated camera's video at %s does not answer",
                socketPath().c_str());
    return std::nullopt;
  }
  const auto reply = packet.as<protocol::Reply>();
  if (packet.bytes <= 0) {
    setServerGone(error);
    return std::nullopt;
  }
  if (!reply) {
    g_set_error(error, VDO_ERROR, VDO_ERROR_IO,
                "%s speaks another protocol; use library and server of one installation",
                socketPath().c_str());
    return std::nullopt;
  }
  if (reply->error != protocol::Error::none) {
    const auto* end = std::find(std::begin(reply->message), std::end(reply->message), '\0');
    const std::string message(std::begin(reply->message), end);
    g_set_error(error, VDO_ERROR, static_cast<gint>(reply->error), "%s", message.c_str());
    return std::nullopt;
  }
  return Answer{*reply, std::move(packet.descriptors)};
}

std::optional<protocol::Reply> askOnce(protocol::Query what, uint32_t streamId, GError** error) {
  Connection connection;
  if (!connection.open(error)) return std::nullopt;
  auto query = protocol::make<protocol::QueryRequest>();
  query.magic = protocol::kMagic;
  query.version = protocol::kVersion;
  query.what = what;
  query.streamId = streamId;
  const auto answer = connection.ask(query, error);
  if (!answer) return std::nullopt;
  return answer->reply;
}

}  // namespace acapkit::simulator
