# ARTPEC-8, ARTPEC-9, CV25, CV75.
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(ACAPKIT_TRIPLE aarch64-linux-gnu)
set(ACAPKIT_CPU_FLAGS -mcpu=cortex-a53 -march=armv8-a+crc+crypto)
include(${CMAKE_CURRENT_LIST_DIR}/clang.cmake)
