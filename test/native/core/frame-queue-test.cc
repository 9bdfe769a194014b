// The queue between the capture thread and the app.
#include <doctest/doctest.h>

#include <thread>

#include "../vdo/fixture.h"
#include "core/frame-queue.h"

using acapkit::Frame;
using acapkit::FrameQueue;
using acapkit::RunningStream;
using acapkit::StreamSettings;
using acapkit::VideoStream;
using acapkit::test::FrameServer;

namespace {

/** The addon's capture thread. */
void capture(RunningStream& stream, FrameQueue& queue) {
  while (std::optional<Frame> frame = stream.next()) queue.push(std::move(*frame));
  queue.end("");
}

}  // namespace

TEST_SUITE("video") {
  TEST_CASE("the queue leaves one buffer to the camera and one to the app") {
    CHECK(FrameQueue::capacityFor(1) == 1);
    CHECK(FrameQueue::capacityFor(2) == 1);
    CHECK(FrameQueue::capacityFor(3) == 1);
    CHECK(FrameQueue::capacityFor(5) == 3);
  }

  TEST_CASE("every frame is taken, dropped and counted, or still waiting") {
    const FrameServer server("16x16", "2000");
    RunningStream stream = VideoStream::open(StreamSettings{}).start();
    FrameQueue queue(FrameQueue::capacityFor(stream.info().buffers));
    std::thread capturing([&] { capture(stream, queue); });
    uint32_t taken = 0;
    uint32_t last = 0;
    while (taken < 1000) {
      if (const std::optional<Frame> frame = queue.take()) {
        last = frame->sequence();
        ++taken;
      } else {
        std::this_thread::yield();
      }
    }
    stream.interrupt();
    capturing.join();
    uint32_t rest = 0;
    while (const std::optional<Frame> frame = queue.take()) {
      last = frame->sequence();
      ++rest;
    }
    CHECK(queue.status().ended);
    CHECK(taken + rest + queue.status().dropped == last + 1);
  }

  TEST_CASE("an app that takes nothing loses the oldest frames, and the camera keeps its buffers") {
    const FrameServer server("16x16", "500");
    RunningStream stream = VideoStream::open(StreamSettings{}).start();
    FrameQueue queue(1);
    std::optional<Frame> held = stream.next();
    for (int count = 0; count < 100; ++count) {
      std::optional<Frame> frame = stream.next();
      REQUIRE(frame.has_value());
      queue.push(std::move(*frame));
    }
    CHECK(queue.status().dropped >= 99);
    CHECK(queue.take()->sequence() >= 100);
    CHECK_FALSE(queue.take().has_value());
  }

  TEST_CASE("frames lost in the camera count as dropped") {
    const FrameServer server("16x16", "500");
    RunningStream stream = VideoStream::open(StreamSettings{}).start();
    FrameQueue queue(5);
    std::optional<Frame> frame = stream.next();
    const uint32_t first = frame->sequence();
    queue.push(std::move(*frame));
    uint32_t second = first;
    while (second < first + 10) {
      frame = stream.next();
      second = frame->sequence();
    }
    queue.push(std::move(*frame));
    CHECK(queue.status().dropped == second - first - 1);
  }

  TEST_CASE("a queue has ended when its last frame is taken") {
    const FrameServer server;
    RunningStream stream = VideoStream::open(StreamSettings{}).start();
    FrameQueue queue(1);
    queue.push(std::move(*stream.next()));
    queue.end("why");
    CHECK_FALSE(queue.status().ended);
    CHECK(queue.take().has_value());
    CHECK(queue.status().ended);
    CHECK(queue.status().reason == "why");
  }
}
