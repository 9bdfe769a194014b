// VdoMap: every type, conversion between numbers, comparison, filters, the printf macros.
#include <cstdio>
#include <limits>
#include <string>

#include "doctest/doctest.h"
#include "fixture.h"

using acapkit::test::Map;
using acapkit::test::numbers;

TEST_CASE("map: every type comes back as it was set") {
  const Map map(vdo_map_new());
  VdoMap* m = map.get();
  const guint32 two[2] = {1, 2};
  const guint32 four[4] = {1, 2, 3, 4};
  const gdouble doubles[4] = {0.5, 1.5, 2.5, 3.5};
  vdo_map_set_byte(m, "byte", 200);
  vdo_map_set_int16(m, "int16", -300);
  vdo_map_set_uint16(m, "uint16", 60000);
  vdo_map_set_int32(m, "int32", -70000);
  vdo_map_set_uint32(m, "uint32", 4000000000U);
  vdo_map_set_int64(m, "int64", -5000000000LL);
  vdo_map_set_uint64(m, "uint64", 18000000000000000000ULL);
  vdo_map_set_double(m, "double", 29.97);
  vdo_map_set_boolean(m, "boolean", TRUE);
  vdo_map_set_string(m, "string", "NV12");
  vdo_map_set_uint32x2(m, "two", two);
  vdo_map_set_uint32x4(m, "four", four);
  vdo_map_set_doublex4(m, "doubles", doubles);
  CHECK(vdo_map_get_byte(m, "byte", 0) == 200);
  CHECK(vdo_map_get_int16(m, "int16", 0) == -300);
  CHECK(vdo_map_get_uint16(m, "uint16", 0) == 60000);
  CHECK(vdo_map_get_int32(m, "int32", 0) == -70000);
  CHECK(vdo_map_get_uint32(m, "uint32", 0) == 4000000000U);
  CHECK(vdo_map_get_int64(m, "int64", 0) == -5000000000LL);
  CHECK(vdo_map_get_uint64(m, "uint64", 0) == 18000000000000000000ULL);
  CHECK(vdo_map_get_double(m, "double", 0) == 29.97);
  CHECK(vdo_map_get_boolean(m, "boolean", FALSE) == TRUE);
  gsize size = 0;
  CHECK(std::string(vdo_map_get_string(m, "string", &size, nullptr)) == "NV12");
  CHECK(size == 4);
  CHECK(vdo_map_get_uint32x2(m, "two", nullptr)[1] == 2);
  CHECK(vdo_map_get_uint32x4(m, "four", nullptr)[3] == 4);
  CHECK(vdo_map_get_doublex4(m, "doubles", nullptr)[3] == 3.5);
  CHECK(vdo_map_size(m) == 13);
}

TEST_CASE("map: pairs and quads travel by value and convert") {
  const Map map(vdo_map_new());
  VdoMap* m = map.get();
  VdoPair32u pair{};
  pair.w = 1920;
  pair.h = 1080;
  VdoPair32i signedPair{};
  signedPair.x = -1;
  signedPair.y = 7;
  VdoQuad32u quad{};
  quad.val[3] = 9;
  VdoQuad32i signedQuad{};
  signedQuad.w = -4;
  vdo_map_set_pair32u(m, "resolution", pair);
  vdo_map_set_pair32i(m, "signed", signedPair);
  vdo_map_set_quad32u(m, "quad", quad);
  vdo_map_set_quad32i(m, "signedQuad", signedQuad);
  CHECK(vdo_map_get_pair32u(m, "resolution", VdoPair32u{}).res.height == 1080);
  CHECK(vdo_map_get_pair32i(m, "resolution", VdoPair32i{}).x == 1920);
  CHECK(vdo_map_get_pair32u(m, "signed", VdoPair32u{}).x == 0);
  CHECK(vdo_map_get_pair32i(m, "signed", VdoPair32i{}).x == -1);
  CHECK(vdo_map_get_quad32u(m, "quad", VdoQuad32u{}).h == 9);
  CHECK(vdo_map_get_quad32i(m, "signedQuad", VdoQuad32i{}).w == -4);
  CHECK(vdo_map_get_uint32x2(m, "resolution", nullptr)[0] == 1920);
  CHECK(vdo_map_get_pair32u(m, "quad", pair).w == 1920);
  CHECK(vdo_map_get_pair32u(m, "absent", pair).w == 1920);
}

