// The control connection to the frame server.
#ifndef ACAPKIT_SIMULATOR_VDO_CONNECTION_H
#define ACAPKIT_SIMULATOR_VDO_CONNECTION_H

#include <mutex>
#include <optional>
#include <vector>

#include "simulator/packet.h"
#include "simulator/vdo/public.h"

namespace acapkit::simulator {

/** Answer to a request, with the descriptors that came along. */
struct Answer {
  protocol::Reply reply{};
  std::vector<UniqueFd> descriptors;
};

/** Asks one request at a time, from any thread. Every failure is a GError of VDO_ERROR. */
class Connection {
 public:
  /** Connects to $ACAPKIT_VDO_SOCKET or the usual path. False and VDO_ERROR_IO, naming the socket, when
   * nobody is there. */
  bool open(GError** error);
  bool isOpen() const { return static_cast<bool>(socket_); }

  /** Sends and waits for the answer (10 s at most). VDO_ERROR_INTERFACE_DOWN when the server has gone; the
   * server's own error. */
  template <typename Request>
  std::optional<Answer> ask(const Request& request, GError** error) {
    const std::lock_guard lock(mutex_);
    const bool sent = sendMessage(socket_.get(), request, 0);
    return receiveAnswer(sent, error);
  }

 private:
  std::optional<Answer> receiveAnswer(bool sent, GError** error);

  std::mutex mutex_;
  UniqueFd socket_;
};

/** One question on a connection of its own: the sensor, a stream, or the next stream. */
std::optional<protocol::Reply> askOnce(protocol::Query what, uint32_t streamId, GError** error);

/** Sets VDO_ERROR_INTERFACE_DOWN: the server has gone. */
void setServerGone(GError** error);

}  // namespace acapkit::simulator

#endif
