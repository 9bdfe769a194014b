// OpenCV, on one thread: the usual way (convert the whole frame, then resize), and the smart one (resize the
// planes, then convert). Tensors are made as blobFromImage makes them: to floats, then split into planes.
#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "contender.h"

namespace acapkit::bench {
namespace {

/** A header around constant pixels, which are only read. */
cv::Mat view(const uint8_t* pixels, uint32_t width, uint32_t height, int type) {
  return {static_cast<int>(height), static_cast<int>(width), type, const_cast<uint8_t*>(pixels)};
}

struct Planes {
  cv::Mat luma, chroma;
};

Planes planesOf(const Job& job, const uint8_t* frame) {
  const size_t luma = size_t{job.sourceWidth} * job.sourceHeight;
  return {view(frame, job.sourceWidth, job.sourceHeight, CV_8UC1),
          view(frame + luma, job.sourceWidth / 2, job.sourceHeight / 2, CV_8UC2)};
}

/** Puts a picture in RGB into the output of the job. */
class Target {
 public:
  explicit Target(const Job& job) : job_(job), picture_(pictureOf(job)) {}

  cv::Size size() const { return {static_cast<int>(picture_.width), static_cast<int>(picture_.height)}; }

  /** Where RGB bytes have to go. */
  cv::Mat& begin(uint8_t* output) {
    writePadding(job_, output);
    if (job_.type == ACAPKIT_IMAGE_U8)
      rgb_ = view(output, job_.width, job_.height, CV_8UC3)(place());
    else
      rgb_.create(size(), CV_8UC3);
    return rgb_;
  }

  void end(uint8_t* output) {
    if (job_.type == ACAPKIT_IMAGE_U8) return;
    rgb_.convertTo(floats_, CV_32F, 1.0 / 255);
    const size_t plane = sizeof(float) * job_.width * job_.height;
    cv::Mat planes[3];
    for (size_t i = 0; i < 3; ++i)
      planes[i] = view(output + i * plane, job_.width, job_.height, CV_32FC1)(place());
    cv::split(floats_, planes);
  }

 private:
  cv::Rect place() const {
    return {cv::Point(static_cast<int>(picture_.x), static_cast<int>(picture_.y)), size()};
  }

  const Job& job_;
  AcapkitImageRect picture_;
  cv::Mat rgb_, floats_;
};

Contender convertFirst(const Job& job) {
  const bool same = pictureOf(job).width == job.sourceWidth;
  const auto run = [&job, same, target = Target(job), full = cv::Mat()](const uint8_t* frame,
                                                                        uint8_t* output) mutable {
    const Planes planes = planesOf(job, frame);
    cv::Mat& rgb = target.begin(output);
    cv::cvtColorTwoPlane(planes.luma, planes.chroma, same ? rgb : full, cv::COLOR_YUV2RGB_NV12);
    if (!same) cv::resize(full, rgb, target.size(), 0, 0, cv::INTER_LINEAR);
    target.end(output);
  };
  return {.name = "opencv", .run = run};
}

Contender resizeFirst(const Job& job) {
  const auto run = [&job, target = Target(job), luma = cv::Mat(), chroma = cv::Mat()](
                       const uint8_t* frame, uint8_t* output) mutable {
    const Planes planes = planesOf(job, frame);
    cv::Mat& rgb = target.begin(output);
    const cv::Size half(target.size().width / 2, target.size().height / 2);
    cv::resize(planes.luma, luma, target.size(), 0, 0, cv::INTER_LINEAR);
    cv::resize(planes.chroma, chroma, half, 0, 0, cv::INTER_LINEAR);
    cv::cvtColorTwoPlane(luma, chroma, rgb, cv::COLOR_YUV2RGB_NV12);
    target.end(output);
  };
  return {.name = "opencvSmart", .run = run};
}

Contender difference(const Job& job) {
  const auto run = [&job, apart = cv::Mat(), mask = cv::Mat()](const uint8_t* frame, uint8_t*) mutable {
    cv::absdiff(planesOf(job, frame).luma, planesOf(job, frame + frameStride(job)).luma, apart);
    cv::threshold(apart, mask, motionThreshold, 255, cv::THRESH_BINARY);
  };
  return {.name = "opencv", .run = run, .frames = 2, .isPicture = false};
}

Contender encode(const Job& job) {
  const auto run = [&job, colour = cv::Mat(), jpeg = std::vector<uint8_t>()](const uint8_t* frame,
                                                                             uint8_t*) mutable {
    const Planes planes = planesOf(job, frame);
    cv::cvtColorTwoPlane(planes.luma, planes.chroma, colour, cv::COLOR_YUV2BGR_NV12);
    cv::imencode(".jpg", colour, jpeg, {cv::IMWRITE_JPEG_QUALITY, jpegQuality});
  };
  return {.name = "opencv", .run = run, .isPicture = false};
}

}  // namespace

std::vector<Contender> opencvContenders(const Job& job) {
  cv::setNumThreads(1);
  if (job.kind == Kind::motion) return {difference(job)};
  if (job.kind == Kind::jpeg) return {encode(job)};
  std::vector<Contender> contenders{convertFirst(job)};
  if (pictureOf(job).width != job.sourceWidth) contenders.push_back(resizeFirst(job));
  return contenders;
}

}  // namespace acapkit::bench