TEST_CASE("map: numeric getters convert and clamp; the default is for absent keys and other types") {
  const Map map(vdo_map_new());
  VdoMap* m = map.get();
  vdo_map_set_uint32(m, "framerate", 25);
  CHECK(vdo_map_get_double(m, "framerate", 1) == 25.0);
  vdo_map_set_double(m, "framerate", 29.97);
  CHECK(vdo_map_get_uint32(m, "framerate", 1) == 29);
  CHECK(vdo_map_get_boolean(m, "framerate", FALSE) == TRUE);
  vdo_map_set_int32(m, "negative", -5);
  CHECK(vdo_map_get_uint32(m, "negative", 1) == 0);
  CHECK(vdo_map_get_byte(m, "negative", 1) == 0);
  CHECK(vdo_map_get_int64(m, "negative", 1) == -5);
  vdo_map_set_double(m, "huge", 1e30);
  CHECK(vdo_map_get_int64(m, "huge", 1) == std::numeric_limits<gint64>::max());
  CHECK(vdo_map_get_uint64(m, "huge", 1) == std::numeric_limits<guint64>::max());
  CHECK(vdo_map_get_int16(m, "huge", 1) == std::numeric_limits<gint16>::max());
  vdo_map_set_double(m, "nan", std::numeric_limits<double>::quiet_NaN());
  CHECK(vdo_map_get_int32(m, "nan", 1) == 0);
  vdo_map_set_boolean(m, "truth", TRUE);
  CHECK(vdo_map_get_uint32(m, "truth", 5) == 1);
  vdo_map_set_string(m, "text", "12");
  CHECK(vdo_map_get_uint32(m, "text", 5) == 5);
  CHECK(vdo_map_get_uint32(m, "absent", 5) == 5);
  CHECK(vdo_map_get_string(m, "absent", nullptr, nullptr) == nullptr);
  CHECK(std::string(vdo_map_get_string(m, "framerate", nullptr, "none")) == "none");
}

TEST_CASE("map: contains, equals, updates") {
  const Map left = numbers({{"a", 1}, {"b", 2}});
  const Map right = numbers({{"a", 1}, {"b", 3}, {"c", 4}});
  const gchar* names[] = {"a", "b", nullptr};
  CHECK(vdo_map_contains_va(left.get(), "a", "b", nullptr));
  CHECK_FALSE(vdo_map_contains_va(left.get(), "a", "c", nullptr));
  CHECK(vdo_map_contains_strv(left.get(), names));
  CHECK(vdo_map_entry_equals(left.get(), right.get(), "a"));
  CHECK_FALSE(vdo_map_entry_equals(left.get(), right.get(), "c"));
  CHECK(vdo_map_entry_updates(left.get(), right.get(), "b"));
  CHECK(vdo_map_entry_updates(left.get(), right.get(), "c"));
  CHECK_FALSE(vdo_map_entry_updates(right.get(), left.get(), "c"));
  CHECK_FALSE(vdo_map_equals(left.get(), right.get()));
  CHECK(vdo_map_equals_va(left.get(), right.get(), "a", nullptr));
  CHECK_FALSE(vdo_map_equals_strv(left.get(), right.get(), names));
  const Map copy(vdo_map_clone(left.get()));
  CHECK(vdo_map_equals(left.get(), copy.get()));
}

