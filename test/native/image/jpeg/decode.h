// Reads a JPEG with libjpeg, as anybody would.
#pragma once

#include <cstdint>
#include <cstdio>
#include <stdexcept>
#include <vector>

#include <jpeglib.h>

#include "acapkit_image/jpeg.h"

namespace acapkit::image::test {

/** Red, green and blue, or gray, of each pixel. */
struct Decoded {
  size_t width, height, channels;
  std::vector<uint8_t> pixels;
};

inline Decoded decode(const AcapkitImageBuffer& file) {
  jpeg_decompress_struct decompress{};
  jpeg_error_mgr errors{};
  decompress.err = jpeg_std_error(&errors);
  errors.error_exit = [](j_common_ptr) { throw std::runtime_error("no JPEG"); };
  jpeg_create_decompress(&decompress);
  jpeg_mem_src(&decompress, file.data, file.size);
  jpeg_read_header(&decompress, TRUE);
  jpeg_start_decompress(&decompress);
  Decoded decoded{decompress.output_width,
                  decompress.output_height,
                  static_cast<size_t>(decompress.output_components),
                  {}};
  const size_t rowBytes = decoded.width * decoded.channels;
  decoded.pixels.resize(rowBytes * decoded.height);
  while (decompress.output_scanline < decompress.output_height) {
    JSAMPROW row = decoded.pixels.data() + decompress.output_scanline * rowBytes;
    jpeg_read_scanlines(&decompress, &row, 1);
  }
  jpeg_finish_decompress(&decompress);
  if (errors.num_warnings != 0) throw std::runtime_error("a damaged JPEG");
  jpeg_destroy_decompress(&decompress);
  return decoded;
}

}  // namespace acapkit::image::test
