// The encoder: one libjpeg object that is used for frame after frame. libjpeg reports errors with longjmp, so
// nothing with a destructor lives between setjmp and libjpeg's functions.
#include "acapkit_image/jpeg.h"

#include <cstdlib>

#include "image/jpeg/sink.h"
#include "image/status.h"
#include "image/transform/crop.h"

struct AcapkitImageJpeg {
  jpeg_compress_struct compress;
  acapkit::image::Session session;
  /** Memory for a strip, kept between frames. */
  uint8_t* scratch;
  size_t scratchBytes;
};

namespace acapkit::image {
namespace {

bool reserveScratch(AcapkitImageJpeg& encoder, size_t bytes) {
  if (encoder.scratchBytes >= bytes) return true;
  void* const memory = std::realloc(encoder.scratch, bytes);
  if (memory == nullptr) return false;
  encoder.scratch = static_cast<uint8_t*>(memory);
  encoder.scratchBytes = bytes;
  return true;
}

void configure(jpeg_compress_struct& compress, const Picture& picture, int quality) {
  compress.image_width = picture.width;
  compress.image_height = picture.height;
  compress.input_components = picture.format == ACAPKIT_IMAGE_Y800 ? 1 : 3;
  compress.in_color_space = picture.format == ACAPKIT_IMAGE_Y800   ? JCS_GRAYSCALE
                            : picture.format == ACAPKIT_IMAGE_NV12 ? JCS_YCbCr
                                                                   : JCS_RGB;
  jpeg_set_defaults(&compress);
  jpeg_set_quality(&compress, quality, TRUE);
  compress.raw_data_in = picture.format == ACAPKIT_IMAGE_NV12 ? TRUE : FALSE;
}

void writeStrips(AcapkitImageJpeg& encoder, const Picture& picture) {
  jpeg_compress_struct& compress = encoder.compress;
  Strip strip;
  while (compress.next_scanline < compress.image_height) {
    if (picture.format == ACAPKIT_IMAGE_NV12) {
      makeColourStrip(picture, compress.next_scanline, encoder.scratch, &strip);
      JSAMPARRAY planes[] = {strip.luma, strip.cb, strip.cr};
      jpeg_write_raw_data(&compress, planes, stripRows);
    } else {
      const uint32_t rows = makePlainStrip(picture, compress.next_scanline, encoder.scratch, &strip);
      jpeg_write_scanlines(&compress, strip.luma, rows);
    }
  }
}

AcapkitImageStatus encodePicture(AcapkitImageJpeg& encoder, const Picture& picture, int quality) {
  if (setjmp(encoder.session.leave) != 0) {
    jpeg_abort_compress(&encoder.compress);
    return encoder.session.status;
  }
  configure(encoder.compress, picture, quality);
  jpeg_start_compress(&encoder.compress, TRUE);
  writeStrips(encoder, picture);
  jpeg_finish_compress(&encoder.compress);
  return ACAPKIT_IMAGE_OK;
}

AcapkitImageStatus checkOptions(const AcapkitImageFrame& frame, const AcapkitImageJpegOptions& options,
                                AcapkitImageError* error) {
  if (options.quality < 1 || options.quality > 100)
    return invalid(error, "options.quality", "expected 1 … 100, found %u", options.quality);
  if (frame.format == ACAPKIT_IMAGE_RGB) return ACAPKIT_IMAGE_OK;
  if (options.matrix != ACAPKIT_IMAGE_BT601 && options.matrix != ACAPKIT_IMAGE_BT709)
    return invalid(error, "options.matrix", "expected BT601 or BT709, found %d",
                   static_cast<int>(options.matrix));
  if (options.range != ACAPKIT_IMAGE_LIMITED && options.range != ACAPKIT_IMAGE_FULL)
    return invalid(error, "options.range", "expected LIMITED or FULL, found %d",
                   static_cast<int>(options.range));
  return ACAPKIT_IMAGE_OK;
}

AcapkitImageStatus checkBuffer(const AcapkitImageBuffer* buffer, AcapkitImageError* error) {
  if (buffer == nullptr) return invalid(error, "buffer", "expected a buffer, found NULL");
  if ((buffer->data == nullptr) != (buffer->capacity == 0))
    return invalid(error, "buffer.capacity", "expected 0 without bytes and more with them, found %zu",
                   buffer->capacity);
  return ACAPKIT_IMAGE_OK;
}

Picture pictureOf(const AcapkitImageFrame& frame, const AcapkitImageRect& crop,
                  const AcapkitImageJpegOptions& options) {
  const auto pitch = [&](size_t plane) {
    return pitchOf(frame.format, frame.width, frame.pitches[plane], plane);
  };
  const bool rgb = frame.format == ACAPKIT_IMAGE_RGB;
  Picture picture{.format = frame.format,
                  .width = crop.width,
                  .height = crop.height,
                  .planes = {frame.planes[0] + crop.y * pitch(0) + size_t{crop.x} * (rgb ? 3 : 1), nullptr},
                  .pitches = {pitch(0), 0},
                  .map = rgb ? ColourMap{} : colourMap(options.matrix, options.range)};
  if (frame.format == ACAPKIT_IMAGE_NV12) {
    picture.planes[1] = frame.planes[1] + crop.y / 2 * pitch(1) + crop.x;
    picture.pitches[1] = pitch(1);
  }
  return picture;
}

}  // namespace
}  // namespace acapkit::image

