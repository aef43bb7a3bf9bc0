// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/training_files.h"

#include <QFile>
#include <QFileInfo>
#include <map>

#include "core/analysis/teaching_face.h"
#include "core/base/error.h"
#include "core/data/split.h"

namespace pentimento {

namespace {

constexpr int heldOutEvery = 5;

/// Without suffix. A name that cannot meet another one (two folders may each hold an IMG_0001.jpg) and is on
/// the side of the split that is wanted: which ones the trainer leaves out, it tells by their names.
QString nameOfCopy(const QFileInfo& photo, int number, bool heldOut) {
  for (int attempt = 0;; ++attempt) {
    QString name = QStringLiteral("%1_%2_%3")
                       .arg(number, 4, 10, QLatin1Char('0'))
                       .arg(photo.completeBaseName())
                       .arg(attempt);
    name.replace(QLatin1Char(','), QLatin1Char('_'));  // it may go into a table
    if (isHeldOut((name + QStringLiteral(".png")).toStdString()) == heldOut) return name;
  }
}

qint64 bytesOf(const TrainingItem& item) {
  if (!item.face) return QFileInfo(item.file).size();
  const auto size = [](const cv::Mat& pixels) {
    return static_cast<qint64>(pixels.total() * pixels.elemSize());
  };
  return size(item.face->crop.mat()) + size(item.face->labels.mat());  // PNG is smaller
}

}  // namespace

QString copyItems(const TeachableTask& task, const std::vector<TrainingItem>& items,
                  const std::filesystem::path& folder) {
  int number = 0, ofKind[2] = {};  // of label maps: as they were, corrected; of faces: without it, with it
  std::map<std::string, std::shared_ptr<const TeachingFace>> marked;
  try {
    for (const TrainingItem& item : items) {
      const QFileInfo photo(item.file);
      const bool kind = task.trait ? item.has(*task.trait).value_or(false) : item.corrected;
      const QString name = nameOfCopy(photo, ++number, ++ofKind[kind] % heldOutEvery == 0);
      if (task.trait) {
        marked[name.toStdString()] = item.face;
      } else if (item.face) {
        writeTeachingFace(folder, name.toStdString(), *item.face);
      } else {
        QFile source(item.file);
        const QString copy = QStringLiteral("%1/%2.%3")
                                 .arg(QString::fromStdU16String(folder.u16string()), name, photo.suffix());
        if (!source.copy(copy)) return QStringLiteral("%1: %2").arg(item.file, source.errorString());
      }
    }
    if (task.trait) writeMarkedFaces(folder, *task.trait, marked);
  } catch (const Error& error) {
    return QString::fromUtf8(error.what());
  }
  return {};
}

qint64 spaceFor(const NewTraining& training, const Registry& registry) {
  qint64 bytes = 0;
  for (const TrainingItem& item : training.items) bytes += bytesOf(item);
  // Checkpoints are about ten times the model's file (networks, averages, optimisers, all at full precision);
  // a run keeps up to five and writes one more.
  constexpr qint64 checkpoints = 6, modelFiles = 10;
  for (const auto& entry : registry.list())
    if (QString::fromStdString(entry.card.name) == training.model)
      bytes += checkpoints * modelFiles * static_cast<qint64>(std::filesystem::file_size(entry.weights));
  return bytes;
}

}  // namespace pentimento
