// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSettings>
#include <QStringList>
#include <QVariant>
#include <memory>

namespace pentimento {

/// Everything that the editor remembers. Keys, types and defaults stand in one table in settings.cpp.
enum class Setting {
  Theme,           ///< QString: system | light | dark
  Surround,        ///< QString: grey | checkerboard, what lies around and behind the photo
  WindowGeometry,  ///< QByteArray
  WindowState,     ///< QByteArray
  RecentFiles,     ///< QStringList, newest first
  LastFolder,      ///< QString
  LastReference,   ///< QString, folder of the last reference picture
  ExportQuality,   ///< int, 1–100
  ExportStrip,     ///< bool
  CompareMode,     ///< QString: result | wipe | side-by-side
  Device,          ///< QString as ComputeOptions::device; the command line wins
  Threads,         ///< int, 0: one per processor; the command line wins
  SearchFaces,     ///< bool: in every photo that is opened
  LandmarksFile,   ///< QString: the landmark predictor's file; empty: found by itself
  FaceBoxes,       ///< bool: shown over the photo, …
  FaceLandmarks,   ///< … likewise, …
  FaceLabels,      ///< … likewise
  LabelOpacity,    ///< double, 0 to 1
  ShowMask,        ///< bool: the painted mask, while the mask tool is active
  MaskOpacity,     ///< double, 0 to 1
  BrushSize,       ///< double, diameter in mask pixels
  RecentLooks,     ///< QStringList, files that make-up was taken from, newest first
  FavouriteLooks,  ///< QStringList, those that the user marked, newest first
  LookFaces,       ///< QVariantMap, file to number: whose make-up was taken, of pictures with several faces
  LookShelf,       ///< QString: recent | favourites | bundled, which of them the panel shows
  TrainingAway,    ///< QStringList: runs whose end the user was not told of
};

/// Typed access to the settings file (XDG_CONFIG_HOME/pentimento/pentimento.conf). UI thread only.
class Settings {
 public:
  Settings();                                 ///< the user's own file
  explicit Settings(const QString& iniFile);  ///< another one (tests)

  /// The stored value, or the default where nothing is stored or the stored value does not convert.
  QVariant value(Setting setting) const;
  QString text(Setting setting) const { return value(setting).toString(); }
  void set(Setting setting, const QVariant& value);

  static constexpr int maximumRecentFiles = 12;
  /// Existing files only, newest first.
  QStringList recentFiles() const;
  void addRecentFile(const QString& path);
  void clearRecentFiles() { set(Setting::RecentFiles, QStringList()); }

 private:
  std::unique_ptr<QSettings> store_;
};

}  // namespace pentimento
