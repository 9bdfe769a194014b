// Preloaded into ARM apps that run under qemu-user in the simulated camera. The host's kernel cannot start
// ARM programs, so an exec of one is turned into an exec of qemu; an exec of a host program loses the ARM
// library settings. Nothing else is changed, and on a real camera this library does not exist.
#include <dlfcn.h>
#include <elf.h>
#include <fcntl.h>
#include <spawn.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#define ACAPKIT_EXPORT extern "C" __attribute__((visibility("default")))

namespace {

#if defined(__aarch64__)
constexpr unsigned kMachine = EM_AARCH64;
#else
constexpr unsigned kMachine = EM_ARM;
#endif

/** A command as the host's kernel can start it. Owns the strings that the pointers refer to. */
struct Command {
  std::string path;
  std::vector<std::string> arguments;
  std::vector<std::string> environment;
  std::vector<char*> argumentPointers;
  std::vector<char*> environmentPointers;
};

bool isGuestProgram(const char* path) {
  const int descriptor = open(path, O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return false;
  std::array<unsigned char, 20> head{};
  const ssize_t count = read(descriptor, head.data(), head.size());
  close(descriptor);
  if (count < static_cast<ssize_t>(head.size()) || std::memcmp(head.data(), ELFMAG, SELFMAG) != 0)
    return false;
  return static_cast<unsigned>(head[18] | (head[19] << 8U)) == kMachine;
}

/** What execvp does with a name without a slash; the name itself when nothing is found. */
std::string searchPath(const char* file) {
  const char* variable = std::getenv("PATH");
  if (std::strchr(file, '/') != nullptr || variable == nullptr) return file;
  std::string_view folders = variable;
  while (!folders.empty()) {
    const size_t end = std::min(folders.find(':'), folders.size());
    std::string candidate = std::string(folders.substr(0, end)) + "/" + file;
    if (access(candidate.c_str(), X_OK) == 0) return candidate;
    folders.remove_prefix(std::min(end + 1, folders.size()));
  }
  return file;
}

std::vector<char*> pointers(std::vector<std::string>& strings) {
  std::vector<char*> result;
  result.reserve(strings.size() + 1);
  for (std::string& text : strings) result.push_back(text.data());
  result.push_back(nullptr);
  return result;
}

/** Loader settings are for ARM programs only: qemu gets them as -E options, a host program not at all. */
Command translate(const char* path, char* const argv[], char* const envp[]) {
  Command command{path, {}, {}, {}, {}};
  const char* qemu = std::getenv("ACAPKIT_QEMU");
  const char* sysroot = std::getenv("ACAPKIT_SYSROOT");
  const bool guest = qemu != nullptr && sysroot != nullptr && isGuestProgram(path);
  if (guest) {
    command.path = qemu;
    command.arguments = {qemu, "-L", sysroot};
  }
  for (char* const* entry = envp; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view variable = *entry;
    const bool loader = variable.starts_with("LD_LIBRARY_PATH=") || variable.starts_with("LD_PRELOAD=");
    if (!loader) {
      command.environment.emplace_back(variable);
    } else if (guest) {
      command.arguments.emplace_back("-E");
      command.arguments.emplace_back(variable);
    }
  }
  if (guest) command.arguments.emplace_back(path);
  for (char* const* entry = argv; entry != nullptr && *entry != nullptr; ++entry) {
    if (!guest || entry != argv) command.arguments.emplace_back(*entry);
  }
  command.argumentPointers = pointers(command.arguments);
  command.environmentPointers = pointers(command.environment);
  return command;
}

template <typename Function>
Function next(const char* name) {
  return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

int execute(const char* path, char* const argv[], char* const envp[]) {
  using Execve = int (*)(const char*, char* const[], char* const[]);
  static const auto real = next<Execve>("execve");
  Command command = translate(path, argv, envp);
  return real(command.path.c_str(), command.argumentPointers.data(), command.environmentPointers.data());
}

int spawn(pid_t* pid, const char* path, const posix_spawn_file_actions_t* actions,
          const posix_spawnattr_t* attributes, char* const argv[], char* const envp[]) {
  using PosixSpawn = int (*)(pid_t*, const char*, const posix_spawn_file_actions_t*, const posix_spawnattr_t*,
                             char* const[], char* const[]);
  static const auto real = next<PosixSpawn>("posix_spawn");
  Command command = translate(path, argv, envp);
  return real(pid, command.path.c_str(), actions, attributes, command.argumentPointers.data(),
              command.environmentPointers.data());
}

}  // namespace

ACAPKIT_EXPORT int execve(const char* path, char* const argv[], char* const envp[]) {
  return execute(path, argv, envp);
}

ACAPKIT_EXPORT int execv(const char* path, char* const argv[]) { return execute(path, argv, environ); }

ACAPKIT_EXPORT int execvpe(const char* file, char* const argv[], char* const envp[]) {
  return execute(searchPath(file).c_str(), argv, envp);
}

ACAPKIT_EXPORT int execvp(const char* file, char* const argv[]) { return execvpe(file, argv, environ); }

ACAPKIT_EXPORT int posix_spawn(pid_t* pid, const char* path, const posix_spawn_file_actions_t* actions,
                               const posix_spawnattr_t* attributes, char* const argv[], char* const envp[]) {
  return spawn(pid, path, actions, attributes, argv, envp);
}

ACAPKIT_EXPORT int posix_spawnp(pid_t* pid, const char* file, const posix_spawn_file_actions_t* actions,
                                const posix_spawnattr_t* attributes, char* const argv[], char* const envp[]) {
  return spawn(pid, searchPath(file).c_str(), actions, attributes, argv, envp);
}
