// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QList>
#include <QObject>
#include <QThreadPool>
#include <QTimer>
#include <memory>

#include "core/runs/run_lock.h"

namespace pentimento {

class DocumentModel;
class WorkState;
struct WorkSnapshot;

/// Keeps a copy of unsaved work in a folder, so that a crash or a power cut costs the last moments at most: a
/// project file without the layers for other programs, locked while its editor lives. UI thread only; writes
/// on a thread of its own.
class Recovery : public QObject {
  Q_OBJECT
 public:
  /// `document` and `work` must outlive this. `folder` is made when it is needed.
  Recovery(DocumentModel& document, const WorkState& work, QString folder, QObject* parent = nullptr);
  /// The window closes in good order: the copy goes.
  ~Recovery() override;

  /// $XDG_STATE_HOME/pentimento/recovery.
  static QString defaultFolder();

  struct Kept {
    QString file, name;  ///< `name`: of what was worked on
    QDateTime time;
  };
  /// What editors left that are no more, the newest first; what cannot be read is left out.
  static QList<Kept> keptIn(const QString& folder);
  static void discard(const QString& file);

  /// Work that was just restored from `file`: it stays until a newer copy, or until it is saved.
  void adopt(const QString& file);
  /// The longest that a change waits for its copy.
  void setDelay(int milliseconds) { soon_.setInterval(milliseconds); }
  /// Where the copy is; empty: there is none.
  QString file() const { return written_ ? file_ : QString(); }

 Q_SIGNALS:
  void written();
  /// No copy can be kept: `reason`. Said once.
  void failed(const QString& reason);

 private:
  void changed();
  void write();
  void end(int serial, const QString& problem);
  void drop();

  DocumentModel& document_;
  const WorkState& work_;
  QString folder_, file_;
  QString dropped_;  // was being written when its work was saved or closed
  std::unique_ptr<RunLock> lock_;
  QTimer soon_;
  QThreadPool pool_;
  int serial_ = 0;  // of the work that is kept: raised when that is saved or closed
  bool writing_ = false, again_ = false;
  bool written_ = false;  // the file exists
  bool told_ = false;
};

/// The work in such a copy; `project` is the file that it belonged to. Throws what readWork throws.
WorkSnapshot readKept(const QString& file);

}  // namespace pentimento
