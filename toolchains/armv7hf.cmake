# ARTPEC-6, ARTPEC-7, i.MX 6SoloX, i.MX 6ULL, S5L.
set(CMAKE_SYSTEM_PROCESSOR armv7l)
set(ACAPKIT_TRIPLE arm-linux-gnueabihf)
set(ACAPKIT_CPU_FLAGS -mthumb -mcpu=cortex-a9 -mfpu=neon -mfloat-abi=hard)
include(${CMAKE_CURRENT_LIST_DIR}/clang.cmake)
