// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run_editor.h"

#include <QApplication>
#include <QLibraryInfo>
#include <QPointer>
#include <QTimer>
#include <QTranslator>
#include <functional>
#include <memory>
#include <vector>

#include "ui/colourise_engine.h"
#include "ui/dialogs/dialogs.h"
#include "ui/icons.h"
#include "ui/main_window.h"
#include "ui/resources.h"
#include "ui/settings.h"
#include "ui/theme.h"

namespace pentimento {

namespace {

void setUpApplication(const Settings& settings) {
  QApplication::setApplicationName(QStringLiteral("pentimento"));
  QApplication::setApplicationDisplayName(QStringLiteral("Pentimento"));
  QApplication::setApplicationVersion(QStringLiteral(PENTIMENTO_VERSION));
  QGuiApplication::setDesktopFileName(QStringLiteral("io.github.pentimento.Pentimento"));
  QApplication::setWindowIcon(applicationIcon());
  applyTheme(themeFromName(settings.text(Setting::Theme)));
}

void installTranslations() {
  registerResources();
  const auto install = [](const QString& name, const QString& folder) {
    auto* translator = new QTranslator(qApp);
    if (translator->load(QLocale(), name, QStringLiteral("_"), folder)) {
      QCoreApplication::installTranslator(translator);
    } else {
      delete translator;
    }
  };
  install(QStringLiteral("qtbase"), QLibraryInfo::path(QLibraryInfo::TranslationsPath));
  install(QStringLiteral("pentimento"), QStringLiteral(":/i18n"));
}

/// The command line's choice, else the preferences'.
ComputeOptions computeOptions(const ComputeOptions& given, const Settings& settings) {
  ComputeOptions options = given;
  if (options.device == "auto") options.device = settings.text(Setting::Device).toStdString();
  if (options.threads == 0) options.threads = settings.value(Setting::Threads).toInt();
  return options;
}

/// Every open window; further ones open when files are dropped together.
class Windows {
 public:
  Windows(const EditorOptions& options, Settings& settings)
      : compute_(computeOptions(options.compute, settings)), model_(options.model), settings_(settings) {}

  MainWindow* open(const QString& photo) {
    auto* window = new MainWindow(settings_, dialogs_, engines());
    window->setAttribute(Qt::WA_DeleteOnClose);
    windows_.append(window);
    QObject::connect(window, &MainWindow::anotherWindowWanted, window,
                     [this](const QString& path) { open(path); });
    if (!keptFolder_.isEmpty()) window->keepWorkIn(keptFolder_);
    window->show();
    if (!photo.isEmpty()) window->files().open(photo);
    return window;
  }

  /// From now on, windows keep copies of unsaved work.
  void keepWork() { keptFolder_ = Recovery::defaultFolder(); }

  /// What an editor that crashed left behind.
  void offerKept(MainWindow* first) {
    const auto works = Recovery::keptIn(keptFolder_);
    if (works.isEmpty()) return;
    QStringList lines;
    for (const auto& work : works)
      lines << work.name + QStringLiteral("  –  ") + QLocale().toString(work.time, QLocale::ShortFormat);
    const auto answer = dialogs_.askKept(first, lines);
    for (const auto& work : works) {
      if (answer == Dialogs::Kept::Discard) Recovery::discard(work.file);
      if (answer != Dialogs::Kept::Restore) continue;
      const bool free = first && !first->document().hasPhoto() && !first->files().loading();
      (free ? first : open({}))->files().openKept(work.file, work.name);
    }
  }

  /// Those that are still open when the event loop was told to end.
  void closeAll() {
    for (const QPointer<MainWindow>& window : windows_) delete window.data();
  }

 private:
  MainWindow::Engines engines() const {
    AnalyserOptions analyser;
    analyser.landmarks = settings_.text(Setting::LandmarksFile).toStdU16String();
    return {.colourise = makeNetworkEngine(compute_, model_),
            .faces = makeAnalyserEngine(compute_, analyser),
            .regenerate = makeRegenerateEngine(compute_),
            .attributes = makeAttributesEngine(compute_),
            .makeup = makeMakeupEngine(compute_),
            .facesToTeach = [compute = compute_, analyser] { return makeAnalyserEngine(compute, analyser); }};
  }

  ComputeOptions compute_;
  std::string model_;
  Settings& settings_;
  WidgetDialogs dialogs_;
  QString keptFolder_;  // empty: no copies
  QList<QPointer<MainWindow>> windows_;
};

/// For --exit-after-startup and --screenshot: leaves once the photos are open (or refused) and painted.
void leaveWhenStarted(const std::vector<MainWindow*>& windows, const EditorOptions& options) {
  auto* poll = new QTimer(qApp);
  QObject::connect(poll, &QTimer::timeout, qApp, [poll, windows, options] {
    for (MainWindow* window : windows) {
      if (window->files().loading()) return;
      // A picture shows the window at rest.
      if (!options.screenshot.empty() && window->faceSearch().busy()) return;
    }
    poll->stop();
    bool good = true;
    for (MainWindow* window : windows)
      good = good && (options.photos.empty() || window->document().hasPhoto());
    if (!options.screenshot.empty()) {
      good = windows.front()->grab().save(QString::fromStdU16String(options.screenshot.u16string())) && good;
    }
    QCoreApplication::exit(good ? 0 : 1);
  });
  poll->start(50);
}

}  // namespace

int runEditor(int argc, char** argv, const EditorOptions& options) {
  QApplication application(argc, argv);
  Settings settings;
  setUpApplication(settings);
  installTranslations();
  Windows opener(options, settings);
  const bool forShow = options.exitAfterStartup || !options.screenshot.empty();
  if (!forShow) opener.keepWork();
  std::vector<MainWindow*> windows;
  for (const auto& photo : options.photos)
    windows.push_back(opener.open(QString::fromStdU16String(photo.u16string())));
  if (windows.empty()) windows.push_back(opener.open({}));
  if (forShow) {
    leaveWhenStarted(windows, options);
  } else {
    // Once the window is on screen: it is what the question is about.
    QTimer::singleShot(0, windows.front(), [&opener, first = windows.front()] { opener.offerKept(first); });
  }
  const int status = QApplication::exec();
  opener.closeAll();
  return status;
}

}  // namespace pentimento
