// Runs headers-test.c, and checks the layout of the structs that travel by value.
#include <cstddef>

#include "doctest/doctest.h"
#include "fixture.h"

extern "C" int useHeadersFromC(GError** error, int number);

static_assert(sizeof(VdoPair32i) == 8 && sizeof(VdoPair32u) == 8);
static_assert(sizeof(VdoQuad32i) == 16 && sizeof(VdoQuad32u) == 16);
static_assert(sizeof(VdoResolution) == 8 && offsetof(VdoRect, x) == 8);
static_assert(sizeof(VdoFormat) == sizeof(int) && sizeof(VdoIntent) == sizeof(int));
static_assert(offsetof(VdoChunk, size) == sizeof(void*) && offsetof(VdoChunk, type) == 2 * sizeof(void*));
static_assert(offsetof(VdoChunk, offset) == (sizeof(void*) == 8 ? 24 : 16));

TEST_CASE("headers: C code compiles and the macros work") {
  acapkit::test::Error error;
  CHECK(useHeadersFromC(error.out(), 7) == 0);
  CHECK(error.is(VDO_ERROR_IO));
  CHECK(error.text() == "number 7");
}
