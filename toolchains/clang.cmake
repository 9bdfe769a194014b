# clang + lld. Included by aarch64.cmake and armv7hf.cmake, which set ACAPKIT_TRIPLE and ACAPKIT_CPU_FLAGS, and by host.cmake.
#   ACAPKIT_SYSROOT    sysroot of the OS profile, with the camera API in it (`acapkit env --cmake` prints all of these)
#   ACAPKIT_DEFINES    preprocessor definitions of the OS profile        } lists, separated by semicolons
#   ACAPKIT_C_FLAGS, ACAPKIT_CXX_FLAGS, ACAPKIT_LINK_FLAGS   further ones } (a project's settings)
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES
     ACAPKIT_SYSROOT ACAPKIT_DEFINES ACAPKIT_C_FLAGS ACAPKIT_CXX_FLAGS ACAPKIT_LINK_FLAGS)
if(NOT ACAPKIT_SYSROOT)
  message(FATAL_ERROR "ACAPKIT_SYSROOT is not set. Build through `acapkit build`, or with the words of `acapkit env --cmake`.")
endif()

find_program(ACAPKIT_CLANG NAMES clang-19 clang REQUIRED)
find_program(ACAPKIT_CLANGXX NAMES clang++-19 clang++ REQUIRED)
set(CMAKE_C_COMPILER ${ACAPKIT_CLANG})
set(CMAKE_CXX_COMPILER ${ACAPKIT_CLANGXX})
set(CMAKE_ASM_COMPILER ${ACAPKIT_CLANG})
find_program(CMAKE_STRIP NAMES llvm-strip-19 llvm-strip)
find_program(CMAKE_AR NAMES llvm-ar-19 llvm-ar)
find_program(CMAKE_RANLIB NAMES llvm-ranlib-19 llvm-ranlib)

# cmake-js replaces CMAKE_CXX_FLAGS, so flags in CMAKE_CXX_FLAGS_INIT would be lost without a word; options survive.
add_compile_options(
  ${ACAPKIT_CPU_FLAGS} -fstack-protector-strong -Wformat -Wformat-security
  -Wno-unknown-warning-option -Wno-ignored-optimization-argument -Qunused-arguments
  @${ACAPKIT_SYSROOT}/acapkit-compile.rsp
  "$<$<COMPILE_LANGUAGE:C>:${ACAPKIT_C_FLAGS}>" "$<$<COMPILE_LANGUAGE:CXX>:${ACAPKIT_CXX_FLAGS}>")
add_compile_definitions(${ACAPKIT_DEFINES} $<$<CONFIG:Release>:_FORTIFY_SOURCE=2>)
add_link_options(
  -fuse-ld=lld -Wl,-z,noexecstack -Wl,-z,relro -Wl,-z,now -Wl,@${ACAPKIT_SYSROOT}/acapkit-link.rsp
  "$<$<STREQUAL:$<TARGET_PROPERTY:TYPE>,EXECUTABLE>:-pie>" ${ACAPKIT_LINK_FLAGS})

if(NOT ACAPKIT_TRIPLE)
  set(ENV{PKG_CONFIG_PATH} "${ACAPKIT_SYSROOT}/usr/lib/pkgconfig:$ENV{PKG_CONFIG_PATH}")
  return()
endif()

set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSROOT ${ACAPKIT_SYSROOT})
foreach(language C CXX ASM)
  set(CMAKE_${language}_COMPILER_TARGET ${ACAPKIT_TRIPLE})
endforeach()
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
