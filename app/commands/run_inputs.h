// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/commands/command.h"
#include "core/base/progress.h"
#include "core/image/image_io.h"

namespace pentimento {

/// What the user named on the command line of a command that turns photos into photos.
struct PhotoArguments {
  std::vector<std::filesystem::path> inputs;  ///< photos, and folders whose photos are meant
  std::filesystem::path output;               ///< a file, or a folder for several inputs

  /// Describes IN... and -o OUT to CLI11.
  void addTo(CLI::App& app);
};

/// Describes --quality and --strip-metadata to CLI11.
void addExportOptions(CLI::App& app, ExportOptions& options);

/// One photo to read and the file to write.
struct PhotoTask {
  std::filesystem::path input, output;
  std::string refusal;  ///< why nothing may be written for this input, or empty
};

/// One task for each photo: a folder among the inputs stands for the photos directly in it, by name.
/// OUT is a folder when it is one, ends in a slash, or there is more than one photo; results then keep the
/// photo's name, `NAME-2` where two photos share it, and `.png` where we do not write the photo's own format.
/// A task that would overwrite any of the inputs carries a refusal. Reads folders, writes nothing.
/// Throws CLI::ValidationError (wrong command line) when several photos are to go into one file.
std::vector<PhotoTask> planPhotoTasks(const PhotoArguments& arguments);

/// The size of a photo that was written.
struct PhotoSize {
  int width = 0, height = 0;
};

/// Reads task.input and writes task.output; throws Error for a photo that will not do.
using PhotoWork = std::function<PhotoSize(const PhotoTask& task, const Progress& progress)>;

/// Makes the folder that `file` goes into. Throws Error{WriteFailed}.
void makeFolderFor(const std::filesystem::path& file);

/// Runs `work` for every task and makes the output folders. A photo that fails gives one line on stderr and
/// the next one goes on. Reports each result on stdout (a line, or a JSON object with common.json), or as one
/// progress bar when several photos are worked on before a terminal. Returns 0 when all went well, else 1.
int runPhotoTasks(const std::vector<PhotoTask>& tasks, const CommonOptions& common, const PhotoWork& work);

/// `FILE: what is wrong`: Errors of core that concern a file name it themselves, others do not.
std::string messageAbout(const std::filesystem::path& file, const std::string& what);

}  // namespace pentimento
