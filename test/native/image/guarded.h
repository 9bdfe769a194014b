// Memory that ends and begins exactly where a page without access does, so that a single byte too far is a
// crash.
#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <stdexcept>

namespace acapkit::test {

/** Which side of the bytes touches a guard page; the other one is some bytes away from its own. */
enum class Side { front, back };

class Guarded {
 public:
  Guarded(size_t bytes, Side side, size_t alignment = 1) : bytes_(bytes) {
    const auto page = static_cast<size_t>(sysconf(_SC_PAGESIZE));
    const size_t inner = (bytes + page - 1) / page * page;
    mappedBytes_ = inner + 2 * page;
    mapped_ =
        static_cast<uint8_t*>(mmap(nullptr, mappedBytes_, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
    if (mapped_ == MAP_FAILED || (inner > 0 && mprotect(mapped_ + page, inner, PROT_READ | PROT_WRITE) != 0))
      throw std::runtime_error("no memory for a test");
    data_ = mapped_ + page + (side == Side::back ? (inner - bytes) / alignment * alignment : 0);
  }
  Guarded(const Guarded&) = delete;
  Guarded& operator=(const Guarded&) = delete;
  ~Guarded() { munmap(mapped_, mappedBytes_); }

  uint8_t* data() { return data_; }
  size_t size() const { return bytes_; }

 private:
  size_t bytes_;
  size_t mappedBytes_ = 0;
  uint8_t* mapped_ = nullptr;
  uint8_t* data_ = nullptr;
};

}  // namespace acapkit::test
