// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cctype>
#include <set>
#include <system_error>

#include "app/commands/run_inputs.h"
#include "core/image/image_io.h"

namespace pentimento {

namespace fs = std::filesystem;

namespace {

std::string lowerCaseSuffix(const fs::path& path) {
  std::string suffix = path.extension().string();
  std::transform(suffix.begin(), suffix.end(), suffix.begin(),
                 [](unsigned char c) { return std::tolower(c); });
  return suffix;
}

bool isKnownSuffix(const std::string& suffix) {
  const auto& known = readableSuffixes();
  return std::find(known.begin(), known.end(), suffix) != known.end();
}

std::vector<fs::path> photosIn(const fs::path& folder) {
  std::vector<fs::path> photos;
  std::error_code error;  // a folder that we may not read is reported like one without photos
  for (auto entry = fs::directory_iterator(folder, error); !error && entry != fs::directory_iterator();
       entry.increment(error)) {
    if (entry->is_regular_file(error) && isKnownSuffix(lowerCaseSuffix(entry->path()))) {
      photos.push_back(entry->path());
    }
  }
  std::sort(photos.begin(), photos.end());
  return photos;
}

/// The tasks, outputs still open. A folder without photos becomes a task that is refused.
std::vector<PhotoTask> expandFolders(const std::vector<fs::path>& inputs) {
  std::vector<PhotoTask> tasks;
  for (const auto& input : inputs) {
    std::error_code ignored;
    if (!fs::is_directory(input, ignored)) {
      tasks.push_back({input, {}, {}});
      continue;
    }
    const auto photos = photosIn(input);
    for (const auto& photo : photos) tasks.push_back({photo, {}, {}});
    if (photos.empty()) tasks.push_back({input, {}, "holds no photo that can be read"});
  }
  return tasks;
}

/// A path in `folder` for the result of `input` that none before it has.
fs::path freeName(const fs::path& folder, const fs::path& input, std::set<fs::path>& taken) {
  const std::string suffix = isKnownSuffix(lowerCaseSuffix(input)) ? input.extension().string() : ".png";
  fs::path output = folder / (input.stem().string() + suffix);
  for (int number = 2; !taken.insert(output).second; ++number) {
    output = folder / (input.stem().string() + "-" + std::to_string(number) + suffix);
  }
  return output;
}

bool endsInSlash(const fs::path& path) {
  return !path.empty() && !path.has_filename();
}

}  // namespace

std::vector<PhotoTask> planPhotoTasks(const PhotoArguments& arguments) {
  auto tasks = expandFolders(arguments.inputs);
  const auto& out = arguments.output;
  std::error_code error;
  const bool exists = fs::exists(out, error), isFolder = fs::is_directory(out, error);
  const bool several = tasks.size() > 1;
  if (exists && !isFolder && several) {
    throw CLI::ValidationError("--output",
                               out.string() + " is a file, and there are several photos: name a folder");
  }
  const bool intoFolder = isFolder || several || endsInSlash(out);

  std::set<fs::path> taken;
  for (auto& task : tasks) {
    if (!task.refusal.empty()) continue;
    task.output = intoFolder ? freeName(out, task.input, taken) : out;
    // Any input, not only this one: a later photo of the same run must not be gone before it is read.
    const bool overwrites = std::any_of(tasks.begin(), tasks.end(), [&](const PhotoTask& other) {
      std::error_code ignored;
      return fs::equivalent(task.output, other.input, ignored);
    });
    if (overwrites)
      task.refusal =
          "the result would overwrite the photo " + task.output.string() + "; choose another output";
  }
  return tasks;
}

}  // namespace pentimento
