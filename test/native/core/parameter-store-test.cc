// Parameters through native/core against the services of the simulated camera (test/native/core.test.ts).
#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <thread>

#include "bus-support.h"
#include "core/parameter-store.h"

using acapkit::MainLoop;
using acapkit::ParameterStore;
using acapkit::test::complaintOf;
using acapkit::test::has;
using acapkit::test::Watched;

namespace {

using Changes = Watched<std::vector<std::string>>;

auto into(Changes& changes) {
  return [&changes](const std::string& name, const std::string& value) {
    changes.change([&](auto& list) { list.push_back(name + "=" + value); });
  };
}

}  // namespace

TEST_SUITE("bus") {
  TEST_CASE("get, set, add, list and remove") {
    ParameterStore store("tester");
    CHECK(store.get("FromManifest") == "initial");
    CHECK(store.get("root.Properties.System.SerialNumber") == "B8A44F000001");
    store.set("FromManifest", "changed", true);
    CHECK(store.get("FromManifest") == "changed");
    store.set("FromManifest", "initial", true);
    store.add("Added", "1", "int:min=0;max=5");
    const auto listed = [&] {
      const std::vector<std::string> names = store.list();
      return std::any_of(names.begin(), names.end(), [](const auto& name) { return has(name, "Added"); });
    };
    CHECK(listed());
    store.remove("Added");
    CHECK_FALSE(listed());
  }

  TEST_CASE("mistakes are errors with words") {
    ParameterStore store("tester");
    CHECK(has(complaintOf([&] { store.get("Nowhere"); }), "the parameter Nowhere cannot be read: "));
    CHECK(has(complaintOf([&] { store.set("Nowhere", "", true); }), "the parameter Nowhere cannot be set: "));
    CHECK(has(complaintOf([&] { store.remove("Nowhere"); }), "the parameter Nowhere cannot be removed: "));
    CHECK(has(complaintOf([&] { store.add("Second", "x", "string"); }),
              "the parameter Second cannot be added: "));
    CHECK(
        has(complaintOf([&] { store.onChange("", [](const auto&, const auto&) {}); }), "cannot be followed"));
    CHECK(has(complaintOf([] { const ParameterStore none(""); }), "cannot be opened"));
  }

  TEST_CASE(
      "changes come with the qualified name, in another thread; a new callback replaces the one before") {
    ParameterStore store("tester");
    Changes first;
    Changes second;
    const auto held = std::make_shared<int>(0);
    store.onChange("Second", [held, forward = into(first)](const auto& name, const auto& value) {
      forward(name, value);
    });
    store.set("Second", "1", true);
    REQUIRE(first.wait([](const auto& list) { return list.size() == 1; }));
    CHECK(first.get().front() == "root.Tester.Second=1");
    store.onChange("Second", into(second));
    store.set("Second", "2", true);
    REQUIRE(second.wait([](const auto& list) { return list.size() == 1; }));
    MainLoop::shared()->barrier();
    CHECK(first.get().size() == 1);
    CHECK(held.use_count() == 1);
  }

  TEST_CASE("a store ends while changes are on their way to it") {
    std::atomic<bool> enough = false;
    std::thread writing([&] {
      ParameterStore writer("tester");
      for (int number = 0; !enough; ++number) writer.set("Watched", std::to_string(number), true);
    });
    for (int round = 0; round < 20; ++round) {
      auto changes = std::make_unique<Changes>();
      auto store = std::make_unique<ParameterStore>("tester");
      store->onChange("Watched", into(*changes));
      if (round % 3 != 0) CHECK(changes->wait([](const auto& list) { return !list.empty(); }));
      store.reset();
      changes.reset();
    }
    enough = true;
    writing.join();
  }
}

TEST_SUITE("no-bus") {
  TEST_CASE("without a bus, parameters are errors with words") {
    CHECK(has(complaintOf([] { const ParameterStore store("tester"); }),
              "the parameters of tester cannot be opened: "));
  }
}

TEST_SUITE("missing-library") {
  TEST_CASE("a camera without the parameter library") {
    CHECK(has(complaintOf([] { const ParameterStore store("tester"); }),
              "the camera library libaxparameter.so.1 cannot be loaded: "));
  }
}
