// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/zip_archive.h"

#include <zip.h>

#include <utility>

#include "core/base/error.h"

namespace pentimento {
namespace {

struct ZipError {
  zip_error_t error;
  ZipError() { zip_error_init(&error); }
  ~ZipError() { zip_error_fini(&error); }
  ZipError(const ZipError&) = delete;
  ZipError& operator=(const ZipError&) = delete;
};

struct CloseSource {
  void operator()(zip_source_t* source) const { zip_source_free(source); }
};
struct DiscardArchive {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};
struct CloseFile {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};

[[noreturn]] void cannotPack(const std::string& name, zip_error_t* error) {
  throw Error(ErrorKind::WriteFailed, name + ": cannot be packed: " + zip_error_strerror(error));
}

std::vector<std::uint8_t> contentOf(zip_source_t* source, const std::string& name) {
  zip_stat_t stat;
  std::vector<std::uint8_t> bytes;
  bool good = zip_source_open(source) == 0;
  if (good) {
    good = zip_source_stat(source, &stat) == 0 && (stat.valid & ZIP_STAT_SIZE);
    if (good) {
      bytes.resize(stat.size);
      good = zip_source_read(source, bytes.data(), bytes.size()) == static_cast<zip_int64_t>(bytes.size());
    }
    zip_source_close(source);
  }
  if (!good) cannotPack(name, zip_source_error(source));
  return bytes;
}

}  // namespace

void ZipWriter::add(std::string name, std::span<const std::uint8_t> content, Packing packing) {
  entries_.push_back({std::move(name), content, packing});
}

std::vector<std::uint8_t> ZipWriter::finish(const std::string& name) const {
  ZipError error;
  const std::unique_ptr<zip_source_t, CloseSource> target(
      zip_source_buffer_create(nullptr, 0, 0, &error.error));
  if (!target) cannotPack(name, &error.error);
  std::unique_ptr<zip_t, DiscardArchive> archive(
      zip_open_from_source(target.get(), ZIP_TRUNCATE, &error.error));
  if (!archive) cannotPack(name, &error.error);
  zip_source_keep(target.get());  // the archive has it now, and lets go of it
  for (const auto& entry : entries_) {
    auto* content = zip_source_buffer(archive.get(), entry.content.data(), entry.content.size(), 0);
    const auto index =
        content ? zip_file_add(archive.get(), entry.name.c_str(), content, ZIP_FL_ENC_UTF_8) : -1;
    if (index < 0) {
      if (content) zip_source_free(content);
      cannotPack(name, zip_get_error(archive.get()));
    }
    const bool stored = entry.packing == Packing::Stored;
    if (zip_set_file_compression(archive.get(), static_cast<zip_uint64_t>(index),
                                 stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE, 0) != 0)
      cannotPack(name, zip_get_error(archive.get()));
  }
  if (zip_close(archive.get()) != 0) cannotPack(name, zip_get_error(archive.get()));
  archive.release();
  return contentOf(target.get(), name);
}

ZipReader::ZipReader(const std::filesystem::path& path)
    : path_(path.string()), archive_(nullptr, zip_discard) {
  std::error_code code;
  const auto status = std::filesystem::status(path, code);
  if (status.type() == std::filesystem::file_type::not_found)
    throw Error(ErrorKind::NotFound, path_ + ": does not exist");
  if (!std::filesystem::is_regular_file(status))
    throw Error(ErrorKind::Unreadable, path_ + ": is not a regular file");
  int number = 0;
  archive_.reset(zip_open(path_.c_str(), ZIP_RDONLY, &number));
  if (archive_) return;
  ZipError error;
  zip_error_init_with_code(&error.error, number);
  throw Error(ErrorKind::Unreadable, path_ + ": cannot be opened: " + zip_error_strerror(&error.error));
}

bool ZipReader::contains(const std::string& name) const {
  return zip_name_locate(archive_.get(), name.c_str(), ZIP_FL_ENC_GUESS) >= 0;
}

std::vector<std::uint8_t> ZipReader::read(const std::string& name, std::uint64_t limit) const {
  const auto damaged = [&](const std::string& why) {
    return Error(ErrorKind::Unreadable, path_ + ": is damaged: " + name + " " + why);
  };
  zip_stat_t stat;
  if (zip_stat(archive_.get(), name.c_str(), 0, &stat) != 0) throw damaged("is missing");
  if (!(stat.valid & ZIP_STAT_SIZE)) throw damaged("has no size");
  if (stat.size > limit) throw Error(ErrorKind::Unsupported, path_ + ": " + name + " in it is too large");
  const std::unique_ptr<zip_file_t, CloseFile> file(
      zip_fopen_index(archive_.get(), stat.index, ZIP_FL_UNCHANGED));
  if (!file) throw damaged("cannot be read");
  // Grows as it is read: a lie about the size costs no memory.
  std::vector<std::uint8_t> bytes;
  constexpr std::size_t step = 1 << 20;
  for (;;) {
    const auto before = bytes.size();
    bytes.resize(before + step);
    const auto count = zip_fread(file.get(), bytes.data() + before, step);
    if (count < 0) throw damaged("cannot be read");
    bytes.resize(before + static_cast<std::size_t>(count));
    if (bytes.size() > limit) throw damaged("is larger than it says");
    if (count == 0) break;
  }
  if (bytes.size() != stat.size) throw damaged("is truncated");
  return bytes;
}

}  // namespace pentimento
