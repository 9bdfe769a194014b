// libjpeg-turbo by hand: raw strips of 16 rows, the luma rows as they are, the chroma taken apart into a
// strip. This is the least that a JPEG of an NV12 frame costs with this library.
#include <algorithm>
#include <array>
#include <cstdio>
#include <memory>

#include <jpeglib.h>

#include "contender.h"

namespace acapkit::bench {
namespace {

constexpr uint32_t stripRows = 16;
constexpr uint32_t chromaRows = stripRows / 2;

class Encoder {
 public:
  explicit Encoder(const Job& job)
      : job_(job), width_((job.sourceWidth + 15) / 16 * 16), chroma_(size_t{width_} * chromaRows) {
    info_.err = jpeg_std_error(&errors_);
    jpeg_create_compress(&info_);
    jpeg_.resize(frameBytes(job));
  }
  ~Encoder() { jpeg_destroy_compress(&info_); }
  Encoder(const Encoder&) = delete;
  Encoder& operator=(const Encoder&) = delete;

  void encode(const uint8_t* frame) {
    unsigned char* memory = jpeg_.data();
    unsigned long size = jpeg_.size();
    jpeg_mem_dest(&info_, &memory, &size);
    configure();
    jpeg_start_compress(&info_, TRUE);
    for (uint32_t row = 0; row < job_.sourceHeight; row += stripRows) writeStrip(frame, row);
    jpeg_finish_compress(&info_);
  }

 private:
  void configure() {
    info_.image_width = job_.sourceWidth;
    info_.image_height = job_.sourceHeight;
    info_.input_components = 3;
    info_.in_color_space = JCS_YCbCr;
    jpeg_set_defaults(&info_);
    jpeg_set_quality(&info_, jpegQuality, TRUE);
    info_.raw_data_in = TRUE;
  }

  void writeStrip(const uint8_t* frame, uint32_t first) {
    const size_t width = job_.sourceWidth;
    const uint8_t* chroma = frame + width * job_.sourceHeight;
    std::array<JSAMPROW, stripRows> luma{};
    std::array<JSAMPROW, chromaRows> blue{};
    std::array<JSAMPROW, chromaRows> red{};
    for (uint32_t i = 0; i < stripRows; ++i) {
      const uint32_t row = std::min(first + i, job_.sourceHeight - 1);
      luma[i] = const_cast<JSAMPROW>(frame + width * row);
    }
    for (uint32_t i = 0; i < chromaRows; ++i) {
      const uint32_t row = std::min(first / 2 + i, job_.sourceHeight / 2 - 1);
      blue[i] = chroma_.data() + size_t{i} * width_;
      red[i] = blue[i] + width_ / 2;
      const uint8_t* pairs = chroma + width * row;
      for (size_t x = 0; x < width / 2; ++x) {
        blue[i][x] = pairs[2 * x];
        red[i][x] = pairs[2 * x + 1];
      }
    }
    std::array<JSAMPARRAY, 3> planes{luma.data(), blue.data(), red.data()};
    jpeg_write_raw_data(&info_, planes.data(), stripRows);
  }

  const Job& job_;
  uint32_t width_;
  std::vector<uint8_t> chroma_, jpeg_;
  jpeg_error_mgr errors_{};
  jpeg_compress_struct info_{};
};

}  // namespace

std::vector<Contender> jpegContenders(const Job& job) {
  if (job.kind != Kind::jpeg) return {};
  const auto run = [encoder = std::make_shared<Encoder>(job)](const uint8_t* frame, uint8_t*) {
    encoder->encode(frame);
  };
  return {{.name = "libjpegTurbo", .run = run, .isPicture = false}};
}

}  // namespace acapkit::bench
