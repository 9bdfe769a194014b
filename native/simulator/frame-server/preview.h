// The preview socket, which Node connects to: JPEG pictures of the sensor for the page, and the stats.
#ifndef ACAPKIT_FRAME_SERVER_PREVIEW_H
#define ACAPKIT_FRAME_SERVER_PREVIEW_H

#include <memory>
#include <string>
#include <vector>

#include "simulator/frame-server/renderer.h"
#include "simulator/unique-fd.h"

namespace acapkit::simulator {

/**
 * One connection of the preview socket. It sends one line, `WIDTHxHEIGHT@FPS QUALITY` or `stats`; the answer
 * is a flow of (uint32 little-endian length, JPEG), or one line of JSON. Only the newest picture is kept for
 * a slow reader.
 */
class PreviewConnection {
 public:
  enum class State : uint8_t { waiting, streaming, closed };

  explicit PreviewConnection(UniqueFd socket) : socket_(std::move(socket)) {}

  int fd() const { return socket_.get(); }
  State state() const { return state_; }
  bool wantsStats() const { return wantsStats_; }
  bool hasPending() const { return sent_ < pending_.size(); }

  /** Reads the request line; closes on garbage and at the end of the connection. */
  void receive(uint32_t sensorWidth, uint32_t sensorHeight);
  /** Answers `stats`: the connection is closed once the text is out. */
  void answer(std::string text);
  /** Renders the picture when one is due and the last one has gone out. */
  void offer(const SensorFrame& frame, uint64_t monotonicMicros);
  /** Writes what the socket takes. */
  void flush();

 private:
  bool parseRequest(std::string_view line, uint32_t sensorWidth, uint32_t sensorHeight);

  UniqueFd socket_;
  State state_ = State::waiting;
  bool wantsStats_ = false;
  bool closeWhenSent_ = false;
  std::string request_;
  std::unique_ptr<Renderer> renderer_;
  size_t pictureCapacity_ = 0;
  uint64_t intervalMicros_ = 0;
  uint64_t nextMicros_ = 0;
  std::vector<uint8_t> pending_;
  size_t sent_ = 0;
};

}  // namespace acapkit::simulator

#endif
