// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>
#include <QString>
#include <optional>

#include "ui/makeup/makeup_edit.h"

namespace pentimento {

class Settings;

/// The pictures that make-up can be taken from again: the last ones, those that the user marked, and those
/// that come with the program. UI thread only.
class LookShelf : public QObject {
  Q_OBJECT
 public:
  enum class Row { Recent, Favourites, Bundled };
  struct Entry {
    QString path, title;
    QString source;  ///< where it comes from, to be shown; maybe empty
  };

  /// Must outlive this.
  explicit LookShelf(Settings& settings, QObject* parent = nullptr);

  /// Those whose files are there.
  QList<Entry> entries(Row row) const;
  /// The row that is looked at, remembered.
  Row row() const;
  void setRow(Row row);

  static constexpr int mostRecent = 24;
  void addRecent(const QString& path);
  /// Which of a picture's faces was chosen last; nothing: none was.
  std::optional<std::size_t> face(const QString& path) const;
  void setFace(const QString& path, std::size_t index);
  bool isFavourite(const QString& path) const;
  /// A picture that came without a file gets one. Throws Error{WriteFailed}.
  void setFavourite(const ReferencePicture& picture, bool favourite);
  /// Takes a picture out of a row; what is bundled stays.
  void forget(Row row, const QString& path);

  /// Where a picture that came without a file is kept if the user wants to keep it.
  static QString pathFor(const QImage& picture);

 Q_SIGNALS:
  void changed();

 private:
  Settings& settings_;
};

}  // namespace pentimento