TEST_CASE("map: remove, filter, merge, swap, copy") {
  const Map map = numbers({{"h264.profile", 1}, {"h264.level", 2}, {"width", 3}});
  const Map prefixed(vdo_map_filter_prefix(map.get(), "h264."));
  CHECK(vdo_map_size(prefixed.get()) == 2);
  const Map named(vdo_map_filter_va(map.get(), "width", "absent", nullptr));
  CHECK(vdo_map_size(named.get()) == 1);
  const gchar* names[] = {"width", "h264.level", nullptr};
  const Map listed(vdo_map_filter_strv(map.get(), names));
  CHECK(vdo_map_size(listed.get()) == 2);
  vdo_map_copy_value(map.get(), "width", "height");
  CHECK(vdo_map_get_uint32(map.get(), "height", 0) == 3);
  const Map other = numbers({{"width", 9}});
  vdo_map_merge(map.get(), other.get());
  CHECK(vdo_map_get_uint32(map.get(), "width", 0) == 9);
  vdo_map_swap(map.get(), other.get());
  CHECK(vdo_map_size(map.get()) == 1);
  vdo_map_remove(other.get(), "width");
  vdo_map_remove_va(other.get(), "height", "absent", nullptr);
  vdo_map_remove_strv(other.get(), names);
  CHECK(vdo_map_size(other.get()) == 1);
  vdo_map_clear(other.get());
  CHECK(vdo_map_empty(other.get()));
}

TEST_CASE("map: variants go out and in") {
  const Map map = numbers({{"a", 1}});
  vdo_map_set_string(map.get(), "b", "text");
  const Map copy(vdo_map_new_from_variant(vdo_map_to_variant(map.get())));
  CHECK(vdo_map_equals(map.get(), copy.get()));
  CHECK(g_variant_get_uint32(vdo_map_get_variant(copy.get(), "a", nullptr)) == 1);
  CHECK(vdo_map_get_variant(copy.get(), "absent", nullptr) == nullptr);
}

TEST_CASE("map: the printf macros make the key") {
  const Map map(vdo_map_new());
  VdoMap* m = map.get();
  for (int i = 0; i < 2; ++i) {
    vdo_map_set_printf(m, uint32, 10U + i, 16, "view.%d", i);
    vdo_map_set_boolean_printf(m, TRUE, 16, "on.%d", i);
  }
  vdo_map_set_string(m, "name.1", "one");
  CHECK(vdo_map_get_printf(m, uint32, 0, 16, "view.%d", 1) == 11);
  CHECK(vdo_map_get_boolean_printf(m, FALSE, 16, "on.%d", 1) == TRUE);
  CHECK(std::string(vdo_map_get_string_printf(m, "", 16, "name.%d", 1)) == "one");
  gchar* copy = vdo_map_dup_string_printf(m, "none", 16, "name.%d", 2);
  CHECK(std::string(copy) == "none");
  g_free(copy);
  vdo_map_remove_printf(m, 16, "view.%d", 1);
  CHECK(vdo_map_size(m) == 4);
}

TEST_CASE("map: dump prints one line for each entry") {
  const Map map = numbers({{"width", 640}});
  vdo_map_set_string(map.get(), "subformat", "NV12");
  const acapkit::simulator::UniqueFd memory(memfd_create("dump", MFD_CLOEXEC));
  std::fflush(stdout);
  const acapkit::simulator::UniqueFd saved(dup(STDOUT_FILENO));
  dup2(memory.get(), STDOUT_FILENO);
  vdo_map_dump(map.get());
  dup2(saved.get(), STDOUT_FILENO);
  char text[64] = {};
  CHECK(pread(memory.get(), text, sizeof(text) - 1, 0) > 0);
  CHECK(std::string(text) == "subformat: 'NV12'\nwidth: 640\n");
}

TEST_CASE("types: GTypes carry the published nicks") {
  auto* formats = static_cast<GEnumClass*>(g_type_class_ref(VDO_TYPE_FORMAT));
  CHECK(std::string(g_enum_get_value(formats, VDO_FORMAT_PLANAR_RGB)->value_nick) == "rgbp");
  CHECK(g_enum_get_value_by_nick(formats, "av1")->value == VDO_FORMAT_AV1);
  g_type_class_unref(formats);
  CHECK(G_TYPE_IS_FLAGS(VDO_TYPE_INTENT));
  CHECK(G_TYPE_IS_ENUM(VDO_TYPE_ZIPSTREAM_GDR));
  CHECK(std::string(vdo_format_to_str(VDO_FORMAT_H265)) == "h265");
  CHECK(vdo_format_is_encoded(VDO_FORMAT_JPEG));
  CHECK_FALSE(vdo_format_is_motion_encoded(VDO_FORMAT_JPEG));
}
