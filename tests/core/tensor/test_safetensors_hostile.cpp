// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <cstring>
#include <string>

#include "core/tensor/safetensors.h"
#include "core/tensor/safetensors_header.h"
#include "tests/support/errors.h"

namespace pentimento {
namespace {

/// A file with this header before `dataSize` bytes of zeros.
Safetensors parse(const std::string& header, std::size_t dataSize) {
  const std::uint64_t size = header.size();
  std::string bytes(sizeof size, '\0');
  std::memcpy(bytes.data(), &size, sizeof size);
  bytes += header + std::string(dataSize, '\0');
  return parseSafetensors(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size(),
                          "evil.safetensors");
}

std::string tensor(const std::string& name, const std::string& type, const std::string& shape,
                   const std::string& offsets) {
  return "\"" + name + R"(":{"dtype":")" + type + R"(","shape":)" + shape + R"(,"data_offsets":)" + offsets +
         "}";
}

/// A shape of `count` ones.
std::string ones(int count) {
  std::string shape = "[1";
  for (int i = 1; i < count; ++i) shape += ",1";
  return shape + "]";
}

struct Case {
  std::string title;
  std::string header;
  std::size_t dataSize;
  std::string message;
  ErrorKind kind = ErrorKind::Unreadable;
};

std::string titleOf(const testing::TestParamInfo<Case>& info) {
  return info.param.title;
}

class HostileHeader : public testing::TestWithParam<Case> {};

TEST_P(HostileHeader, IsRefusedWithTheFileAndTheReason) {
  const auto& [title, header, dataSize, message, kind] = GetParam();
  const auto error = test::errorOf([&, &h = header, size = dataSize] { parse(h, size); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->kind(), kind);
  EXPECT_NE(std::string(error->what()).find("evil.safetensors: "), std::string::npos) << error->what();
  EXPECT_NE(std::string(error->what()).find(message), std::string::npos) << error->what();
}

const std::string good = tensor("a", "F32", "[2]", "[0,8]");

INSTANTIATE_TEST_SUITE_P(
    Safetensors, HostileHeader,
    testing::Values(
        Case{"NotJson", "{{{{{{{{", 0, "JSON"}, Case{"Empty", "", 0, "JSON object"},
        Case{"List", "[]", 0, "JSON object"}, Case{"Number", "1", 0, "JSON object"},
        Case{"TextAfterJson", "{}{}", 0, "JSON"}, Case{"CutJson", "{" + good, 8, "JSON"},
        Case{"InvalidUtf8", "{\"\xff\":{}}", 0, "JSON"},
        Case{"ByteOrderMark", "\xef\xbb\xbf{}", 0, "JSON object"},
        Case{"DoubledName", "{" + good + "," + good + "}", 8, "twice"},
        Case{"DoubledField", R"({"a":{"dtype":"F32","dtype":"F32","shape":[2],"data_offsets":[0,8]}})", 8,
             "twice"},
        Case{"DoubledMetadata", R"({"__metadata__":{},"__metadata__":{}})", 0, "twice"},
        Case{"DoubledMetadataKey", R"({"__metadata__":{"k":"1","k":"2"}})", 0, "twice"},
        Case{"MetadataNumber", R"({"__metadata__":{"k":1}})", 0, "number"},
        Case{"MetadataNull", R"({"__metadata__":{"k":null}})", 0, "null"},
        Case{"MetadataNested", R"({"__metadata__":{"k":{}}})", 0, "object"},
        Case{"MetadataList", R"({"__metadata__":[]})", 0, "list"},
        Case{"TensorIsText", R"({"a":"F32"})", 0, "text"},
        Case{"TensorIsBoolean", R"({"a":true})", 0, "truth value"},
        Case{"UnknownField", R"({"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0],"x":[]}})", 0,
             "unknown field"},
        Case{"NoType", R"({"a":{"shape":[2],"data_offsets":[0,8]}})", 8, "lacks"},
        Case{"NoShape", R"({"a":{"dtype":"F32","data_offsets":[0,8]}})", 8, "lacks"},
        Case{"NoOffsets", R"({"a":{"dtype":"F32","shape":[2]}})", 8, "lacks"},
        Case{"TypeIsNumber", R"({"a":{"dtype":4,"shape":[2],"data_offsets":[0,8]}})", 8, "number"},
        Case{"TypeIsList", R"({"a":{"dtype":["F32"],"shape":[2],"data_offsets":[0,8]}})", 8, "list"},
        Case{"ShapeIsNumber", R"({"a":{"dtype":"F32","shape":2,"data_offsets":[0,8]}})", 8, "number"},
        Case{"ShapeOfText", R"({"a":{"dtype":"F32","shape":["2"],"data_offsets":[0,8]}})", 8, "text"},
        Case{"ShapeNested", R"({"a":{"dtype":"F32","shape":[[2]],"data_offsets":[0,8]}})", 8, "list"}),
    titleOf);

