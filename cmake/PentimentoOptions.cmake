# SPDX-License-Identifier: GPL-3.0-or-later
# One INTERFACE target carries the language level, warnings and defines of every target.
find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
  # The sloppiness is what ccache asks for to cache users of a precompiled header.
  set(CMAKE_CXX_COMPILER_LAUNCHER
      ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
      ${CCACHE_PROGRAM})
endif()

add_library(pentimento_options INTERFACE)
target_compile_features(pentimento_options INTERFACE cxx_std_20)
target_compile_options(pentimento_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual
  # Not where a user builds: a warning of another compiler must not keep them from the program.
  $<$<NOT:$<CONFIG:Release>>:-Werror>
  # LibTorch 1.13's headers use both; they are system headers but are inlined into ours.
  -Wno-error=deprecated-declarations -Wno-error=maybe-uninitialized
  # At -O3, GCC 12 sees overflows in "text" + std::to_string(…) that are not there (GCC bugs 105329, 105651).
  $<$<CONFIG:Release>:-Wno-stringop-overflow -Wno-restrict -Wno-array-bounds -Wno-stringop-overread>
  # A precompiled header is searched for its time stamp: ccache needs the determinism.
  -fpch-preprocess)
target_include_directories(pentimento_options INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_definitions(pentimento_options INTERFACE
  QT_NO_KEYWORDS QT_NO_CAST_FROM_ASCII SPDLOG_COMPILED_LIB
  PENTIMENTO_VERSION="${PROJECT_VERSION}")
if(PENTIMENTO_SANITIZE)
  target_compile_options(pentimento_options INTERFACE
    -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
  target_link_options(pentimento_options INTERFACE -fsanitize=address,undefined)
endif()
set(CMAKE_CXX_EXTENSIONS OFF)
