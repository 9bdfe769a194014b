// The executable of a Node app: a camera starts <appName>, and this replaces itself with the bundled Node
// runtime. The process id stays, so the camera's signals and its log of stdout and stderr reach Node
// directly.
#include <libgen.h>
#include <linux/limits.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

namespace {

constexpr int kExitNoRuntime = 72;  // EX_OSFILE of sysexits.h

std::string packageFolder() {
  std::array<char, PATH_MAX> path{};
  const ssize_t length = readlink("/proc/self/exe", path.data(), path.size() - 1);
  if (length <= 0) return ".";
  return dirname(path.data());
}

/** The bundled libstdc++ and libatomic must be found before the camera's, which may be older or absent. */
void prependLibraryPath(const std::string& folder) {
  const char* present = std::getenv("LD_LIBRARY_PATH");
  const std::string value = present != nullptr && *present != '\0' ? folder + ":" + present : folder;
  setenv("LD_LIBRARY_PATH", value.c_str(), 1);
}

int complain(const std::string& file, const char* what) {
  std::fprintf(stderr,
               "acapkit launcher: %s: %s. The package is incomplete; build and pack it again with acapkit.\n",
               file.c_str(), what);
  return kExitNoRuntime;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string folder = packageFolder();
  std::string node = folder + "/lib/node";
  std::string script = folder + "/app/main.mjs";
  struct stat facts{};
  if (stat(script.c_str(), &facts) != 0) return complain(script, std::strerror(errno));
  if (access(node.c_str(), X_OK) != 0) return complain(node, std::strerror(errno));
  prependLibraryPath(folder + "/lib");
  setenv("NODE_ENV", "production", 0);

  std::vector<char*> arguments{node.data(), script.data()};
  for (int index = 1; index < argc; ++index) arguments.push_back(argv[index]);
  arguments.push_back(nullptr);
  execv(node.c_str(), arguments.data());
  return complain(node, std::strerror(errno));
}
