// What libjpeg reports comes back as a status and its own words.
#include <doctest/doctest.h>

#include <string>

#include "image/jpeg/sink.h"

#include <jerror.h>

using acapkit::image::Session;

namespace {

/** Lets libjpeg fail in `action`; returns the status that the session got. */
AcapkitImageStatus failing(void (*action)(jpeg_compress_struct&), AcapkitImageError* error) {
  static jpeg_compress_struct compress;
  static Session session;
  session = {};
  session.error = error;
  acapkit::image::attachErrors(&compress, &session);
  if (setjmp(session.leave) == 0) {
    jpeg_create_compress(&compress);
    acapkit::image::attachSink(&compress, &session);
    action(compress);
  }
  jpeg_destroy_compress(&compress);
  return session.status;
}

}  // namespace

TEST_SUITE("sink") {
  TEST_CASE("an error of libjpeg has its message") {
    AcapkitImageError error{};
    const auto status =
        failing([](jpeg_compress_struct& compress) { jpeg_finish_compress(&compress); }, &error);
    CHECK(status == ACAPKIT_IMAGE_FAILED);
    CHECK(std::string(error.message).rfind("libjpeg: Improper call", 0) == 0);
    CHECK(std::string(error.field).empty());
  }

  TEST_CASE("libjpeg without memory is NO_MEMORY") {
    AcapkitImageError error{};
    const auto exhausted = [](jpeg_compress_struct& compress) { ERREXIT1(&compress, JERR_OUT_OF_MEMORY, 1); };
    CHECK(failing(exhausted, &error) == ACAPKIT_IMAGE_NO_MEMORY);
    CHECK(failing(exhausted, nullptr) == ACAPKIT_IMAGE_NO_MEMORY);
  }
}
