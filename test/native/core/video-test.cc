// Video streams and frames of native/core: threads, lifetimes and the words of errors.
#include <doctest/doctest.h>

#include <array>
#include <atomic>
#include <thread>
#include <vector>

#include "../vdo/fixture.h"
#include "core/camera-error.h"
#include "core/video-stream.h"

using acapkit::CameraError;
using acapkit::Frame;
using acapkit::RunningStream;
using acapkit::StreamSettings;
using acapkit::VideoStream;
using acapkit::test::FrameServer;
using acapkit::test::openDescriptors;

namespace {

StreamSettings settingsOf(const char* format, uint32_t buffers = 3) {
  StreamSettings settings;
  settings.format = format;
  settings.buffers = buffers;
  return settings;
}

RunningStream started(const StreamSettings& settings) { return VideoStream::open(settings).start(); }

Frame nextFrame(RunningStream& stream) {
  std::optional<Frame> frame = stream.next();
  REQUIRE(frame.has_value());
  return std::move(*frame);
}

template <typename Work>
CameraError errorOf(const Work& work) {
  try {
    work();
  } catch (const CameraError& error) {
    return error;
  }
  return CameraError("no error");
}

bool contains(const CameraError& error, const char* text) {
  return std::string(error.what()).find(text) != std::string::npos;
}

}  // namespace

TEST_SUITE("video") {
  TEST_CASE("each format has the size it should have") {
    const FrameServer server("64x48", "200");
    struct Expected {
      const char* format;
      uint32_t pitch;
      size_t bytes;
    };
    for (const auto& [format, pitch, bytes] :
         {Expected{"nv12", 64, 64 * 48 * 3 / 2}, Expected{"y800", 64, 64 * 48},
          Expected{"rgb", 192, 64 * 48 * 3}, Expected{"jpeg", 0, 0}}) {
      CAPTURE(format);
      RunningStream stream = started(settingsOf(format));
      CHECK(stream.info().format == format);
      CHECK(stream.info().width == 64);
      CHECK(stream.info().height == 48);
      CHECK(stream.info().pitch == pitch);
      CHECK(stream.info().buffers == 3);
      const Frame frame = nextFrame(stream);
      CHECK(frame.sequence() == 0);
      if (bytes != 0) CHECK(frame.data().size() == bytes);
      if (bytes == 0) CHECK((frame.data()[0] == 0xff && frame.data()[1] == 0xd8));
    }
  }

  TEST_CASE("an unknown format is answered with the known ones") {
    const FrameServer server;
    const CameraError error = errorOf([] { VideoStream::open(settingsOf("h264")); });
    CHECK(std::string(error.what()) == "unknown video format \"h264\"; known: nv12, y800, rgb, jpeg");
  }

  TEST_CASE("no camera and bad settings are errors in the library's words") {
    {
      const FrameServer server;
      StreamSettings settings = settingsOf("nv12");
      settings.channel = 63;
      CHECK(errorOf([&] { VideoStream::open(settings); }).domain() == "vdo-error-quark");
    }
    const CameraError gone = errorOf([] { VideoStream::open(settingsOf("nv12")); });
    CHECK(contains(gone, "the video stream cannot be opened: no simulated camera at the socket"));
    CHECK(gone.code() != 0);
  }

  TEST_CASE("interrupt() from another thread ends a waiting next(), and all later ones") {
    const FrameServer server("64x48", "0.1");
    RunningStream stream = started(settingsOf("nv12"));
    const Frame first = nextFrame(stream);
    std::thread other([&] { stream.interrupt(); });
    CHECK_FALSE(stream.next().has_value());
    other.join();
    CHECK_FALSE(stream.next().has_value());
  }

  TEST_CASE("a starved stream goes on when another thread gives a frame back") {
    const FrameServer server("64x48", "500");
    RunningStream stream = started(settingsOf("nv12", 2));
    uint32_t lastSequence = 0;
    for (int round = 0; round < 50; ++round) {
      std::vector<Frame> held;
      while (held.size() < stream.info().buffers) held.push_back(nextFrame(stream));
      lastSequence = held.back().sequence();
      std::thread other([frames = std::move(held)]() mutable { frames.clear(); });
      const Frame frame = nextFrame(stream);
      CHECK(frame.sequence() > lastSequence);
      other.join();
    }
  }

  TEST_CASE("a frame outlives its stream, and nothing stays open after it") {
    const FrameServer server;
    const size_t before = openDescriptors();
    {
      std::optional<Frame> kept;
      {
        RunningStream stream = started(settingsOf("y800"));
        kept = nextFrame(stream);
      }
      unsigned sum = 0;
      for (const uint8_t byte : kept->data()) sum += byte;
      CHECK(sum > 0);
      CHECK(openDescriptors() > before);
    }
    CHECK(openDescriptors() == before);
  }

  TEST_CASE("moving a frame moves its buffer") {
    const FrameServer server;
    RunningStream stream = started(settingsOf("nv12"));
    Frame first = nextFrame(stream);
    const uint8_t* const data = first.data().data();
    Frame second = std::move(first);
    CHECK(second.data().data() == data);
    CHECK(first.data().empty());  // NOLINT(bugprone-use-after-move): that is what is tested
    second = nextFrame(stream);
    CHECK(second.data().data() != nullptr);
  }

  TEST_CASE("10,000 frames leave no descriptor behind") {
    const FrameServer server("16x16", "2000");
    const size_t before = openDescriptors();
    {
      RunningStream stream = started(settingsOf("nv12", 5));
      const size_t running = openDescriptors();
      for (int count = 0; count < 10000; ++count) nextFrame(stream);
      CHECK(openDescriptors() == running);
    }
    CHECK(openDescriptors() == before);
  }

  TEST_CASE("the end of the camera is an error with words, also for a waiting next()") {
    FrameServer server("64x48", "0.1");
    RunningStream stream = started(settingsOf("nv12"));
    const Frame held = nextFrame(stream);
    std::thread killer([&] { server.end(SIGKILL); });
    const CameraError error = errorOf([&] { stream.next(); });
    killer.join();
    CHECK(contains(error, "the video stream ended: the simulated camera's video at "));
    CHECK(contains(error, " has gone"));
    CHECK(error.domain() == "vdo-error-quark");
    CHECK(held.data().size() == 64 * 48 * 3 / 2);
    CHECK(contains(errorOf([&] { stream.next(); }), "has gone"));
  }

  TEST_CASE("streams in several threads do not disturb each other") {
    const FrameServer server("64x48", "500");
    constexpr int kFrames = 100;
    std::atomic<int> total = 0;
    std::vector<std::thread> threads;
    for (const char* format : {"nv12", "y800", "rgb"}) {
      threads.emplace_back([&total, format] {
        RunningStream stream = started(settingsOf(format));
        for (int count = 0; count < kFrames; ++count) total += stream.next().has_value() ? 1 : 0;
      });
    }
    for (std::thread& thread : threads) thread.join();
    CHECK(total == 3 * kFrames);
  }
}

TEST_SUITE("missing-library") {
  TEST_CASE("a camera without the video library") {
    const CameraError error = errorOf([] { VideoStream::open(settingsOf("nv12")); });
    CHECK(contains(error, "the camera library libvdostream.so.1 cannot be loaded: "));
    CHECK(error.domain() == "acapkit");
  }
}
