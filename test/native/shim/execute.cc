#include "execute.h"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>
#include <utility>

namespace acapkit::test {

namespace {

/** Runs posix_spawn or posix_spawnp and waits. */
template <typename Spawn>
int spawned(Spawn spawn, char** command) {
  pid_t child = 0;
  if (const int failure = spawn(&child, command[0], nullptr, nullptr, command, environ); failure != 0) {
    std::printf("spawn: %s\n", std::strerror(failure));
    return 1;
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

}  // namespace

int show(int argc, char** argv) {
  for (int index = 0; index < argc; ++index) std::printf("argument %s\n", argv[index]);
  for (const char* name : {"LD_PRELOAD", "LD_LIBRARY_PATH", "ACAPKIT_TEST"}) {
    const char* value = std::getenv(name);
    std::printf("%s=%s\n", name, value != nullptr ? value : "(none)");
  }
  return 0;
}

int execute(const char* way, char** command) {
  const std::string_view wanted = way;
  std::array<char, 18> variable{"ACAPKIT_TEST=only"};
  std::array<char*, 2> bare{variable.data(), nullptr};
  if (wanted == "posix_spawn") return spawned(posix_spawn, command);
  if (wanted == "posix_spawnp") return spawned(posix_spawnp, command);
  if (wanted == "execv") execv(command[0], command);
  if (wanted == "execvp") execvp(command[0], command);
  if (wanted == "execvpe") execvpe(command[0], command, environ);
  if (wanted == "execve") execve(command[0], command, environ);
  if (wanted == "execve-bare") execve(command[0], command, bare.data());
  if (wanted == "execl") execl(command[0], command[0], command[1], nullptr);
  if (wanted == "execlp") execlp(command[0], command[0], command[1], nullptr);
  if (wanted == "execle") execle(command[0], command[0], command[1], nullptr, bare.data());
  if (wanted == "renamed") {
    std::array<char, 5> name{"else"};
    const char* path = std::exchange(command[0], name.data());
    execv(path, command);
  }
  std::perror(way);
  return 1;
}

}  // namespace acapkit::test
