// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

struct zip;  // libzip's

namespace pentimento {

/// A zip file in the making, in memory.
class ZipWriter {
 public:
  enum class Packing { Stored, Deflated };  ///< pictures are packed already

  /// `content` must stay as it is until finish().
  void add(std::string name, std::span<const std::uint8_t> content, Packing packing);
  /// The file. Throws Error{WriteFailed} beginning with `name`.
  std::vector<std::uint8_t> finish(const std::string& name) const;

 private:
  struct Entry {
    std::string name;
    std::span<const std::uint8_t> content;
    Packing packing;
  };
  std::vector<Entry> entries_;
};

/// A zip file to read from; nothing is ever unpacked to the disk. Not thread-safe.
class ZipReader {
 public:
  /// Throws Error: NotFound, Unreadable (no zip, damaged, a folder).
  explicit ZipReader(const std::filesystem::path& path);

  bool contains(const std::string& name) const;
  /// The whole of an entry. Throws Error: Unreadable (there is none, or damaged: checksums are compared),
  /// Unsupported (unpacked it has more than `limit` bytes; nothing was allocated then).
  std::vector<std::uint8_t> read(const std::string& name, std::uint64_t limit) const;

 private:
  std::string path_;
  std::unique_ptr<zip, void (*)(zip*)> archive_;
};

}  // namespace pentimento
