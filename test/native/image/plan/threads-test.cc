// A plan may be run by several threads at once (TSan looks on), and a family chosen meanwhile.
#include <doctest/doctest.h>

#include <thread>
#include <vector>

#include "random-plan.h"

using namespace acapkit::test;

TEST_CASE("threads that share a plan get the same picture") {
  Options options{};
  options.source.width = 320;
  options.source.height = 240;
  options.output.width = 200;
  options.output.height = 200;
  options.output.fit = ACAPKIT_IMAGE_LETTERBOX;
  const Plan plan(options);
  REQUIRE(plan.status == ACAPKIT_IMAGE_OK);
  Random random(1);
  std::vector<uint8_t> frame(320 * 240 * 3 / 2);
  fillPlane(random, frame.data(), frame.size());
  const uint8_t* const planes[2] = {frame.data(), frame.data() + 320 * 240};
  constexpr size_t threads = 4;
  std::vector<std::vector<uint8_t>> pictures(threads, std::vector<uint8_t>(200 * 200 * 3));
  std::vector<std::thread> workers;
  workers.reserve(threads);
  for (std::vector<uint8_t>& picture : pictures) {
    workers.emplace_back([&] {
      for (int i = 0; i < 20; ++i) {
        acapkit_image_use_family(i % 2 == 0 ? "scalar" : nullptr, nullptr);
        acapkit_image_plan_run(plan.plan, planes, picture.data(), nullptr);
      }
    });
  }
  for (std::thread& worker : workers) worker.join();
  for (const auto& picture : pictures) CHECK(picture == pictures[0]);
  acapkit_image_use_family(nullptr, nullptr);
}
