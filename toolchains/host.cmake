# This machine, with the camera API beside its own libraries.
include(${CMAKE_CURRENT_LIST_DIR}/clang.cmake)
