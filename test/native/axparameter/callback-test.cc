// Callbacks: names, order, synced and unsynced writes, and the trap of calling the library inside one.
#include <thread>

#include "support.h"

namespace acapkit::test {
namespace {

struct Seen {
  std::vector<std::string> changes;
  AXParameter* parameter = nullptr;
  std::string inside;
};

void onChanged(const gchar* name, const gchar* value, gpointer data) {
  static_cast<Seen*>(data)->changes.push_back(std::string(name) + "=" + value);
}

/// Does what an app must not do.
void onChangedAndRead(const gchar* name, const gchar* /*value*/, gpointer data) {
  auto* seen = static_cast<Seen*>(data);
  gchar* value = nullptr;
  if (ax_parameter_get(seen->parameter, name, &value, nullptr) != FALSE) seen->inside = value;
  g_free(value);
}

int warnings = 0;

void countWarning(const gchar* /*domain*/, GLogLevelFlags /*level*/, const gchar* message,
                  gpointer /*data*/) {
  if (std::string(message).find("inside a parameter callback") != std::string::npos) warnings++;
}

bool set(const Parameter& parameter, const char* name, const char* value, bool sync = true) {
  return ax_parameter_set(parameter.get(), name, value, static_cast<gboolean>(sync), nullptr) != FALSE;
}

}  // namespace

TEST_SUITE_BEGIN("bus");

TEST_CASE("a callback gets the qualified name, also for the app's own set") {
  const Parameter parameter = open();
  Seen seen;
  REQUIRE(ax_parameter_register_callback(parameter.get(), "Watched", onChanged, &seen, nullptr));
  REQUIRE(set(parameter, "Watched", "one"));
  REQUIRE(set(open("other"), "Tester.Watched", "two"));
  REQUIRE(runUntil([&] { return seen.changes.size() == 2; }));
  CHECK(seen.changes == std::vector<std::string>{"root.Tester.Watched=one", "root.Tester.Watched=two"});
}

TEST_CASE("a value that is already there is no change") {
  const Parameter parameter = open();
  REQUIRE(set(parameter, "Watched", "same"));
  Seen seen;
  REQUIRE(ax_parameter_register_callback(parameter.get(), "root.Tester.Watched", onChanged, &seen, nullptr));
  REQUIRE(set(parameter, "Watched", "same"));
  drain();
  CHECK(seen.changes.empty());
}

TEST_CASE("an unsynced set is seen at once and announced by a later synced one") {
  const Parameter parameter = open();
  Seen seen;
  REQUIRE(ax_parameter_register_callback(parameter.get(), "Watched", onChanged, &seen, nullptr));
  REQUIRE(ax_parameter_register_callback(parameter.get(), "Second", onChanged, &seen, nullptr));
  REQUIRE(set(parameter, "Watched", "late 1", false));
  REQUIRE(set(parameter, "Watched", "late 2", false));
  CHECK(valueOf(parameter, "Watched") == "late 2");
  drain();
  CHECK(seen.changes.empty());
  REQUIRE(set(parameter, "Second", "now"));
  REQUIRE(runUntil([&] { return seen.changes.size() == 2; }));
  CHECK(seen.changes == std::vector<std::string>{"root.Tester.Watched=late 2", "root.Tester.Second=now"});
  REQUIRE(set(parameter, "Second", ""));
}

TEST_CASE("a callback may be registered before the parameter is added") {
  const Parameter parameter = open();
  Seen seen;
  REQUIRE(ax_parameter_register_callback(parameter.get(), "Future", onChanged, &seen, nullptr));
  REQUIRE(ax_parameter_add(parameter.get(), "Future", "a", nullptr, nullptr));
  REQUIRE(set(parameter, "Future", "b"));
  REQUIRE(runUntil([&] { return !seen.changes.empty(); }));
  CHECK(seen.changes == std::vector<std::string>{"root.Tester.Future=b"});
  CHECK(ax_parameter_remove(parameter.get(), "Future", nullptr));
}

TEST_CASE("unregistered and freed callbacks are not called, not even for what was on its way") {
  Parameter parameter = open();
  const Parameter writer = open("other");
  Seen seen;
  REQUIRE(ax_parameter_register_callback(parameter.get(), "Watched", onChanged, &seen, nullptr));
  REQUIRE(set(writer, "Tester.Watched", "unregistered"));
  ax_parameter_unregister_callback(parameter.get(), "Watched");
  drain();
  REQUIRE(ax_parameter_register_callback(parameter.get(), "Watched", onChanged, &seen, nullptr));
  REQUIRE(set(writer, "Tester.Watched", "freed"));
  parameter.reset();
  CHECK(valueOf(writer, "Tester.Watched") == "freed");
  drain();
  CHECK(seen.changes.empty());
}

TEST_CASE("calling the library inside a callback warns and does not hang") {
  const Parameter parameter = open();
  Seen seen;
  seen.parameter = parameter.get();
  REQUIRE(ax_parameter_register_callback(parameter.get(), "Watched", onChangedAndRead, &seen, nullptr));
  warnings = 0;
  const GLogFunc previous = g_log_set_default_handler(countWarning, nullptr);
  REQUIRE(set(parameter, "Watched", "trap"));
  const bool read = runUntil([&] { return !seen.inside.empty(); });
  g_log_set_default_handler(previous, nullptr);
  CHECK(read);
  CHECK(seen.inside == "trap");
  CHECK(warnings == 1);
}

TEST_CASE("another thread may call the library while callbacks come") {
  const Parameter parameter = open();
  Seen seen;
  REQUIRE(ax_parameter_register_callback(parameter.get(), "Watched", onChanged, &seen, nullptr));
  std::thread writer([&] {
    for (int count = 0; count < 50; count++)
      set(parameter, "Watched", ("thread " + std::to_string(count)).c_str());
  });
  const bool all = runUntil([&] { return seen.changes.size() == 50; });
  writer.join();
  REQUIRE(all);
  CHECK(seen.changes.back() == "root.Tester.Watched=thread 49");
}

TEST_SUITE_END();

}  // namespace acapkit::test
