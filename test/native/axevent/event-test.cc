// Events: copied sets and both forms of time stamps.
#define ALLOW_DEPRECATED_LIBAXEVENT_FUNCS
#include "support.h"

namespace acapkit::test {

TEST_SUITE_BEGIN("pure");

TEST_CASE("an event has its own copy of the set") {
  Set set = topicSet("Copied");
  const Event event(ax_event_new2(set.get(), nullptr));
  REQUIRE(event);
  set.reset();
  CHECK(stringOf(ax_event_get_key_value_set(event.get()), "topic0", "tnsaxis") == "Copied");
}

TEST_CASE("without a time stamp an event is of now, in UTC") {
  const gint64 before = g_get_real_time();
  const Event event(ax_event_new2(topicSet("Now").get(), nullptr));
  const gint64 after = g_get_real_time();
  GDateTime* time = ax_event_get_time_stamp2(event.get());
  const gint64 stamp = g_date_time_to_unix(time) * G_USEC_PER_SEC + g_date_time_get_microsecond(time);
  CHECK(stamp >= before);
  CHECK(stamp <= after);
  CHECK(g_date_time_get_utc_offset(time) == 0);
}

TEST_CASE("GDateTime and GTimeVal stamps agree to the microsecond") {
  const std::unique_ptr<GDateTime, Free> time(g_date_time_new_utc(2021, 2, 3, 4, 5, 6.789012));
  const Event event(ax_event_new2(topicSet("Time").get(), time.get()));
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  GTimeVal stamp = *ax_event_get_time_stamp(event.get());
  CHECK(stamp.tv_sec == 1612325106);
  CHECK(stamp.tv_usec == 789012);
  const Event copy(ax_event_new(topicSet("Time").get(), &stamp));
  G_GNUC_END_IGNORE_DEPRECATIONS
  CHECK(g_date_time_compare(ax_event_get_time_stamp2(copy.get()), time.get()) == 0);
}

TEST_CASE("an event needs a set") {
  CHECK(ax_event_new2(nullptr, nullptr) == nullptr);
  CHECK(ax_event_get_key_value_set(nullptr) == nullptr);
  CHECK(ax_event_get_time_stamp2(nullptr) == nullptr);
  ax_event_free(nullptr);
}

TEST_SUITE_END();

}  // namespace acapkit::test
