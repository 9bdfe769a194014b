// The synthetic scene: a moving gradient, a square that wanders, a clock and a frame counter that people and
// tests can read.
#ifndef ACAPKIT_FRAME_SERVER_CLOCK_SCENE_H
#define ACAPKIT_FRAME_SERVER_CLOCK_SCENE_H

#include <string_view>
#include <vector>

#include "simulator/frame-server/source.h"

namespace acapkit::simulator {

/** Depends on nothing but seed and frame number: the clock is the time of the scene, not of the day. */
class ClockScene : public FrameProducer {
 public:
  ClockScene(uint32_t width, uint32_t height, double framerate, uint64_t seed);
  bool produce(std::span<uint8_t> nv12) override;

 private:
  void drawBackground(std::span<uint8_t> nv12) const;
  void drawSquare(std::span<uint8_t> nv12) const;
  void drawText(std::span<uint8_t> nv12, uint32_t x, uint32_t y, std::string_view text) const;
  void fillLuma(std::span<uint8_t> nv12, uint32_t x, uint32_t y, uint32_t width, uint32_t height,
                uint8_t value) const;

  uint32_t width_;
  uint32_t height_;
  double framerate_;
  uint64_t seed_;
  uint64_t number_ = 0;
  std::vector<uint8_t> lumaStrip_;    // one period more than a row, so that a shifted row is one copy
  std::vector<uint8_t> chromaStrip_;  // the same for interleaved chroma
};

}  // namespace acapkit::simulator

#endif
