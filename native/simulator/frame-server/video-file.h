// A video file as the sensor's picture: an ffmpeg child decodes it in an endless loop and writes raw frames
// into a pipe.
#ifndef ACAPKIT_FRAME_SERVER_VIDEO_FILE_H
#define ACAPKIT_FRAME_SERVER_VIDEO_FILE_H

#include <sys/types.h>

#include <memory>
#include <string>
#include <variant>

#include "simulator/frame-server/source.h"

namespace acapkit::simulator {

/** Owns the ffmpeg process; it ends with this object and with the server, however that ends. */
class VideoFile : public FrameProducer {
 public:
  /** Starts ffmpeg ($ACAPKIT_FFMPEG, or `ffmpeg` of the PATH). Must run in the thread that lives as long as
   * the server. */
  static std::variant<std::unique_ptr<VideoFile>, Failure> open(const Options& options);
  ~VideoFile() override;

  bool produce(std::span<uint8_t> nv12) override;
  void interrupt() override;
  Failure failure() override;

 private:
  explicit VideoFile(std::string path) : path_(std::move(path)) {}

  bool spawn(const Options& options);
  bool waitForData();
  void readErrors();

  std::string path_;
  pid_t child_ = -1;
  UniqueFd frames_;
  UniqueFd errors_;
  UniqueFd wake_;
  std::string errorText_;  // the last few KiB of ffmpeg's stderr
  bool stalled_ = false;
};

}  // namespace acapkit::simulator

#endif
