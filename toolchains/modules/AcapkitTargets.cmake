# What all native targets share: reading native/sources.json, warnings, hardening, sanitizers, generated files.
find_package(PkgConfig REQUIRED)
find_program(ACAPKIT_NODE node REQUIRED)
set(ACAPKIT_ROOT ${CMAKE_CURRENT_SOURCE_DIR})
set_property(DIRECTORY ${ACAPKIT_ROOT} APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS native/sources.json)
file(READ ${ACAPKIT_ROOT}/native/sources.json ACAPKIT_SOURCES_JSON)

# acapkit_sources(OUT KEY...): the absolute paths listed under that key of native/sources.json.
function(acapkit_sources out)
  string(JSON list GET "${ACAPKIT_SOURCES_JSON}" ${ARGN})
  string(JSON count LENGTH "${list}")
  set(paths)
  if(count GREATER 0)
    math(EXPR last "${count} - 1")
    foreach(index RANGE ${last})
      string(JSON path GET "${list}" ${index})
      list(APPEND paths ${ACAPKIT_ROOT}/${path})
    endforeach()
  endif()
  set(${out} ${paths} PARENT_SCOPE)
endfunction()

# acapkit_options(TARGET): warnings as errors, hardening, and the sanitizers asked for.
function(acapkit_options target)
  target_compile_options(${target} PRIVATE $<$<COMPILE_LANGUAGE:C,CXX>:-Wall;-Wextra;-Werror;-Wformat;-Wformat-security;-fstack-protector-strong>)
  target_include_directories(${target} PRIVATE ${ACAPKIT_ROOT}/native/include ${ACAPKIT_ROOT}/native)
  target_link_options(${target} PRIVATE -Wl,-z,noexecstack -Wl,-z,relro -Wl,-z,now)
  if(ACAPKIT_SANITIZE)
    target_compile_options(${target} PRIVATE -fsanitize=${ACAPKIT_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all -g)
    target_link_options(${target} PRIVATE -fsanitize=${ACAPKIT_SANITIZE})
  else()
    target_compile_definitions(${target} PRIVATE $<$<CONFIG:Release>:_FORTIFY_SOURCE=2>)
  endif()
endfunction()

# acapkit_generated(OUT FILE ARGUMENT...): FILE in the build folder, made by native/symbols/generate.mjs ARGUMENT...
function(acapkit_generated out file)
  file(GLOB tables ${ACAPKIT_ROOT}/native/symbols/*.tsv)
  add_custom_command(
    OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/${file}
    COMMAND ${ACAPKIT_NODE} ${ACAPKIT_ROOT}/native/symbols/generate.mjs ${ARGN} > ${CMAKE_CURRENT_BINARY_DIR}/${file}
    DEPENDS ${ACAPKIT_ROOT}/native/symbols/generate.mjs ${tables}
    VERBATIM)
  set(${out} ${CMAKE_CURRENT_BINARY_DIR}/${file} PARENT_SCOPE)
endfunction()
