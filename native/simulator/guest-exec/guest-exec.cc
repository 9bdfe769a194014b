// Preloaded into ARM apps that run under qemu-user in the simulated camera. The host's kernel cannot start
// ARM programs, so an exec of one is turned into an exec of qemu; an exec of a host program loses the ARM
// library settings. Nothing else is changed, and on a real camera this library does not exist.
// system() and popen() start the host's shell inside libc, unseen; what the shell starts are host programs.
#include <dlfcn.h>
#include <elf.h>
#include <fcntl.h>
#include <spawn.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cstdarg>
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
  if (std::strchr(file, '/') != nullptr) return file;
  std::string_view folders = variable != nullptr ? variable : "/bin:/usr/bin";
  while (!folders.empty()) {
    const size_t end = std::min(folders.find(':'), folders.size());
    const std::string folder(folders.substr(0, end));
    std::string candidate = (folder.empty() ? "." : folder) + "/" + file;
    struct stat facts{};
    if (stat(candidate.c_str(), &facts) == 0 && S_ISREG(facts.st_mode) &&
        access(candidate.c_str(), X_OK) == 0) {
      return candidate;
    }
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

/**
 * How this program itself was started. Read once, before main(): an app that starts another with an
 * environment of its own does not know of the emulator.
 */
struct Emulation {
  std::string qemu = variable("ACAPKIT_QEMU");
  std::string sysroot = variable("ACAPKIT_SYSROOT");
  std::string preload = variable("LD_PRELOAD");
  std::string libraryPath = variable("LD_LIBRARY_PATH");

  static std::string variable(const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr ? value : "";
  }
  static const Emulation& current() {
    static const Emulation emulation;
    return emulation;
  }
};

__attribute__((constructor)) void readEmulation() { Emulation::current(); }

bool startsWith(char* const* list, std::string_view prefix) {
  for (; list != nullptr && *list != nullptr; ++list) {
    if (std::string_view(*list).starts_with(prefix)) return true;
  }
  return false;
}

/** Loader settings are for ARM programs only: qemu gets them as -E options, a host program not at all. */
void addEnvironment(Command& command, bool guest, char* const envp[]) {
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
}

/** What the ARM program needs to run and to start others, where the given environment does not say it. */
void addEmulation(Command& command, char* const envp[]) {
  const Emulation& emulation = Emulation::current();
  for (const auto& [name, value] :
       {std::pair("LD_PRELOAD=", emulation.preload), std::pair("LD_LIBRARY_PATH=", emulation.libraryPath)}) {
    if (value.empty() || startsWith(envp, name)) continue;
    command.arguments.emplace_back("-E");
    command.arguments.push_back(name + value);
  }
  for (const auto& [name, value] :
       {std::pair("ACAPKIT_QEMU=", emulation.qemu), std::pair("ACAPKIT_SYSROOT=", emulation.sysroot)}) {
    if (!startsWith(envp, name)) command.environment.push_back(name + value);
  }
}

Command translate(const char* path, char* const argv[], char* const envp[]) {
  const Emulation& emulation = Emulation::current();
  Command command{path, {}, {}, {}, {}};
  const bool guest = !emulation.qemu.empty() && !emulation.sysroot.empty() && isGuestProgram(path);
  if (guest) {
    command.path = emulation.qemu;
    command.arguments = {emulation.qemu, "-L", emulation.sysroot};
    if (argv != nullptr && argv[0] != nullptr) {
      command.arguments.emplace_back("-0");
      command.arguments.emplace_back(argv[0]);
    }
  }
  addEnvironment(command, guest, envp);
  if (guest) {
    addEmulation(command, envp);
    command.arguments.emplace_back(path);
  }
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

/** The arguments of execl and its kin up to their NULL; `rest` stands behind it then. */
std::vector<char*> collect(const char* first, va_list* rest) {
  std::vector<char*> arguments{const_cast<char*>(first)};
  while (arguments.back() != nullptr) arguments.push_back(va_arg(*rest, char*));
  return arguments;
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

ACAPKIT_EXPORT int execl(const char* path, const char* first, ...) {
  va_list rest;
  va_start(rest, first);
  const std::vector<char*> arguments = collect(first, &rest);
  va_end(rest);
  return execute(path, arguments.data(), environ);
}

ACAPKIT_EXPORT int execlp(const char* file, const char* first, ...) {
  va_list rest;
  va_start(rest, first);
  const std::vector<char*> arguments = collect(first, &rest);
  va_end(rest);
  return execvpe(file, arguments.data(), environ);
}

ACAPKIT_EXPORT int execle(const char* path, const char* first, ...) {
  va_list rest;
  va_start(rest, first);
  const std::vector<char*> arguments = collect(first, &rest);
  char* const* environment = va_arg(rest, char* const*);
  va_end(rest);
  return execute(path, arguments.data(), environment);
}
