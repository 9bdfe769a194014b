# clang + lld for a camera. Included by aarch64.cmake and armv7hf.cmake, which set ACAPKIT_TRIPLE and ACAPKIT_CPU_FLAGS.
#   ACAPKIT_SYSROOT  sysroot of the OS profile, with the camera API in it (acapkit build passes it; `acapkit env` prints it)
#   ACAPKIT_DEFINES  preprocessor definitions of the OS profile, separated by semicolons
set(CMAKE_SYSTEM_NAME Linux)
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES ACAPKIT_SYSROOT ACAPKIT_DEFINES)
if(NOT ACAPKIT_SYSROOT)
  message(FATAL_ERROR "ACAPKIT_SYSROOT is not set. Build through `acapkit build`, or pass -DACAPKIT_SYSROOT=<sysroot>.")
endif()
set(CMAKE_SYSROOT ${ACAPKIT_SYSROOT})

find_program(ACAPKIT_CLANG NAMES clang-19 clang REQUIRED)
find_program(ACAPKIT_CLANGXX NAMES clang++-19 clang++ REQUIRED)
set(CMAKE_C_COMPILER ${ACAPKIT_CLANG})
set(CMAKE_CXX_COMPILER ${ACAPKIT_CLANGXX})
set(CMAKE_ASM_COMPILER ${ACAPKIT_CLANG})
foreach(language C CXX ASM)
  set(CMAKE_${language}_COMPILER_TARGET ${ACAPKIT_TRIPLE})
endforeach()
find_program(CMAKE_STRIP NAMES llvm-strip-19 llvm-strip)
find_program(CMAKE_AR NAMES llvm-ar-19 llvm-ar)
find_program(CMAKE_RANLIB NAMES llvm-ranlib-19 llvm-ranlib)

# cmake-js replaces CMAKE_CXX_FLAGS, so flags in CMAKE_CXX_FLAGS_INIT would be lost without a word; compile options survive.
add_compile_options(${ACAPKIT_CPU_FLAGS} -fstack-protector-strong -Wformat -Wformat-security)
add_compile_definitions(${ACAPKIT_DEFINES} $<$<CONFIG:Release>:_FORTIFY_SOURCE=2>)
set(hardening "-fuse-ld=lld -Wl,-z,noexecstack -Wl,-z,relro -Wl,-z,now")
set(CMAKE_EXE_LINKER_FLAGS_INIT "${hardening} -pie")
set(CMAKE_SHARED_LINKER_FLAGS_INIT "${hardening}")
set(CMAKE_MODULE_LINKER_FLAGS_INIT "${hardening}")

set(CMAKE_FIND_ROOT_PATH ${CMAKE_SYSROOT})
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
set(ENV{PKG_CONFIG_SYSROOT_DIR} ${CMAKE_SYSROOT})
set(ENV{PKG_CONFIG_PATH} "")
set(ENV{PKG_CONFIG_LIBDIR}
    "${CMAKE_SYSROOT}/usr/lib/${ACAPKIT_TRIPLE}/pkgconfig:${CMAKE_SYSROOT}/usr/lib/pkgconfig:${CMAKE_SYSROOT}/usr/share/pkgconfig")
# The compiler looks there by itself; named again with -isystem, the C++ headers would no longer find the C ones behind them.
set(ENV{PKG_CONFIG_SYSTEM_INCLUDE_PATH} "${CMAKE_SYSROOT}/usr/include:${CMAKE_SYSROOT}/usr/include/${ACAPKIT_TRIPLE}")
set(ENV{PKG_CONFIG_SYSTEM_LIBRARY_PATH} "${CMAKE_SYSROOT}/usr/lib/${ACAPKIT_TRIPLE}:${CMAKE_SYSROOT}/usr/lib")