INSTANTIATE_TEST_SUITE_P(
    SafetensorsNumbers, HostileHeader,
    testing::Values(
        Case{"UnknownType", "{" + tensor("a", "F8_E4M3", "[8]", "[0,8]") + "}", 8, "F8_E4M3",
             ErrorKind::Unsupported},
        Case{"LowerCaseType", "{" + tensor("a", "f32", "[2]", "[0,8]") + "}", 8, "f32",
             ErrorKind::Unsupported},
        Case{"NegativeSize", "{" + tensor("a", "F32", "[-2]", "[0,8]") + "}", 8, "negative"},
        Case{"FractionalSize", "{" + tensor("a", "F32", "[2.0]", "[0,8]") + "}", 8, "fraction"},
        Case{"SizeOver63Bits", "{" + tensor("a", "F32", "[9223372036854775808]", "[0,8]") + "}", 8,
             "overflows"},
        Case{"SizeOver64Bits", "{" + tensor("a", "F32", "[99999999999999999999]", "[0,8]") + "}", 8,
             "fraction"},
        // 2^32 * 2^32 * 4 is 0 in 64 bits.
        Case{"ProductOverflows", "{" + tensor("a", "F32", "[4294967296,4294967296]", "[0,0]") + "}", 0,
             "overflows"},
        // The size is 0, but the strides overflow.
        Case{"EmptyProductOverflows", "{" + tensor("a", "U8", "[0,4294967296,4294967296]", "[0,0]") + "}", 0,
             "overflows"},
        Case{"TooManyDimensions", "{" + tensor("a", "U8", ones(65), "[0,1]") + "}", 1, "64 dimensions"},
        Case{"OffsetsReversed", "{" + tensor("a", "F32", "[2]", "[8,0]") + "}", 8, "[begin, end]"},
        Case{"OneOffset", "{" + tensor("a", "F32", "[2]", "[8]") + "}", 8, "[begin, end]"},
        Case{"ThreeOffsets", "{" + tensor("a", "F32", "[2]", "[0,4,8]") + "}", 8, "[begin, end]"},
        Case{"NegativeOffset", "{" + tensor("a", "F32", "[2]", "[-8,0]") + "}", 8, "negative"},
        Case{"OffsetsOverflow",
             "{" + tensor("a", "F32", "[2]", "[18446744073709551608,18446744073709551615]") + "}", 8,
             "disagree"},
        Case{"OffsetsDisagree", "{" + tensor("a", "F32", "[3]", "[0,8]") + "}", 8, "disagree"},
        Case{"TypeDisagrees", "{" + tensor("a", "F64", "[2]", "[0,8]") + "}", 8, "disagree"},
        Case{"HoleAtTheStart", "{" + tensor("a", "U8", "[4]", "[4,8]") + "}", 8, "hole"},
        Case{"HoleBetween",
             "{" + tensor("a", "U8", "[2]", "[0,2]") + "," + tensor("b", "U8", "[2]", "[4,6]") + "}", 6,
             "hole"},
        Case{"EmptyTensorFarAway", "{" + tensor("a", "U8", "[0]", "[1000,1000]") + "}", 0, "hole"},
        Case{"Overlap",
             "{" + tensor("a", "U8", "[4]", "[0,4]") + "," + tensor("b", "U8", "[4]", "[2,6]") + "}", 6,
             "overlaps"},
        Case{"SameBytesTwice",
             "{" + tensor("a", "U8", "[4]", "[0,4]") + "," + tensor("b", "U8", "[4]", "[0,4]") + "}", 4,
             "overlaps"},
        Case{"BeyondTheFile", "{" + tensor("a", "F32", "[2]", "[0,8]") + "}", 7, "truncated"},
        // A terabyte that is not there must not be allocated.
        Case{"Huge", "{" + tensor("a", "U8", "[1099511627776]", "[0,1099511627776]") + "}", 8, "truncated"},
        Case{"BytesLeftOver", "{" + good + "}", 9, "after the last tensor"}),
    titleOf);

TEST(SafetensorsHostile, TheSameHeaderWithoutTheFaultIsRead) {
  EXPECT_EQ(parse("{" + good + "}   ", 8).tensors.at("a").numel(), 2);
}

TEST(SafetensorsHostile, RefusesAHeaderBeyondTheFileOrOverItsLimit) {
  const auto withSize = [](std::uint64_t size) {
    std::string bytes(8, '\0');
    std::memcpy(bytes.data(), &size, sizeof size);
    bytes += "{}";
    parseSafetensors(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size(), "evil.safetensors");
  };
  EXPECT_NO_THROW(withSize(2));
  EXPECT_TRUE(test::throwsError(ErrorKind::Unreadable, "truncated", [&] { withSize(3); }));
  EXPECT_TRUE(
      test::throwsError(ErrorKind::Unreadable, "truncated", [&] { withSize(maximumSafetensorsHeader); }));
  EXPECT_TRUE(
      test::throwsError(ErrorKind::Unreadable, "16 MB", [&] { withSize(maximumSafetensorsHeader + 1); }));
  EXPECT_TRUE(test::throwsError(ErrorKind::Unreadable, "16 MB", [&] { withSize(~std::uint64_t{0}); }));
}

TEST(SafetensorsHostile, RefusesTruthValuesThatAreNone) {
  const std::string header = "{" + tensor("a", "BOOL", "[2]", "[0,2]") + "}";
  std::string bytes(8, '\0');
  bytes[0] = static_cast<char>(header.size());
  const auto parseWith = [&](const std::string& data) {
    const std::string whole = bytes + header + data;
    return parseSafetensors(reinterpret_cast<const std::uint8_t*>(whole.data()), whole.size(),
                            "evil.safetensors");
  };
  EXPECT_EQ(parseWith(std::string("\x01\x00", 2)).tensors.at("a")[0].item<bool>(), true);
  EXPECT_TRUE(test::throwsError(ErrorKind::Unreadable, "truth values", [&] { parseWith("\x01\x02"); }));
}

TEST(SafetensorsHostile, DeepNestingNeitherRecursesNorIsRead) {
  EXPECT_TRUE(test::throwsError(ErrorKind::Unreadable, "", [] {
    parse("{\"a\":" + std::string(maximumSafetensorsHeader - 100, '['), 0);
  }));
}

}  // namespace
}  // namespace pentimento
