// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/run_inputs.h"

#include <chrono>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "app/commands/progress_bar.h"
#include "core/base/caught_error.h"

namespace pentimento {

namespace fs = std::filesystem;

namespace {

void printResult(const PhotoTask& task, const PhotoSize& size, double seconds, const CommonOptions& common) {
  if (common.json) {
    const nlohmann::json json = {{"input", task.input.string()},
                                 {"output", task.output.string()},
                                 {"seconds", seconds},
                                 {"width", size.width},
                                 {"height", size.height}};
    // File names are bytes; one that is no UTF-8 must not end the run.
    std::puts(json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace).c_str());
  } else if (!common.quiet) {
    std::printf("%s -> %s (%.1f s)\n", task.input.c_str(), task.output.c_str(), seconds);
  }
  std::fflush(stdout);
}

/// What went wrong with one photo, or nothing.
std::optional<std::string> failureOf(const std::function<void()>& work) {
  try {
    work();
  } catch (...) {
    return errorFrom(std::current_exception()).what();
  }
  return std::nullopt;
}

}  // namespace

void addExportOptions(CLI::App& app, ExportOptions& options) {
  app.add_option("--quality", options.quality, "JPEG and WebP quality")
      ->check(CLI::Range(1, 100))
      ->type_name("1..100")
      ->capture_default_str();
  app.add_flag("--strip-metadata", options.stripMetadata, "Leave EXIF, XMP and IPTC out of the results");
}

void PhotoArguments::addTo(CLI::App& app) {
  app.add_option("inputs", inputs, "Photos, or folders of photos")->required()->type_name("IN");
  app.add_option("-o,--output", output, "Where to write: a file, or a folder for several photos")
      ->required()
      ->type_name("OUT");
}

std::string messageAbout(const fs::path& file, const std::string& what) {
  const std::string prefix = file.string() + ": ";
  return what.starts_with(prefix) ? what : prefix + what;
}

void makeFolderFor(const fs::path& file) {
  if (!file.has_parent_path()) return;
  std::error_code error;
  fs::create_directories(file.parent_path(), error);
  if (error) {
    throw Error(ErrorKind::WriteFailed,
                file.parent_path().string() + ": cannot make this folder: " + error.message());
  }
}

int runPhotoTasks(const std::vector<PhotoTask>& tasks, const CommonOptions& common, const PhotoWork& work) {
  using Clock = std::chrono::steady_clock;
  ProgressBar bar(tasks.size(), tasks.size() > 1 && !common.quiet);
  std::size_t failed = 0;
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    const auto& task = tasks[i];
    const std::string name = task.input.filename().string();
    const Progress progress([&](double fraction, std::string_view) { bar.show(i, fraction, name); });
    const auto failure = failureOf([&] {
      if (!task.refusal.empty()) throw Error(ErrorKind::InvalidArgument, task.refusal);
      const auto start = Clock::now();
      bar.show(i, 0, name);
      makeFolderFor(task.output);
      const auto size = work(task, progress);
      const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
      if (!bar.visible() || common.json) {
        bar.clear();
        printResult(task, size, seconds, common);
      }
    });
    if (failure) {
      ++failed;
      bar.clear();
      std::fprintf(stderr, "pentimento: %s\n", messageAbout(task.input, *failure).c_str());
    }
  }
  bar.clear();
  if (bar.visible() && !common.json) {
    std::printf("%zu of %zu photos written\n", tasks.size() - failed, tasks.size());
  }
  return failed == 0 ? 0 : 1;
}

}  // namespace pentimento
