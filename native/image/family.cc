// Which kernels run: the best that the processor has, unless somebody chose others. Under an emulator
// /proc/cpuinfo tells of another processor, so the processor itself (cpuid) or the kernel's auxiliary vector
// is asked.
#include <array>
#include <atomic>
#include <cstdlib>
#include <cstring>

#include "image/kernels.h"
#include "image/status.h"

#if defined(__arm__)
#include <sys/auxv.h>
#endif

namespace acapkit::image {
namespace {

/** Best first; NULL past the end. */
using Families = std::array<const Kernels*, 4>;

Families available() {
  Families families{};
  size_t count = 0;
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("f16c")) families[count++] = &avx2Kernels;
  if (__builtin_cpu_supports("sse4.1")) families[count++] = &sse41Kernels;
#elif defined(__aarch64__)
  families[count++] = &neonKernels;
#elif defined(__arm__)
  constexpr unsigned long neonBit = 1UL << 12;  // HWCAP_NEON of <asm/hwcap.h>
  if ((getauxval(AT_HWCAP) & neonBit) != 0) families[count++] = &neonKernels;
#endif
  families[count] = &scalarKernels;
  return families;
}

/** The family of that name, or NULL. */
const Kernels* named(const char* name) {
  for (const Kernels* family : available()) {
    if (family != nullptr && std::strcmp(family->name, name) == 0) return family;
  }
  return nullptr;
}

const Kernels* preferred() {
  const char* name = std::getenv("ACAPKIT_IMAGE_FAMILY");
  const Kernels* family = name == nullptr ? nullptr : named(name);
  return family == nullptr ? available()[0] : family;
}

// NULL until first used. Two threads that find it so come to the same result.
constinit std::atomic<const Kernels*> chosen{nullptr};

}  // namespace

const Kernels& currentKernels() {
  const Kernels* family = chosen.load(std::memory_order_acquire);
  if (family == nullptr) chosen.store(family = preferred(), std::memory_order_release);
  return *family;
}

}  // namespace acapkit::image

using namespace acapkit::image;  // NOLINT(google-build-using-namespace): C functions are in no namespace.

const char* acapkit_image_family(void) { return currentKernels().name; }

const char* acapkit_image_family_at(size_t index) {
  const auto families = available();
  return index < families.size() && families[index] != nullptr ? families[index]->name : nullptr;
}

AcapkitImageStatus acapkit_image_use_family(const char* name, AcapkitImageError* error) {
  const Kernels* family = name == nullptr ? available()[0] : named(name);
  if (family == nullptr)
    return invalid(error, "family", "there are no kernels \"%s\" here; the best are \"%s\"", name,
                   available()[0]->name);
  chosen.store(family, std::memory_order_release);
  return ACAPKIT_IMAGE_OK;
}
