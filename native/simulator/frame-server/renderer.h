// Turns a sensor frame into the format and size of a stream, straight into shared memory.
#ifndef ACAPKIT_FRAME_SERVER_RENDERER_H
#define ACAPKIT_FRAME_SERVER_RENDERER_H

#include <compare>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "simulator/frame-server/source.h"
#include "simulator/protocol.h"

struct SwsContext;

namespace acapkit::simulator {

/** Everything the pixels of a stream depend on: streams of equal RenderFormat get equal bytes. */
struct RenderFormat {
  protocol::Format format = protocol::Format::yuv;
  protocol::Subformat subformat = protocol::Subformat::nv12;
  uint32_t width = 0;
  uint32_t height = 0;
  uint32_t quality = 0;  // JPEG only, 1–100
  protocol::Fit fit = protocol::Fit::crop;

  /** Bytes of one row of plane 0: the width rounded up to 16 for NV12 and Y800, three times the width for
   * RGB, else the width. */
  uint32_t pitch() const;
  /** Bytes that hold any frame. */
  size_t capacity() const;
  /** The VdoFrameType number. */
  uint32_t frameType() const;

  auto operator<=>(const RenderFormat&) const = default;
};

/** One conversion, planned once for a sensor size. Used by one thread. */
class Renderer {
 public:
  Renderer(const RenderFormat& format, uint32_t sensorWidth, uint32_t sensorHeight);
  ~Renderer();
  Renderer(const Renderer&) = delete;
  Renderer& operator=(const Renderer&) = delete;

  /** Writes the frame to `out` (capacity() bytes and some slack) and gives its size; nothing when the
   * conversion fails. */
  std::optional<size_t> render(const SensorFrame& frame, std::span<uint8_t> out);

 private:
  struct Planes {
    const uint8_t* luma;
    const uint8_t* chroma;
  };

  Planes cropped(const SensorFrame& frame) const;
  bool scale(const Planes& source, uint8_t* const* planes, const int* pitches);
  bool renderYuv(const Planes& source, std::span<uint8_t> out);
  bool renderRgb(const Planes& source, std::span<uint8_t> out);
  std::optional<size_t> renderJpeg(const Planes& source, std::span<uint8_t> out);
  void splitChroma(const Planes& source);

  struct FreeScaler {
    void operator()(SwsContext* scaler) const;
  };
  struct FreeEncoder {
    void operator()(void* encoder) const;
  };

  RenderFormat format_;
  uint32_t sensorWidth_;
  uint32_t cropX_ = 0;
  uint32_t cropY_ = 0;
  uint32_t cropWidth_;
  uint32_t cropHeight_;
  bool sameSize_;
  std::unique_ptr<SwsContext, FreeScaler> scaler_;
  std::unique_ptr<void, FreeEncoder> encoder_;
  std::vector<uint8_t> scratch_;  // planar YUV for the JPEG encoder
};

}  // namespace acapkit::simulator

#endif
