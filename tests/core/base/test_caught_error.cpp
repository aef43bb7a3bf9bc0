// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <new>

#include "core/base/caught_error.h"

namespace pentimento {
namespace {

template <typename Exception>
Error errorFromThrown(const Exception& exception) {
  return errorFrom(std::make_exception_ptr(exception));
}

TEST(CaughtError, KeepsAnErrorAsItIs) {
  const Error error = errorFromThrown(Error(ErrorKind::WriteFailed, "a.png: disk full"));
  EXPECT_EQ(error.kind(), ErrorKind::WriteFailed);
  EXPECT_STREQ(error.what(), "a.png: disk full");
}

TEST(CaughtError, KnowsAFailedAllocationOfEachLibrary) {
  EXPECT_EQ(errorFromThrown(std::bad_alloc()).kind(), ErrorKind::OutOfMemory);
  for (const char* message : {"[enforce fail at alloc_cpu.cpp:66] . DefaultCPUAllocator: can't allocate "
                              "memory: you tried to allocate 9 bytes",
                              "DefaultCPUAllocator: not enough memory: you tried to allocate 9 bytes.",
                              "CUDA out of memory. Tried to allocate 2.00 GiB",
                              "OpenCV(4.6.0) ./modules/core/src/alloc.cpp:73: error: (-4:Insufficient "
                              "memory) Failed to allocate 9 bytes"})
    EXPECT_EQ(errorFromThrown(std::runtime_error(message)).kind(), ErrorKind::OutOfMemory) << message;
}

TEST(CaughtError, MakesAnythingElseInternalAndDropsTheStackTrace) {
  const Error error = errorFromThrown(std::logic_error("sizes differ\nException raised from here\nframe #0"));
  EXPECT_EQ(error.kind(), ErrorKind::Internal);
  EXPECT_STREQ(error.what(), "sizes differ");
  EXPECT_EQ(errorFromThrown(17).kind(), ErrorKind::Internal);
}

}  // namespace
}  // namespace pentimento
