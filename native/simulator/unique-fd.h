// Owners of a descriptor and of a mapping, for the drop-in library and the frame server.
#ifndef ACAPKIT_SIMULATOR_UNIQUE_FD_H
#define ACAPKIT_SIMULATOR_UNIQUE_FD_H

#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <utility>

namespace acapkit::simulator {

/** Closes its descriptor when it goes; -1 is empty. */
class UniqueFd {
 public:
  UniqueFd() = default;
  explicit UniqueFd(int fd) : fd_(fd) {}
  UniqueFd(UniqueFd&& other) noexcept : fd_(other.release()) {}
  UniqueFd& operator=(UniqueFd&& other) noexcept {
    reset(other.release());
    return *this;
  }
  UniqueFd(const UniqueFd&) = delete;
  UniqueFd& operator=(const UniqueFd&) = delete;
  ~UniqueFd() { reset(); }

  int get() const { return fd_; }
  explicit operator bool() const { return fd_ >= 0; }
  int release() { return std::exchange(fd_, -1); }
  void reset(int fd = -1) {
    const int old = std::exchange(fd_, fd);
    if (old >= 0) close(old);
  }

 private:
  int fd_ = -1;
};

/** Shared, writable mapping of a file; unmapped when it goes. */
class Mapping {
 public:
  Mapping() = default;
  /** Empty when the kernel refuses. `offset` need not be page-aligned. */
  Mapping(int fd, size_t size, uint64_t offset, int protection = PROT_READ | PROT_WRITE) {
    const auto page = static_cast<uint64_t>(sysconf(_SC_PAGESIZE));
    const uint64_t start = offset / page * page;
    skip_ = static_cast<size_t>(offset - start);
    length_ = size + skip_;
    void* base = mmap(nullptr, length_, protection, MAP_SHARED, fd, static_cast<off_t>(start));
    base_ = base == MAP_FAILED ? nullptr : base;
  }
  Mapping(Mapping&& other) noexcept
      : base_(std::exchange(other.base_, nullptr)), length_(other.length_), skip_(other.skip_) {}
  Mapping& operator=(Mapping&& other) noexcept {
    std::swap(base_, other.base_);
    std::swap(length_, other.length_);
    std::swap(skip_, other.skip_);
    return *this;
  }
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;
  ~Mapping() {
    if (base_ != nullptr) munmap(base_, length_);
  }

  explicit operator bool() const { return base_ != nullptr; }
  uint8_t* data() const { return base_ == nullptr ? nullptr : static_cast<uint8_t*>(base_) + skip_; }

 private:
  void* base_ = nullptr;
  size_t length_ = 0;
  size_t skip_ = 0;
};

}  // namespace acapkit::simulator

#endif
