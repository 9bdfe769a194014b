// JPEG of a frame in C++. Library acapkit-image-jpeg, which needs libjpeg.
#ifndef ACAPKIT_IMAGE_JPEG_HPP
#define ACAPKIT_IMAGE_JPEG_HPP

#include <utility>

#include "acapkit_image/base.hpp"
#include "acapkit_image/jpeg.h"

namespace acapkit::image {
inline namespace wrapper {

using JpegOptions = AcapkitImageJpegOptions;

/** Bytes that grow; keep them from frame to frame, so that they grow only once. Move, but are not copied. */
class Bytes {
 public:
  /** @param maximum most bytes that a result may have; 0 means ACAPKIT_IMAGE_BUFFER_MAXIMUM */
  explicit Bytes(std::size_t maximum = 0) { buffer_.maximum = maximum; }
  Bytes(const Bytes&) = delete;
  Bytes& operator=(const Bytes&) = delete;
  Bytes(Bytes&& other) noexcept : buffer_(std::exchange(other.buffer_, {})) {}
  Bytes& operator=(Bytes&& other) noexcept {
    std::swap(buffer_, other.buffer_);
    return *this;
  }
  ~Bytes() { acapkit_image_buffer_free(&buffer_); }

  const std::uint8_t* data() const noexcept { return buffer_.data; }
  std::size_t size() const noexcept { return buffer_.size; }
  bool empty() const noexcept { return buffer_.size == 0; }
  const std::uint8_t* begin() const noexcept { return data(); }
  const std::uint8_t* end() const noexcept { return data() + size(); }
  /** For the C functions. */
  AcapkitImageBuffer* get() noexcept { return &buffer_; }

 private:
  AcapkitImageBuffer buffer_{};
};

/** What can be kept between frames. Moves, but is not copied; one thread at a time. */
class JpegEncoder {
 public:
  JpegEncoder() {
    AcapkitImageJpeg* encoder = nullptr;
    detail::checked([&](AcapkitImageError* error) { return acapkit_image_jpeg_new(&encoder, error); });
    encoder_.reset(encoder);
  }

  /** Encodes a frame.
   *  @param file receives the JPEG; empty when this throws */
  void encode(const Frame& frame, const JpegOptions& options, Bytes& file) {
    detail::checked([&](AcapkitImageError* error) {
      return acapkit_image_jpeg_encode(encoder_.get(), &frame, &options, file.get(), error);
    });
  }

 private:
  detail::Handle<AcapkitImageJpeg, acapkit_image_jpeg_free> encoder_;
};

}  // namespace wrapper
}  // namespace acapkit::image

#endif
