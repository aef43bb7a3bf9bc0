// SPDX-License-Identifier: GPL-3.0-or-later
// Runs a subcommand, or opens the editor when there is none; the last catch.
#include <cstdio>
#include <exception>
#include <map>
#include <string>

#include "app/commands/command.h"
#include "core/base/caught_error.h"
#include "core/base/error.h"
#include "core/base/log.h"
#ifdef PENTIMENTO_WITH_UI
#include "ui/run_editor.h"
#endif

namespace pentimento {

namespace {

constexpr int wrongCommandLine = 2;  // SPEC 5

struct Subcommand {
  const char* name;
  const char* description;
  CommandFactory add;
};

constexpr Subcommand subcommands[] = {
    {"colourise", "Give black-and-white photos their colours", addColourise},
    {"attributes", "Add or take away glasses, a beard, a smile and more", addAttributes},
    {"makeup", "Put on the make-up of another face", addMakeup},
    {"regenerate", "Paint a face's label map, and the face is made anew there", addRegenerate},
    {"train", "Train a network on folders of photos", addTrain},
    {"runs", "List, keep, rewind and delete what was trained", addRuns},
    {"evaluate", "Measure a model on a folder of photos", addEvaluate},
    {"analyse", "Find, align and parse the faces in a photo", addAnalyse},
    {"models", "List, check, import and choose models", addModels},
};

void addCommonOptions(CLI::App& app, CommonOptions& common) {
  app.add_option("--device", common.compute.device, "auto, cpu or cuda[:N]")->capture_default_str();
  app.add_option("--threads", common.compute.threads, "Threads to compute with; 0: one per processor")
      ->check(CLI::Range(0, 1024))
      ->capture_default_str();
  app.add_option("--model", common.model,
                 "A model's name or its .safetensors file; default: the task's current one")
      ->type_name("NAME|FILE");
  app.add_flag("--quiet", common.quiet, "Print errors only");
}

#ifdef PENTIMENTO_WITH_UI
void addEditorOptions(CLI::App& app, EditorOptions& editor) {
  app.add_option("photos", editor.photos, "Photos to open")->type_name("PHOTO");
  // For tests and for the pictures in the documentation.
  app.add_flag("--exit-after-startup", editor.exitAfterStartup, "Leave once the window was painted")
      ->group("");
  app.add_option("--screenshot", editor.screenshot, "Save a picture of the window and leave")->group("");
}
#endif

void checkCompute(const ComputeOptions& compute) {
  try {
    compute.check();
  } catch (const Error& error) {
    throw CLI::ValidationError(error.what());
  }
}

int run(int argc, char** argv) {
  CLI::App app("Pentimento, a photo editor for faces. Without a command it opens the editor.", "pentimento");
  app.set_version_flag("--version", "pentimento " PENTIMENTO_VERSION);
  app.footer("Exit status: 0 all went well, 1 some inputs failed, 2 wrong command line.");
  app.require_subcommand(0, 1);

  CommonOptions common;
  std::map<const CLI::App*, std::function<int()>> runs;
  for (const auto& subcommand : subcommands) {
    auto* sub = app.add_subcommand(subcommand.name, subcommand.description);
    runs[sub] = subcommand.add(*sub, common);
    addCommonOptions(*sub, common);
    sub->add_flag("--json", common.json, "Print results as JSON objects, one a line");
  }
#ifdef PENTIMENTO_WITH_UI
  EditorOptions editor;
  addCommonOptions(app, common);
  addEditorOptions(app, editor);
#endif

  try {
    app.parse(argc, argv);
    log::setUp(common.quiet);
    checkCompute(common.compute);
    const auto chosen = app.get_subcommands();
    if (!chosen.empty()) return runs.at(chosen.front())();
#ifdef PENTIMENTO_WITH_UI
    editor.compute = common.compute;
    editor.model = common.model;
    return runEditor(argc, argv, editor);
#else
    throw CLI::CallForHelp();
#endif
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : wrongCommandLine;
  }
}

}  // namespace

}  // namespace pentimento

int main(int argc, char** argv) {
  try {
    return pentimento::run(argc, argv);
  } catch (...) {
    std::fprintf(stderr, "pentimento: %s\n", pentimento::errorFrom(std::current_exception()).what());
    return 1;
  }
}
