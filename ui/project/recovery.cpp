// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/project/recovery.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QUuid>
#include <algorithm>
#include <utility>

#include "core/base/caught_error.h"
#include "ui/document_model.h"
#include "ui/errors.h"
#include "ui/project/work_snapshot.h"
#include "ui/project/work_state.h"

namespace pentimento {

namespace {

constexpr int delay = 10'000;  // ms: what a crash may cost

constexpr auto copyName = "work.ora";

std::filesystem::path nativePath(const QString& path) {
  return path.toStdU16String();
}

/// Each copy has a folder of its own, which the system lets go of when its editor ends, however it ends.
std::unique_ptr<RunLock> locked(const QString& file) {
  try {
    return std::make_unique<RunLock>(nativePath(file).parent_path());
  } catch (const Error&) {
    return nullptr;  // another editor's; or nothing can be written there, as will be told
  }
}

QString projectIn(const Project& project) {
  const auto& notes = project.notes;
  return notes.contains("project") && notes["project"].is_string()
             ? QString::fromStdString(notes["project"].get<std::string>())
             : QString();
}

}  // namespace

WorkSnapshot readKept(const QString& file) {
  Project project = readProject(nativePath(file));
  const QString belongsTo = projectIn(project);
  WorkSnapshot work = workFrom(std::move(project), nativePath(file).string());
  work.project = belongsTo;
  return work;
}

Recovery::Recovery(DocumentModel& document, const WorkState& work, QString folder, QObject* parent)
    : QObject(parent), document_(document), work_(work), folder_(std::move(folder)) {
  soon_.setSingleShot(true);
  soon_.setInterval(delay);
  pool_.setMaxThreadCount(1);
  connect(&soon_, &QTimer::timeout, this, &Recovery::write);
  connect(&document, &DocumentModel::photoChanged, this, &Recovery::drop);
  connect(&document, &DocumentModel::colouriseChanged, this, &Recovery::changed);
  connect(&document, &DocumentModel::regenerateChanged, this, &Recovery::changed);
  connect(&document, &DocumentModel::attributesChanged, this, &Recovery::changed);
  connect(&document, &DocumentModel::makeupChanged, this, &Recovery::changed);
  connect(&document, &DocumentModel::modifiedChanged, this, [this](bool modified) {
    if (!modified) drop();
  });
}

Recovery::~Recovery() {
  pool_.waitForDone();
  drop();
}

QString Recovery::defaultFolder() {
  QString state = qEnvironmentVariable("XDG_STATE_HOME");
  if (!QDir::isAbsolutePath(state)) state = QDir::homePath() + QStringLiteral("/.local/state");
  return state + QStringLiteral("/pentimento/recovery");
}

QList<Recovery::Kept> Recovery::keptIn(const QString& folder) {
  QList<Kept> result;
  for (const QFileInfo& place : QDir(folder).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot)) {
    const QFileInfo file(QDir(place.filePath()), QString::fromLatin1(copyName));
    if (!file.exists() || RunLock::holder(nativePath(place.filePath()))) continue;  // its editor lives
    try {
      const Project project = readProject(nativePath(file.filePath()));
      const QString saved = QFileInfo(projectIn(project)).fileName();
      const QString name = saved.isEmpty() ? QString::fromStdString(project.name) : saved;
      result << Kept{file.filePath(), name.isEmpty() ? tr("Pasted picture") : name, file.lastModified()};
    } catch (const Error&) {
      // Damaged, or another version's: nothing to offer, and not ours to delete.
    }
  }
  std::sort(result.begin(), result.end(), [](const Kept& a, const Kept& b) { return a.time > b.time; });
  return result;
}

void Recovery::discard(const QString& file) {
  QFileInfo(file).dir().removeRecursively();
}

void Recovery::adopt(const QString& file) {
  drop();
  auto lock = locked(file);
  if (!lock) return;  // another window was faster
  file_ = file;
  lock_ = std::move(lock);
  written_ = true;
}

void Recovery::changed() {
  if (document_.isModified() && !soon_.isActive()) soon_.start();
}

void Recovery::write() {
  if (!document_.hasPhoto() || !document_.isModified()) return;
  if (writing_) {
    again_ = true;
    return;
  }
  if (file_.isEmpty()) {
    QDir place(folder_ + QLatin1Char('/') + QUuid::createUuid().toString(QUuid::WithoutBraces));
    place.mkpath(QStringLiteral("."));
    // Photos are private: nobody else may read them.
    QFile::setPermissions(folder_, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    file_ = place.filePath(QString::fromLatin1(copyName));
    lock_ = locked(file_);
  }
  writing_ = true;
  pool_.start([this, serial = serial_, file = file_, work = work_.snapshot()] {
    QString problem;
    try {
      ProjectWriter().write(nativePath(file), projectOf(work));
    } catch (...) {
      problem = describe(errorFrom(std::current_exception()));
    }
    QMetaObject::invokeMethod(
        this, [this, serial, problem] { end(serial, problem); }, Qt::QueuedConnection);
  });
}

void Recovery::end(int serial, const QString& problem) {
  writing_ = false;
  if (serial != serial_) {
    // Saved or closed meanwhile; where that began a new copy, file_ is another one.
    if (!dropped_.isEmpty()) discard(std::exchange(dropped_, QString()));
  } else if (problem.isEmpty()) {
    written_ = true;
    Q_EMIT written();
  } else if (!std::exchange(told_, true)) {
    Q_EMIT failed(problem);
  }
  if (std::exchange(again_, false)) write();
}

void Recovery::drop() {
  soon_.stop();
  again_ = false;
  ++serial_;
  if (file_.isEmpty()) return;
  if (writing_) dropped_ = file_;
  discard(file_);
  lock_.reset();
  file_.clear();
  written_ = false;
}

}  // namespace pentimento