using namespace acapkit::image;  // NOLINT(google-build-using-namespace): C functions are in no namespace.

void acapkit_image_buffer_free(AcapkitImageBuffer* buffer) {
  if (buffer == nullptr) return;
  std::free(buffer->data);
  *buffer = {.data = nullptr, .size = 0, .capacity = 0, .maximum = buffer->maximum};
}

AcapkitImageStatus acapkit_image_jpeg_new(AcapkitImageJpeg** encoder, AcapkitImageError* error) {
  if (encoder == nullptr) return invalid(error, "encoder", "expected a place for the encoder, found NULL");
  *encoder = nullptr;
  auto* const made = static_cast<AcapkitImageJpeg*>(std::calloc(1, sizeof(AcapkitImageJpeg)));
  if (made == nullptr) return noMemory(error);
  made->session.error = error;
  attachErrors(&made->compress, &made->session);
  if (setjmp(made->session.leave) != 0) {
    const AcapkitImageStatus status = made->session.status;
    acapkit_image_jpeg_free(made);
    return status;
  }
  jpeg_create_compress(&made->compress);
  attachSink(&made->compress, &made->session);
  *encoder = made;
  return ACAPKIT_IMAGE_OK;
}

void acapkit_image_jpeg_free(AcapkitImageJpeg* encoder) {
  if (encoder == nullptr) return;
  jpeg_destroy_compress(&encoder->compress);
  std::free(encoder->scratch);
  std::free(encoder);
}

AcapkitImageStatus acapkit_image_jpeg_encode(AcapkitImageJpeg* encoder, const AcapkitImageFrame* frame,
                                             const AcapkitImageJpegOptions* options,
                                             AcapkitImageBuffer* buffer, AcapkitImageError* error) {
  AcapkitImageStatus status = checkBuffer(buffer, error);
  if (status != ACAPKIT_IMAGE_OK) return status;
  buffer->size = 0;
  if (encoder == nullptr) return invalid(error, "encoder", "expected an encoder, found NULL");
  if (options == nullptr) return invalid(error, "options", "expected options, found NULL");
  status = checkFrame(frame, "frame", error);
  if (status == ACAPKIT_IMAGE_OK) status = checkOptions(*frame, *options, error);
  if (status != ACAPKIT_IMAGE_OK) return status;
  AcapkitImageRect crop = options->crop;
  status = resolveCrop(*frame, "options.crop", &crop, error);
  if (status != ACAPKIT_IMAGE_OK) return status;
  if (!reserveScratch(*encoder, stripBytes(crop.width))) return noMemory(error);
  encoder->session.buffer = buffer;
  encoder->session.error = error;
  return encodePicture(*encoder, pictureOf(*frame, crop, *options), static_cast<int>(options->quality));
}
