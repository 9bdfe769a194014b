// acapkit's JPEG, of full-range frames, so that it does what libjpeg-turbo does with raw planes: no value is
// changed.
#include <memory>
#include <stdexcept>

#include "acapkit_image/jpeg.h"
#include "contender.h"

namespace acapkit::bench {
namespace {

class Encoder {
 public:
  Encoder() {
    AcapkitImageJpeg* made = nullptr;
    AcapkitImageError error{};
    if (acapkit_image_jpeg_new(&made, &error) != ACAPKIT_IMAGE_OK) throw std::runtime_error(error.message);
    encoder_.reset(made);
  }
  ~Encoder() { acapkit_image_buffer_free(&buffer_); }
  Encoder(const Encoder&) = delete;
  Encoder& operator=(const Encoder&) = delete;

  void encode(const AcapkitImageFrame& frame) {
    AcapkitImageJpegOptions options{};
    options.quality = jpegQuality;
    options.range = ACAPKIT_IMAGE_FULL;
    AcapkitImageError error{};
    if (acapkit_image_jpeg_encode(encoder_.get(), &frame, &options, &buffer_, &error) != ACAPKIT_IMAGE_OK)
      throw std::runtime_error(std::string(error.field) + ": " + error.message);
  }

 private:
  struct Free {
    void operator()(AcapkitImageJpeg* encoder) const { acapkit_image_jpeg_free(encoder); }
  };

  std::unique_ptr<AcapkitImageJpeg, Free> encoder_;
  AcapkitImageBuffer buffer_{};
};

}  // namespace

std::vector<Contender> acapkitJpegContenders(const Job& job) {
  if (job.kind != Kind::jpeg) return {};
  const auto run = [&job, encoder = std::make_shared<Encoder>()](const uint8_t* frame, uint8_t*) {
    encoder->encode(frameOf(job, frame));
  };
  return {{.name = "acapkit", .run = run, .isPicture = false}};
}

}  // namespace acapkit::bench
