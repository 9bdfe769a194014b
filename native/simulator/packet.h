// Sending and receiving one packet of protocol.h with the descriptors that travel along. EINTR never
// surfaces.
#ifndef ACAPKIT_SIMULATOR_PACKET_H
#define ACAPKIT_SIMULATOR_PACKET_H

#include <sys/socket.h>
#include <sys/uio.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <optional>
#include <span>
#include <vector>

#include "simulator/protocol.h"
#include "simulator/unique-fd.h"

namespace acapkit::simulator {

constexpr size_t kDescriptorsMax = protocol::kBufferCountMax + 1;

/** One received packet. `bytes` is the length on the wire: 0 at the end of the connection, -1 with errno set
 * on failure. */
struct Packet {
  ssize_t bytes = -1;
  std::array<std::byte, protocol::kMessageBytesMax> data{};
  std::vector<UniqueFd> descriptors;

  /** The message, when the packet is exactly that message. */
  template <typename Message>
  std::optional<Message> as(protocol::Operation operation) const {
    Message message;
    if (bytes != static_cast<ssize_t>(sizeof(Message))) return std::nullopt;
    std::memcpy(&message, data.data(), sizeof(Message));
    if (message.header.operation != operation || message.header.size != sizeof(Message)) return std::nullopt;
    return message;
  }
  template <typename Message>
  std::optional<Message> as() const {
    return as<Message>(Message::kOperation);
  }
  /** Operation named by the header; 0 when there is no whole header. */
  protocol::Operation operation() const {
    protocol::Header header{};
    if (bytes >= static_cast<ssize_t>(sizeof(header))) std::memcpy(&header, data.data(), sizeof(header));
    return header.operation;
  }
};

/** Receives one packet. Descriptors are kept only with `takeDescriptors`; otherwise the kernel throws them
 * away. */
inline Packet receivePacket(int fd, int flags, bool takeDescriptors = false) {
  Packet packet;
  iovec part{packet.data.data(), packet.data.size()};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int) * kDescriptorsMax)> control{};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = takeDescriptors ? control.data() : nullptr;
  message.msg_controllen = takeDescriptors ? control.size() : 0;
  do {
    packet.bytes = recvmsg(fd, &message, flags | MSG_CMSG_CLOEXEC | MSG_TRUNC);
  } while (packet.bytes < 0 && errno == EINTR);
  if (packet.bytes < 0 || !takeDescriptors) return packet;
  for (cmsghdr* part = CMSG_FIRSTHDR(&message); part != nullptr; part = CMSG_NXTHDR(&message, part)) {
    if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_RIGHTS) continue;
    const size_t count = (part->cmsg_len - CMSG_LEN(0)) / sizeof(int);
    for (size_t i = 0; i < count; ++i) {
      int fd = -1;
      std::memcpy(&fd, CMSG_DATA(part) + i * sizeof(int), sizeof(int));
      packet.descriptors.emplace_back(fd);
    }
  }
  return packet;
}

/** Sends one message; false with errno set on failure. Never raises SIGPIPE. */
template <typename Message>
bool sendMessage(int fd, const Message& message, int flags, std::span<const int> descriptors = {}) {
  iovec part{const_cast<Message*>(&message), sizeof(Message)};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int) * kDescriptorsMax)> control{};
  msghdr packet{};
  packet.msg_iov = &part;
  packet.msg_iovlen = 1;
  if (!descriptors.empty() && descriptors.size() <= kDescriptorsMax) {
    packet.msg_control = control.data();
    packet.msg_controllen = CMSG_SPACE(descriptors.size_bytes());
    cmsghdr* rights = CMSG_FIRSTHDR(&packet);
    rights->cmsg_level = SOL_SOCKET;
    rights->cmsg_type = SCM_RIGHTS;
    rights->cmsg_len = CMSG_LEN(descriptors.size_bytes());
    std::memcpy(CMSG_DATA(rights), descriptors.data(), descriptors.size_bytes());
  }
  ssize_t sent = -1;
  do {
    sent = sendmsg(fd, &packet, flags | MSG_NOSIGNAL);
  } while (sent < 0 && errno == EINTR);
  return sent == static_cast<ssize_t>(sizeof(Message));
}

}  // namespace acapkit::simulator

#endif
