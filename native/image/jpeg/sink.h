// Lets libjpeg write into a caller's growing buffer, and its errors end the encoding instead of the process.
#pragma once

#include <csetjmp>

#include "acapkit_image/jpeg.h"
#include "image/jpeg/strip.h"

namespace acapkit::image {

/** What libjpeg's callbacks find in client_data: where to write, whom to tell, where to return to. */
struct Session {
  jpeg_error_mgr errors;
  jpeg_destination_mgr sink;
  jmp_buf leave;
  AcapkitImageBuffer* buffer;
  AcapkitImageError* error;
  AcapkitImageStatus status;
};

/** Puts the session's callbacks in place. Before jpeg_create_compress(). */
void attachErrors(jpeg_compress_struct* compress, Session* session);

/** After jpeg_create_compress(). */
void attachSink(jpeg_compress_struct* compress, Session* session);

}  // namespace acapkit::image
