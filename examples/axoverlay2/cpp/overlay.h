// Overlays as objects: an Overlay shows a label on one stream as long as it lives.
#pragma once

#include <memory>

/** For handles of C libraries: a function that frees them as a deleter. */
template <auto Free>
struct Call {
  void operator()(auto* handle) const { Free(handle); }
};
template <typename T, auto Free>
using Handle = std::unique_ptr<T, Call<Free>>;

/** The library from its start to its end. Throws std::runtime_error with its words. */
class OverlayLibrary {
 public:
  OverlayLibrary();
  ~OverlayLibrary();
  OverlayLibrary(const OverlayLibrary&) = delete;
  OverlayLibrary& operator=(const OverlayLibrary&) = delete;
};

/** A label on a stream; nothing when the stream has gone meanwhile. Throws std::runtime_error for other
 * reasons. */
class Overlay {
 public:
  explicit Overlay(unsigned stream);
  ~Overlay();
  Overlay(const Overlay&) = delete;
  Overlay& operator=(const Overlay&) = delete;

 private:
  int id_;
};
