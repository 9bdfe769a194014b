// Uses camera functions through the run-time shim and prints what happens; test/native/shim.test.ts compares.
// The first argument says what to do.
#include <vdo-frame.h>
#include <vdo-map.h>
#include <vdo-stream.h>

#include <cinttypes>
#include <cstdio>
#include <string_view>

#include "execute.h"
#include "shim/shim.h"

namespace {

constexpr const char* kVideo = "libvdostream.so.1";

/** 0 when the library is there; else prints why not. */
int load(const char* soname) {
  const char* message = acapkit_shim_load(soname);
  if (message == nullptr) return 0;
  std::printf("%s\n", message);
  return 1;
}

int passValues() {
  if (load(kVideo) != 0) return 1;
  VdoPair32u pair;
  pair.w = 640;
  pair.h = 360;
  const VdoPair32u changed = vdo_map_get_pair32u(nullptr, "A", pair);
  std::printf("pair %u %u\n", changed.w, changed.h);
  int something = 0;
  auto* frame = reinterpret_cast<VdoFrame*>(&something);
  const VdoChunk chunk = vdo_frame_take_chunk(frame, nullptr);
  std::printf("chunk %d %zu %d %" PRIx64 "\n", chunk.data == frame ? 1 : 0, static_cast<size_t>(chunk.size),
              static_cast<int>(chunk.type), static_cast<uint64_t>(chunk.offset));
  GError* error = nullptr;
  vdo_stream_y800_new(nullptr, 7, VdoResolution{1920, 1080}, &error);
  std::printf("resolution %d %s\n", error->code, error->message);
  g_error_free(error);
  std::printf("double %g\n", vdo_map_get_double(nullptr, "", 1.25));
  std::printf("int64 %" PRIx64 "\n",
              static_cast<uint64_t>(vdo_map_get_int64(nullptr, "", 0x123456789abcdefLL)));
  return 0;
}

/** The same with a whole camera library. */
int useMap() {
  if (load(kVideo) != 0) return 1;
  VdoMap* map = vdo_map_new();
  VdoPair32u pair;
  pair.w = 640;
  pair.h = 360;
  vdo_map_set_pair32u(map, "size", pair);
  pair.w = pair.h = 0;
  const VdoPair32u found = vdo_map_get_pair32u(map, "size", pair);
  vdo_map_set_double(map, "rate", 12.5);
  std::printf("map %u %u %g\n", found.w, found.h, vdo_map_get_double(map, "rate", 0));
  g_object_unref(map);
  return 0;
}

int has(const char* symbol) {
  std::printf("before %d\n", acapkit_shim_has(symbol));
  if (load(kVideo) != 0) return 1;
  std::printf("after %d\n", acapkit_shim_has(symbol));
  return 0;
}

int callMissing(bool loaded) {
  if (loaded && load(kVideo) != 0) return 1;
  vdo_stream_stop(nullptr);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view what = argc > 1 ? argv[1] : "";
  if (what == "load" && argc == 3) return load(argv[2]);
  if (what == "has" && argc == 3) return has(argv[2]);
  if (what == "pass-values") return passValues();
  if (what == "use-map") return useMap();
  if (what == "call-missing") return callMissing(true);
  if (what == "call-unloaded") return callMissing(false);
  if (what == "show") return acapkit::test::show(argc, argv);
  if (what == "execute" && argc > 3) return acapkit::test::execute(argv[2], argv + 3);
  std::fprintf(stderr, "unknown test: %s\n", argv[argc - 1]);
  return 2;
}
