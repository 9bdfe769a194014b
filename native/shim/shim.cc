// Fills the slots behind the trampolines of shim.s, which native/symbols/generate.mjs makes from the symbol
// tables.
#include "shim/shim.h"

#include <dlfcn.h>
#include <syslog.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <mutex>
#include <string>

extern "C" {
// Made by the generator. Strings follow one another, each ended by NUL: "name\0first OS\0name\0first OS\0 …
// \0".
extern void* acapkit_shim_slots[] __attribute__((visibility("hidden")));
extern const char acapkit_shim_sonames[] __attribute__((visibility("hidden")));
extern const char acapkit_shim_symbols[] __attribute__((visibility("hidden")));
extern const uint8_t acapkit_shim_libraries[] __attribute__((visibility("hidden")));
[[noreturn]] void acapkit_shim_missing(unsigned slot) __attribute__((visibility("hidden")));
}

namespace {

constexpr unsigned kEndOfTable = 255;
constexpr int kExitSoftware = 70;  // EX_SOFTWARE of sysexits.h

struct Symbol {
  const char* name;
  const char* firstOs;
};

/** The symbol of a slot; walks the strings, which happens only on start and on failure. */
Symbol symbolOf(size_t slot) {
  const char* text = acapkit_shim_symbols;
  for (size_t skipped = 0; skipped < 2 * slot; ++skipped) text += std::strlen(text) + 1;
  return {text, text + std::strlen(text) + 1};
}

const char* sonameOf(unsigned library) {
  const char* text = acapkit_shim_sonames;
  for (unsigned skipped = 0; skipped < library; ++skipped) text += std::strlen(text) + 1;
  return text;
}

int libraryIndex(const char* soname) {
  int index = 0;
  for (const char* text = acapkit_shim_sonames; *text != '\0'; text += std::strlen(text) + 1, ++index) {
    if (std::strcmp(text, soname) == 0) return index;
  }
  return -1;
}

uint32_t loadedLibraries = 0;

void fillSlots(unsigned library, void* handle) {
  const char* text = acapkit_shim_symbols;
  for (size_t slot = 0; acapkit_shim_libraries[slot] != kEndOfTable; ++slot) {
    const char* name = text;
    text += std::strlen(text) + 1;
    text += std::strlen(text) + 1;
    if (acapkit_shim_libraries[slot] != library) continue;
    if (void* function = dlsym(handle, name)) acapkit_shim_slots[slot] = function;
  }
}

}  // namespace

const char* acapkit_shim_load(const char* soname) {
  static std::mutex mutex;
  thread_local std::string message;
  const std::lock_guard<std::mutex> guard(mutex);
  const int library = libraryIndex(soname);
  if (library < 0) {
    message = std::string(soname) + " is not a camera library that acapkit knows";
    return message.c_str();
  }
  const uint32_t bit = 1U << static_cast<unsigned>(library);
  if ((loadedLibraries & bit) != 0) return nullptr;
  // Never closed: GLib types of the library stay registered for the life of the process.
  void* handle = dlopen(soname, RTLD_NOW | RTLD_LOCAL);
  if (handle == nullptr) {
    const char* reason = dlerror();
    message = "the camera library " + std::string(soname) +
              " cannot be loaded: " + (reason != nullptr ? reason : "unknown");
    return message.c_str();
  }
  fillSlots(static_cast<unsigned>(library), handle);
  loadedLibraries |= bit;
  return nullptr;
}

int acapkit_shim_has(const char* symbol) {
  const char* text = acapkit_shim_symbols;
  for (size_t slot = 0; acapkit_shim_libraries[slot] != kEndOfTable; ++slot) {
    const char* name = text;
    text += std::strlen(text) + 1;
    text += std::strlen(text) + 1;
    if (std::strcmp(name, symbol) != 0) continue;
    void* handle = dlopen(sonameOf(acapkit_shim_libraries[slot]), RTLD_NOW | RTLD_LOCAL | RTLD_NOLOAD);
    if (handle == nullptr) return 0;
    const bool found = dlsym(handle, symbol) != nullptr;
    dlclose(handle);
    return found ? 1 : 0;
  }
  return 0;
}

// A trampoline whose slot was never filled ends here. There is no value to return in place of the camera's,
// so the app ends, with words.
void acapkit_shim_missing(unsigned slot) {
  const Symbol symbol = symbolOf(slot);
  const char* soname = sonameOf(acapkit_shim_libraries[slot]);
  const char* format =
      "acapkit: %s is missing in %s of this camera. It is known since AXIS OS %s. Raise the lowest AXIS OS "
      "version "
      "that the package accepts, or ask acapkit_shim_has(\"%s\") first.\n";
  std::fprintf(stderr, format, symbol.name, soname, symbol.firstOs, symbol.name);
  syslog(LOG_ERR, format, symbol.name, soname, symbol.firstOs, symbol.name);
  _exit(kExitSoftware);
}
