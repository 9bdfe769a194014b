// The frame server itself: listens, answers clients, and at each tick of the sensor gives every due stream
// its frame. Everything but the source's producer runs in one thread.
#ifndef ACAPKIT_FRAME_SERVER_SERVER_H
#define ACAPKIT_FRAME_SERVER_SERVER_H

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "simulator/frame-server/event-loop.h"
#include "simulator/frame-server/options.h"
#include "simulator/frame-server/preview.h"
#include "simulator/frame-server/source.h"
#include "simulator/frame-server/stream.h"
#include "simulator/packet.h"

namespace acapkit::simulator {

/** A listening unix socket whose path goes away with it. */
struct Listener {
  UniqueFd socket;
  std::string path;

  Listener() = default;
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;
  ~Listener();
  /** Nothing on success. A path that nobody listens on any more is replaced; one in use is a failure. */
  std::optional<Failure> listenOn(const std::string& socketPath, int type);
};

class Server {
 public:
  explicit Server(Options options) : options_(std::move(options)) {}
  /** Runs until SIGTERM, SIGINT or the end of stdin. The exit code of the process; every failure has been
   * reported. */
  int run();

 private:
  struct Client {
    UniqueFd control;
    pid_t pid = 0;
    std::unique_ptr<Stream> stream;
    std::shared_ptr<Renderer> renderer;
  };
  struct DueFrame {
    uint32_t clientId;
    std::span<uint8_t> memory;
    std::optional<size_t> bytes;
  };

  // server.cc: life of the process
  std::optional<Failure> setUp();
  std::optional<Failure> openSource();
  void watchEndOfParent();
  void onSource();
  void fail(const Failure& failure);

  // server-clients.cc: the control and data sockets
  void acceptClient();
  void onControl(uint32_t id);
  void onData(uint32_t id);
  void closeClient(uint32_t id);
  bool handleRequest(uint32_t id, Client& client, const Packet& packet);
  bool handleHello(uint32_t id, Client& client, const protocol::HelloRequest& hello);
  bool handleQuery(const Client& client, const protocol::QueryRequest& query) const;
  bool handleControl(Client& client, const protocol::ControlRequest& request);
  std::optional<Refusal> makeStream(uint32_t id, Client& client, const protocol::HelloRequest& hello);
  std::shared_ptr<Renderer> sharedRenderer(const RenderFormat& format);
  protocol::Reply makeReply() const;

  // server-ticks.cc: the sensor's clock, frames, previews
  void armTimer();
  void onTick();
  void deliverFrames(const SensorFrame& frame, uint64_t ticks, const TickTime& time);
  void renderFrames(const SensorFrame& frame, std::vector<DueFrame>& frames);
  void acceptPreview();
  void onPreview(int fd);
  void settlePreview(int fd);
  std::string statsJson() const;

  Options options_;
  protocol::SensorInfo sensor_{};
  int exitCode_ = 0;
  bool ready_ = false;
  EventLoop loop_;
  UniqueFd signals_;
  std::unique_ptr<FrameSource> source_;
  Listener clientListener_;
  Listener previewListener_;
  UniqueFd timer_;
  bool timerArmed_ = false;
  uint64_t missedTicks_ = 0;
  uint32_t lastClientId_ = 0;
  std::map<uint32_t, Client> clients_;
  std::map<RenderFormat, std::weak_ptr<Renderer>> renderers_;
  std::map<int, std::unique_ptr<PreviewConnection>> previews_;
};

}  // namespace acapkit::simulator

#endif
