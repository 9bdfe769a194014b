// What all of the C++ wrapper shares: the C structures under shorter names, failures as exceptions, kernel
// families.
#ifndef ACAPKIT_IMAGE_BASE_HPP
#define ACAPKIT_IMAGE_BASE_HPP

#include <cstddef>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "acapkit_image/base.h"

namespace acapkit::image {
// Inline: the library's own classes are in acapkit::image too, and functions of one name would be one to the
// linker.
inline namespace wrapper {

using Status = AcapkitImageStatus;
using Rect = AcapkitImageRect;
using Frame = AcapkitImageFrame;

/** What every function of the wrapper throws; what() has the field and the message. */
class Error : public std::runtime_error {
 public:
  Error(Status status, const AcapkitImageError& error)
      : std::runtime_error(error.field[0] == '\0' ? std::string(error.message)
                                                  : std::string(error.field) + ": " + error.message),
        status_(status),
        error_(error) {}

  /** INVALID, NO_MEMORY or FAILED. */
  Status status() const noexcept { return status_; }
  /** Path of the option or argument that is wrong, such as "source.pitches[1]"; empty when none is to blame.
   */
  const char* field() const noexcept { return error_.field; }

 private:
  Status status_;
  AcapkitImageError error_;
};

namespace detail {

/** Calls `call(AcapkitImageError*)` and throws what it reports. */
template <typename Call>
void checked(Call&& call) {
  AcapkitImageError error{};
  const Status status = call(&error);
  if (status != ACAPKIT_IMAGE_OK) throw Error(status, error);
}

template <auto release>
struct Release {
  template <typename T>
  void operator()(T* object) const {
    release(object);
  }
};

/** What a C function made and `release` frees. */
template <typename T, auto release>
using Handle = std::unique_ptr<T, Release<release>>;

}  // namespace detail

/** An NV12 frame whose chroma plane follows the luma plane of pitch × height bytes, as in buffers of vdo.
 *  @param pitch bytes from one row to the next; 0 means the width, rounded up to even */
inline Frame nv12(std::uint8_t* data, std::uint32_t width, std::uint32_t height, std::uint32_t pitch = 0) {
  const std::uint32_t step = pitch != 0 ? pitch : (width + 1) / 2 * 2;
  return Frame{ACAPKIT_IMAGE_NV12, width, height, {data, data + std::size_t{step} * height}, {step, step}};
}

/** A frame of luma only. */
inline Frame y800(std::uint8_t* data, std::uint32_t width, std::uint32_t height, std::uint32_t pitch = 0) {
  return Frame{ACAPKIT_IMAGE_Y800, width, height, {data, nullptr}, {pitch, 0}};
}

/** Name of the kernels that new plans and all other functions use. */
inline std::string family() { return acapkit_image_family(); }

/** Names of the families that this build and this processor have, best first. */
inline std::vector<std::string> families() {
  std::vector<std::string> names;
  while (const char* name = acapkit_image_family_at(names.size())) names.emplace_back(name);
  return names;
}

/** Chooses a family for what is planned or called from now on; NULL for the best. */
inline void useFamily(const char* name) {
  detail::checked([&](AcapkitImageError* error) { return acapkit_image_use_family(name, error); });
}

}  // namespace wrapper
}  // namespace acapkit::image

#endif
