# SPDX-License-Identifier: GPL-3.0-or-later

# pentimento_core_library(NAME [TORCH] [DEPENDS lib...]): the sources of this folder as the static
# library pentimento_NAME. TORCH: its sources see LibTorch through the shared precompiled header.
function(pentimento_core_library name)
  cmake_parse_arguments(ARG "TORCH" "" "DEPENDS;PRIVATE_DEPENDS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS *.cpp *.h)
  if(NOT sources)  # a folder that waits for its first file must not stop the others
    set(sources ${CMAKE_SOURCE_DIR}/core/base/error.h)
  endif()
  add_library(pentimento_${name} STATIC ${sources})
  set_target_properties(pentimento_${name} PROPERTIES LINKER_LANGUAGE CXX)
  target_link_libraries(pentimento_${name} PUBLIC pentimento_options ${ARG_DEPENDS} PRIVATE ${ARG_PRIVATE_DEPENDS})
  if(ARG_TORCH)
    pentimento_use_torch(pentimento_${name})
  endif()
endfunction()

# LibTorch takes half a minute to parse: one precompiled header serves every target that uses it.
function(pentimento_use_torch target)
  target_link_libraries(${target} PUBLIC pentimento_torch)
  target_precompile_headers(${target} REUSE_FROM pentimento_torch_pch)
endfunction()
