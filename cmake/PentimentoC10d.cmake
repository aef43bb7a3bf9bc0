# SPDX-License-Identifier: GPL-3.0-or-later
# What LibTorch lets several processes talk through. PENTIMENTO_C10D becomes the defines of core/training/c10d_group.cpp:
# PENTIMENTO_HAS_C10D_GLOO and …_NCCL where LibTorch was built with them and their headers are there, and with each the
# one that LibTorch's own headers ask for.
include(CheckCXXSourceCompiles)

set(PENTIMENTO_C10D "")
foreach(backend Gloo NCCL)
  string(TOUPPER ${backend} upper)
  set(CMAKE_REQUIRED_DEFINITIONS -DUSE_C10D_${upper})
  set(CMAKE_REQUIRED_FLAGS "${TORCH_CXX_FLAGS} -std=c++17")
  set(CMAKE_REQUIRED_INCLUDES ${TORCH_INCLUDE_DIRS})
  set(CMAKE_REQUIRED_LIBRARIES ${TORCH_LIBRARIES})
  check_cxx_source_compiles("
    #include <torch/csrc/distributed/c10d/ProcessGroup${backend}.hpp>
    int main(int, char** argv) { return argv[9] != nullptr && c10d::ProcessGroup${backend}({}, 0, 1).getRank(); }
    " PENTIMENTO_HAS_C10D_${upper})
  if(PENTIMENTO_HAS_C10D_${upper})
    list(APPEND PENTIMENTO_C10D PENTIMENTO_HAS_C10D_${upper} USE_C10D_${upper})
  endif()
  unset(CMAKE_REQUIRED_DEFINITIONS)
  unset(CMAKE_REQUIRED_FLAGS)
  unset(CMAKE_REQUIRED_INCLUDES)
  unset(CMAKE_REQUIRED_LIBRARIES)
endforeach()
if(NOT PENTIMENTO_HAS_C10D_GLOO)
  set(PENTIMENTO_C10D "")
  message(STATUS "Without Gloo (libgloo-dev) the program trains in one process only")
endif()
