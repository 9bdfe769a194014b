// Starting other programs in every way that libc has, for the tests of guest-exec.
#pragma once

namespace acapkit::test {

/** Prints its arguments and the environment that matters, one a line. */
int show(int argc, char** argv);

/** Starts `command` (NULL at its end) with the function of libc that `way` names. */
int execute(const char* way, char** command);

}  // namespace acapkit::test
