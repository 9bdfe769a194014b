// Memory from the heap for tables and scratch lines: aligned, freed by itself, and a failure is a value.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <type_traits>
#include <utility>

namespace acapkit::image {

constexpr size_t roundUp(size_t value, size_t multiple) {
  return (value + multiple - 1) / multiple * multiple;
}

/** An array of plain values on a cache line's boundary. Not filled. Moves, but is not copied. */
template <typename T>
class Buffer {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  Buffer() = default;
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;
  Buffer(Buffer&& other) noexcept
      : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}
  Buffer& operator=(Buffer&& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    return *this;
  }
  ~Buffer() { std::free(data_); }

  /** Replaces what it held by `size` values. False when the heap is exhausted. */
  [[nodiscard]] bool allocate(size_t size) {
    std::free(data_);
    size_ = 0;
    // aligned_alloc wants whole units, and may answer NULL to a size of 0.
    data_ = static_cast<T*>(std::aligned_alloc(64, roundUp(size * sizeof(T) + 1, 64)));
    if (data_ != nullptr) size_ = size;
    return data_ != nullptr;
  }

  T* data() { return data_; }
  const T* data() const { return data_; }
  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  T& operator[](size_t index) { return data_[index]; }
  const T& operator[](size_t index) const { return data_[index]; }

 private:
  T* data_ = nullptr;
  size_t size_ = 0;
};

}  // namespace acapkit::image
