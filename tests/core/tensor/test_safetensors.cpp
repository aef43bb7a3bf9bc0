// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstring>
#include <nlohmann/json.hpp>

#include "core/tensor/safetensors.h"
#include "core/tensor/safetensors_header.h"
#include "tests/support/errors.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tensor_matchers.h"

namespace pentimento {
namespace {

using test::isIdentical;
using test::throwsError;

class SafetensorsTest : public test::TemporaryFolderTest {
 protected:
  Safetensors roundTrip(const Safetensors& content) {
    writeSafetensors(file("model.safetensors"), content);
    return readSafetensors(file("model.safetensors"));
  }
  /// The header of the file that roundTrip wrote, and its bytes.
  nlohmann::json header(std::string& bytes) {
    bytes = test::readBytes(file("model.safetensors"));
    std::uint64_t size = 0;
    std::memcpy(&size, bytes.data(), sizeof size);
    return nlohmann::json::parse(bytes.substr(8, size));
  }
};

TEST_F(SafetensorsTest, EveryTypeComesBackBitForBit) {
  const auto small = torch::tensor({-2, -1, 0, 1, 2, 3}).reshape({2, 3});
  for (const auto type : {torch::kFloat64, torch::kFloat32, torch::kFloat16, torch::kBFloat16, torch::kInt64,
                          torch::kInt32, torch::kInt16, torch::kInt8, torch::kUInt8, torch::kBool}) {
    const Safetensors content{{{"t", small.to(type)}}, {}};
    EXPECT_TRUE(isIdentical(roundTrip(content).tensors.at("t"), content.tensors.at("t"))) << type;
  }
}

TEST_F(SafetensorsTest, KeepsNanInfinityAndNegativeZero) {
  const auto odd =
      torch::tensor({std::numeric_limits<float>::quiet_NaN(), -0.0f, std::numeric_limits<float>::infinity(),
                     std::numeric_limits<float>::denorm_min()});
  EXPECT_TRUE(isIdentical(roundTrip({{{"t", odd}}, {}}).tensors.at("t"), odd));
}

TEST_F(SafetensorsTest, ScalarsAndEmptyTensorsKeepTheirShape) {
  const Safetensors content{{{"scalar", torch::tensor(3.5)},
                             {"none", torch::empty({0})},
                             {"no rows", torch::empty({0, 5}, torch::kInt64)},
                             {"after", torch::arange(4)}},
                            {}};
  const auto read = roundTrip(content).tensors;
  ASSERT_EQ(read.size(), 4u);
  for (const auto& [name, tensor] : content.tensors) EXPECT_TRUE(isIdentical(read.at(name), tensor)) << name;
  EXPECT_EQ(read.at("scalar").dim(), 0);
}

TEST_F(SafetensorsTest, AFileWithoutTensorsIsValid) {
  const auto read = roundTrip({{}, {{"task", "colourise"}}});
  EXPECT_TRUE(read.tensors.empty());
  EXPECT_EQ(read.metadata.at("task"), "colourise");
  EXPECT_TRUE(roundTrip({}).metadata.empty());
}

TEST_F(SafetensorsTest, NamesAndMetadataMayBeAnyUnicode) {
  const Safetensors content{
      {{"größe.權重", torch::ones(2)}, {"with \"quotes\" and \n", torch::zeros(1)}, {"", torch::ones(1)}},
      {{"schlüssel", "Wert \\ \t 🎨"}, {"dtype", "not a field here"}}};
  const auto read = roundTrip(content);
  EXPECT_EQ(read.metadata, content.metadata);
  ASSERT_EQ(read.tensors.size(), 3u);
  for (const auto& [name, tensor] : content.tensors)
    EXPECT_TRUE(isIdentical(read.tensors.at(name), tensor)) << name;
}

TEST_F(SafetensorsTest, StridedTensorsAreWrittenInTheirLogicalOrder) {
  const auto plain = torch::arange(2 * 3 * 4 * 5, torch::kFloat32).reshape({2, 3, 4, 5});
  const Safetensors content{{{"channels last", plain.contiguous(torch::MemoryFormat::ChannelsLast)},
                             {"transposed", plain[0][0].t()},
                             {"slice", plain.slice(3, 1, 3)}},
                            {}};
  const auto read = roundTrip(content).tensors;
  for (const auto& [name, tensor] : content.tensors) EXPECT_TRUE(isIdentical(read.at(name), tensor)) << name;
}

// What the Python library relies on: an aligned header that begins with '{', wide types first, no holes.
TEST_F(SafetensorsTest, LayoutIsTheReferenceLibrarys) {
  roundTrip({{{"a", torch::ones(3, torch::kUInt8)},
              {"b", torch::ones({2, 2})},
              {"c", torch::ones(1, torch::kInt64)}},
             {{"format", "pt"}}});
  std::string bytes;
  const auto json = header(bytes);
  const std::size_t headerSize = bytes.size() - 8 - (3 + 16 + 8);
  EXPECT_EQ(headerSize % 8, 0u);
  EXPECT_EQ(bytes[8], '{');
  EXPECT_EQ(json["__metadata__"]["format"], "pt");
  EXPECT_EQ(json["c"], (nlohmann::json{{"dtype", "I64"}, {"shape", {1}}, {"data_offsets", {0, 8}}}));
  EXPECT_EQ(json["b"], (nlohmann::json{{"dtype", "F32"}, {"shape", {2, 2}}, {"data_offsets", {8, 24}}}));
  EXPECT_EQ(json["a"], (nlohmann::json{{"dtype", "U8"}, {"shape", {3}}, {"data_offsets", {24, 27}}}));
  EXPECT_EQ(bytes.substr(8 + headerSize + 24), "\x01\x01\x01");
}

// Bytes that another program wrote: fields in another order, no padding.
TEST_F(SafetensorsTest, ReadsAFileByHand) {
  const std::string json = R"({"x":{"data_offsets":[0,4],"shape":[2],"dtype":"I16"}})";
  std::string bytes(8, '\0');
  bytes[0] = static_cast<char>(json.size());
  bytes += json + std::string("\x01\x00\xff\xff", 4);
  const auto read =
      parseSafetensors(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size(), "hand");
  EXPECT_TRUE(isIdentical(read.tensors.at("x"), torch::tensor({1, -1}, torch::kInt16)));
}

TEST_F(SafetensorsTest, WritingTheSameTwiceGivesTheSameBytes) {
  const Safetensors content{{{"b", torch::arange(7)}, {"a", torch::ones(3)}}, {{"k", "v"}, {"j", "w"}}};
  roundTrip(content);
  const std::string first = test::readBytes(file("model.safetensors"));
  roundTrip(content);
  EXPECT_EQ(test::readBytes(file("model.safetensors")), first);
}

TEST_F(SafetensorsTest, RefusesToWriteWhatItCouldNotRead) {
  const auto write = [&](const std::string& name, const torch::Tensor& tensor) {
    return [=, this] { writeSafetensors(file("bad.safetensors"), {{{name, tensor}}, {}}); };
  };
  EXPECT_TRUE(throwsError(ErrorKind::InvalidArgument, "UTF-8", write("\xff", torch::ones(1))));
  EXPECT_TRUE(throwsError(ErrorKind::InvalidArgument, "__metadata__", write("__metadata__", torch::ones(1))));
  EXPECT_TRUE(throwsError(ErrorKind::InvalidArgument, "undefined", write("t", torch::Tensor())));
  EXPECT_TRUE(
      throwsError(ErrorKind::InvalidArgument, "type", write("t", torch::ones(1, torch::kComplexFloat))));
  EXPECT_FALSE(std::filesystem::exists(file("bad.safetensors")));
}

TEST_F(SafetensorsTest, AFailedWriteLeavesTheOldFile) {
  const Safetensors old{{{"t", torch::ones(2)}}, {}};
  writeSafetensors(file("model.safetensors"), old);
  EXPECT_ANY_THROW(writeSafetensors(file("model.safetensors"), {{{"\xff", torch::ones(1)}}, {}}));
  EXPECT_TRUE(isIdentical(readSafetensors(file("model.safetensors")).tensors.at("t"), old.tensors.at("t")));
  EXPECT_TRUE(throwsError(ErrorKind::WriteFailed, "nowhere",
                          [&] { writeSafetensors(file("nowhere/model.safetensors"), old); }));
}

TEST_F(SafetensorsTest, NamesTheFileThatItCannotOpen) {
  EXPECT_TRUE(throwsError(ErrorKind::NotFound, "absent.safetensors",
                          [&] { readSafetensors(file("absent.safetensors")); }));
  EXPECT_TRUE(throwsError(ErrorKind::Unreadable, folder().string(), [&] { readSafetensors(folder()); }));
  // A pipe would block for ever.
  ASSERT_EQ(mkfifo(file("pipe").c_str(), 0600), 0);
  EXPECT_TRUE(throwsError(ErrorKind::Unreadable, "pipe", [&] { readSafetensors(file("pipe")); }));
}

TEST_F(SafetensorsTest, EveryTruncationIsRefused) {
  writeSafetensors(file("model.safetensors"),
                   {{{"a", torch::arange(5)}, {"b", torch::ones(3)}}, {{"k", "v"}}});
  const std::string bytes = test::readBytes(file("model.safetensors"));
  const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
  EXPECT_EQ(parseSafetensors(data, bytes.size(), "whole").tensors.size(), 2u);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    ASSERT_TRUE(throwsError(ErrorKind::Unreadable, "cut", [&] { parseSafetensors(data, size, "cut"); }))
        << size;
    if (size % 16 != 0) continue;  // the same through a file
    test::writeBytes(file("cut"), bytes.substr(0, size));
    ASSERT_TRUE(throwsError(ErrorKind::Unreadable, "cut", [&] { readSafetensors(file("cut")); })) << size;
  }
}

}  // namespace
}  // namespace pentimento
