// Key-value sets: copies, types, errors, the variadic call and the marks.
#include <clocale>
#include <cmath>
#include <limits>

#include "support.h"

namespace acapkit::test {

TEST_SUITE_BEGIN("pure");

TEST_CASE("values are copied and come back with their types") {
  const Set set(ax_event_key_value_set_new());
  gint integer = std::numeric_limits<gint>::min();
  gboolean boolean = 42;
  gdouble number = 0.1;
  std::string text = "häuser";
  REQUIRE(ax_event_key_value_set_add_key_values(set.get(), nullptr, "i", nullptr, &integer, AX_VALUE_TYPE_INT,
                                                "b", "tns1", &boolean, AX_VALUE_TYPE_BOOL, "d", nullptr,
                                                &number, AX_VALUE_TYPE_DOUBLE, "s", "tnsaxis", text.c_str(),
                                                AX_VALUE_TYPE_STRING, nullptr));
  integer = 0;
  boolean = FALSE;
  number = 0;
  text = "other";
  CHECK(ax_event_key_value_set_get_integer(set.get(), "i", nullptr, &integer, nullptr));
  CHECK(integer == std::numeric_limits<gint>::min());
  CHECK(ax_event_key_value_set_get_boolean(set.get(), "b", "tns1", &boolean, nullptr));
  CHECK(boolean == TRUE);
  CHECK(ax_event_key_value_set_get_double(set.get(), "d", nullptr, &number, nullptr));
  CHECK(number == 0.1);
  CHECK(stringOf(set.get(), "s", "tnsaxis") == "häuser");
}

TEST_CASE("doubles keep every bit in any locale") {
  std::setlocale(LC_ALL, "de_DE.UTF-8");
  const Set set(ax_event_key_value_set_new());
  for (const gdouble value : {1.0 / 3, -0.0, 1e308, std::numeric_limits<double>::denorm_min(),
                              std::numeric_limits<double>::infinity(), 17.25}) {
    gdouble result = 1;
    REQUIRE(
        ax_event_key_value_set_add_key_value(set.get(), "d", nullptr, &value, AX_VALUE_TYPE_DOUBLE, nullptr));
    REQUIRE(ax_event_key_value_set_get_double(set.get(), "d", nullptr, &result, nullptr));
    CHECK(result == value);
    CHECK(std::signbit(result) == std::signbit(value));
  }
  std::setlocale(LC_ALL, "C");
}

TEST_CASE("errors tell a missing key, another type and a missing value apart") {
  const Set set(ax_event_key_value_set_new());
  const gint number = 1;
  REQUIRE(ax_event_key_value_set_add_key_values(set.get(), nullptr, "set", nullptr, &number,
                                                AX_VALUE_TYPE_INT, "unset", nullptr, nullptr,
                                                AX_VALUE_TYPE_INT, nullptr));
  ErrorSlot error;
  gboolean flag = FALSE;
  gint value = 7;
  CHECK_FALSE(ax_event_key_value_set_get_boolean(set.get(), "set", nullptr, &flag, error));
  CHECK(error.code() == AX_EVENT_ERROR_INCOMPATIBLE_VALUE);
  CHECK_FALSE(ax_event_key_value_set_get_integer(set.get(), "unset", nullptr, &value, error));
  CHECK(error.code() == AX_EVENT_ERROR_INCOMPATIBLE_VALUE);
  CHECK_FALSE(ax_event_key_value_set_get_integer(set.get(), "set", "tns1", &value, error));
  CHECK(error.code() == AX_EVENT_ERROR_KEY_NOT_FOUND);
  CHECK(value == 7);
  CHECK_FALSE(ax_event_key_value_set_get_integer(set.get(), "none", nullptr, &value, nullptr));
}

TEST_CASE("the type is known also without a value") {
  const Set set(ax_event_key_value_set_new());
  AXEventValueType type = AX_VALUE_TYPE_INT;
  REQUIRE(
      ax_event_key_value_set_add_key_value(set.get(), "k", nullptr, nullptr, AX_VALUE_TYPE_ELEMENT, nullptr));
  CHECK(ax_event_key_value_set_get_value_type(set.get(), "k", nullptr, &type, nullptr));
  CHECK(type == AX_VALUE_TYPE_ELEMENT);
  ErrorSlot error;
  CHECK_FALSE(ax_event_key_value_set_get_value_type(set.get(), "k", "tns1", &type, error));
  CHECK(error.code() == AX_EVENT_ERROR_KEY_NOT_FOUND);
}

TEST_CASE("the same name in another namespace is another key; adding again replaces") {
  const Set set(ax_event_key_value_set_new());
  const gint number = 5;
  REQUIRE(ax_event_key_value_set_add_key_values(set.get(), nullptr, "k", "tns1", "a", AX_VALUE_TYPE_STRING,
                                                "k", "tnsaxis", "b", AX_VALUE_TYPE_STRING, "k", "tns1",
                                                &number, AX_VALUE_TYPE_INT, nullptr));
  gint value = 0;
  CHECK(ax_event_key_value_set_get_integer(set.get(), "k", "tns1", &value, nullptr));
  CHECK(value == 5);
  CHECK(stringOf(set.get(), "k", "tnsaxis") == "b");
}

TEST_CASE("the variadic call stops at the first bad key and keeps those before") {
  const Set set(ax_event_key_value_set_new());
  ErrorSlot error;
  CHECK_FALSE(ax_event_key_value_set_add_key_values(
      set.get(), error, "good", nullptr, "x", AX_VALUE_TYPE_STRING, "bad", nullptr, "\xff",
      AX_VALUE_TYPE_STRING, "after", nullptr, "y", AX_VALUE_TYPE_STRING, nullptr));
  CHECK(error.code() == AX_EVENT_ERROR_INVALID_ARGUMENT);
  CHECK(stringOf(set.get(), "good", nullptr) == "x");
  CHECK(stringOf(set.get(), "after", nullptr) == "(none)");
}

TEST_CASE("keys need a name and a known type") {
  const Set set(ax_event_key_value_set_new());
  ErrorSlot error;
  CHECK_FALSE(ax_event_key_value_set_add_key_value(set.get(), "", nullptr, "x", AX_VALUE_TYPE_STRING, error));
  CHECK(error.code() == AX_EVENT_ERROR_INVALID_ARGUMENT);
  CHECK_FALSE(
      ax_event_key_value_set_add_key_value(set.get(), nullptr, nullptr, "x", AX_VALUE_TYPE_STRING, error));
  CHECK_FALSE(ax_event_key_value_set_add_key_value(nullptr, "k", nullptr, "x", AX_VALUE_TYPE_STRING, error));
  CHECK(error.code() == AX_EVENT_ERROR_INVALID_ARGUMENT);
  ax_event_key_value_set_free(nullptr);
}

TEST_CASE("marks and nice names need an existing key") {
  const Set set(ax_event_key_value_set_new());
  REQUIRE(ax_event_key_value_set_add_key_value(set.get(), "k", "tns1", "v", AX_VALUE_TYPE_STRING, nullptr));
  ErrorSlot error;
  CHECK(ax_event_key_value_set_mark_as_source(set.get(), "k", "tns1", error));
  CHECK(ax_event_key_value_set_mark_as_data(set.get(), "k", "tns1", error));
  CHECK(ax_event_key_value_set_mark_as_user_defined(set.get(), "k", "tns1", "wstype:xs:float", error));
  CHECK(ax_event_key_value_set_add_nice_names(set.get(), "k", "tns1", "Key", nullptr, error));
  CHECK_FALSE(ax_event_key_value_set_mark_as_source(set.get(), "k", nullptr, error));
  CHECK(error.code() == AX_EVENT_ERROR_KEY_NOT_FOUND);
  CHECK_FALSE(ax_event_key_value_set_mark_as_data(set.get(), "none", nullptr, error));
  CHECK_FALSE(ax_event_key_value_set_add_nice_names(set.get(), "none", nullptr, "a", "b", error));
  CHECK(error.code() == AX_EVENT_ERROR_KEY_NOT_FOUND);
  CHECK_FALSE(ax_event_key_value_set_mark_as_user_defined(set.get(), "k", "tns1", nullptr, error));
  CHECK(error.code() == AX_EVENT_ERROR_INVALID_ARGUMENT);
}

TEST_CASE("a removed key is gone, the others stay") {
  const Set set = topicSet("Topic");
  for (const char* key : {"a", "b", "c"}) {
    REQUIRE(
        ax_event_key_value_set_add_key_value(set.get(), key, nullptr, key, AX_VALUE_TYPE_STRING, nullptr));
  }
  ErrorSlot error;
  CHECK(ax_event_key_value_set_remove_key(set.get(), "b", nullptr, error));
  CHECK_FALSE(ax_event_key_value_set_remove_key(set.get(), "b", nullptr, error));
  CHECK(error.code() == AX_EVENT_ERROR_KEY_NOT_FOUND);
  CHECK(stringOf(set.get(), "a", nullptr) == "a");
  CHECK(stringOf(set.get(), "b", nullptr) == "(none)");
  CHECK(stringOf(set.get(), "c", nullptr) == "c");
}

TEST_SUITE_END();

}  // namespace acapkit::test
