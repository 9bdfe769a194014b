// Clients of the frame server. A client that sends anything but a well-formed request of protocol.h, or does
// not take its answers, loses its connection; nobody else notices.
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "simulator/frame-server/server.h"

namespace acapkit::simulator {
namespace {

using protocol::Error;
using protocol::Operation;

constexpr size_t kClientsMax = 64;
constexpr uint64_t kPoolBytesMax = 1ULL << 30;  // of all buffers of all streams

void setMessage(protocol::Reply& reply, const Refusal& refusal) {
  reply.error = refusal.error;
  const size_t length = std::min(refusal.message.size(), sizeof(reply.message) - 1);
  std::memcpy(reply.message, refusal.message.data(), length);
}

}  // namespace

protocol::Reply Server::makeReply() const {
  auto reply = protocol::make<protocol::Reply>();
  reply.sensor = sensor_;
  return reply;
}

void Server::acceptClient() {
  UniqueFd control(accept4(clientListener_.socket.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
  if (!control) return;
  if (clients_.size() >= kClientsMax) {
    auto reply = makeReply();
    setMessage(reply, {Error::noBufferSpace, "the simulated camera serves 64 streams at most"});
    sendMessage(control.get(), reply, MSG_DONTWAIT);
    return;
  }
  ucred peer{};
  socklen_t length = sizeof(peer);
  getsockopt(control.get(), SOL_SOCKET, SO_PEERCRED, &peer, &length);
  const uint32_t id = ++lastClientId_;
  if (!loop_.add(control.get(), [this, id] { onControl(id); })) return;
  clients_[id] = Client{std::move(control), peer.pid, nullptr, nullptr};
}

void Server::closeClient(uint32_t id) {
  const auto found = clients_.find(id);
  if (found == clients_.end()) return;
  loop_.remove(found->second.control.get());
  if (found->second.stream) loop_.remove(found->second.stream->dataSocket());
  clients_.erase(found);
}

void Server::onControl(uint32_t id) {
  const auto found = clients_.find(id);
  if (found == clients_.end()) return;
  const Packet packet = receivePacket(found->second.control.get(), MSG_DONTWAIT);
  if (packet.bytes < 0 && errno == EAGAIN) return;
  if (packet.bytes <= 0 || !handleRequest(id, found->second, packet)) closeClient(id);
}

void Server::onData(uint32_t id) {
  const auto found = clients_.find(id);
  if (found != clients_.end() && found->second.stream && !found->second.stream->receiveReleases())
    closeClient(id);
}

/** False for garbage. */
bool Server::handleRequest(uint32_t id, Client& client, const Packet& packet) {
  if (const auto hello = packet.as<protocol::HelloRequest>()) return handleHello(id, client, *hello);
  if (const auto query = packet.as<protocol::QueryRequest>()) return handleQuery(client, *query);
  for (const Operation operation : {Operation::start, Operation::stop, Operation::setFramerate}) {
    if (const auto request = packet.as<protocol::ControlRequest>(operation))
      return handleControl(client, *request);
  }
  return false;
}

bool Server::handleHello(uint32_t id, Client& client, const protocol::HelloRequest& hello) {
  if (hello.magic != protocol::kMagic || client.stream) return false;
  auto reply = makeReply();
  if (const auto refusal = makeStream(id, client, hello)) {
    setMessage(reply, *refusal);
    return sendMessage(client.control.get(), reply, MSG_DONTWAIT);
  }
  reply.stream = client.stream->info();
  const bool sent =
      sendMessage(client.control.get(), reply, MSG_DONTWAIT, client.stream->clientDescriptors());
  client.stream->forgetClientSocket();
  return sent;
}

std::optional<Refusal> Server::makeStream(uint32_t id, Client& client, const protocol::HelloRequest& hello) {
  if (hello.version != protocol::kVersion) {
    return Refusal{Error::io, "libvdostream speaks version " + std::to_string(hello.version) +
                                  ", the frame server version " + std::to_string(protocol::kVersion) +
                                  "; use both from one installation"};
  }
  const auto planned = planStream(hello, sensor_);
  if (const auto* refusal = std::get_if<Refusal>(&planned)) return *refusal;
  const auto& plan = std::get<StreamPlan>(planned);
  uint64_t bytes = plan.bufferCount * plan.format.capacity();
  for (const auto& [other, peer] : clients_) bytes += peer.stream ? peer.stream->poolBytes() : 0;
  if (bytes > kPoolBytesMax) {
    return Refusal{Error::noBufferSpace, "the buffers of all streams would take more than 1 GiB"};
  }
  client.stream = Stream::make(plan, id, client.pid);
  if (!client.stream) return Refusal{Error::outOfMemory, "no memory or descriptors for the buffers"};
  client.renderer = sharedRenderer(plan.format);
  loop_.add(client.stream->dataSocket(), [this, id] { onData(id); });
  return std::nullopt;
}

std::shared_ptr<Renderer> Server::sharedRenderer(const RenderFormat& format) {
  std::erase_if(renderers_, [](const auto& entry) { return entry.second.expired(); });
  auto renderer = renderers_[format].lock();
  if (!renderer) renderer = std::make_shared<Renderer>(format, sensor_.width, sensor_.height);
  renderers_[format] = renderer;
  return renderer;
}

bool Server::handleQuery(const Client& client, const protocol::QueryRequest& query) const {
  if (query.magic != protocol::kMagic || query.version != protocol::kVersion) return false;
  auto reply = makeReply();
  const auto exact = query.what == protocol::Query::stream;
  if (query.what != protocol::Query::sensor) {
    auto found = exact ? clients_.find(query.streamId) : clients_.upper_bound(query.streamId);
    while (!exact && found != clients_.end() && !found->second.stream) ++found;
    if (found != clients_.end() && found->second.stream) {
      reply.stream = found->second.stream->info();
    } else {
      setMessage(reply, {Error::notFound, "there is no stream " + std::to_string(query.streamId)});
    }
  }
  return sendMessage(client.control.get(), reply, MSG_DONTWAIT);
}

bool Server::handleControl(Client& client, const protocol::ControlRequest& request) {
  if (!client.stream) return false;
  auto reply = makeReply();
  if (request.header.operation == Operation::start) reply.generation = client.stream->start();
  if (request.header.operation == Operation::stop) reply.generation = client.stream->stop();
  if (request.header.operation == Operation::setFramerate)
    client.stream->setFramerate(request.argument, sensor_);
  reply.stream = client.stream->info();
  armTimer();
  return sendMessage(client.control.get(), reply, MSG_DONTWAIT);
}

}  // namespace acapkit::simulator
