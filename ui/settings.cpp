// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings.h"

#include <QFileInfo>
#include <algorithm>
#include <array>

namespace pentimento {

namespace {

struct SettingRow {
  Setting setting;
  const char* key;
  QVariant standard;  // its type is the setting's type
};

const SettingRow& rowOf(Setting setting) {
  static const std::array<SettingRow, 26> table{{
      {Setting::Theme, "view/theme", QStringLiteral("system")},
      {Setting::Surround, "view/surround", QStringLiteral("grey")},
      {Setting::WindowGeometry, "window/geometry", QByteArray()},
      {Setting::WindowState, "window/state", QByteArray()},
      {Setting::RecentFiles, "files/recent", QStringList()},
      {Setting::LastFolder, "files/lastFolder", QString()},
      {Setting::LastReference, "files/lastReferenceFolder", QString()},
      {Setting::ExportQuality, "export/quality", 95},
      {Setting::ExportStrip, "export/stripMetadata", false},
      {Setting::CompareMode, "view/compare", QStringLiteral("result")},
      {Setting::Device, "compute/device", QStringLiteral("auto")},
      {Setting::Threads, "compute/threads", 0},
      {Setting::SearchFaces, "faces/searchOnOpening", true},
      {Setting::LandmarksFile, "faces/landmarks", QString()},
      {Setting::FaceBoxes, "faces/showBoxes", false},
      {Setting::FaceLandmarks, "faces/showLandmarks", false},
      {Setting::FaceLabels, "faces/showLabels", false},
      {Setting::LabelOpacity, "faces/labelOpacity", 0.5},
      {Setting::ShowMask, "regenerate/showMask", true},
      {Setting::MaskOpacity, "regenerate/maskOpacity", 0.45},
      {Setting::BrushSize, "regenerate/brushSize", 28.0},
      {Setting::RecentLooks, "makeup/recent", QStringList()},
      {Setting::FavouriteLooks, "makeup/favourites", QStringList()},
      {Setting::LookFaces, "makeup/faces", QVariantMap()},
      {Setting::LookShelf, "makeup/shelf", QStringLiteral("bundled")},
      {Setting::TrainingAway, "training/away", QStringList()},
  }};
  return *std::find_if(table.begin(), table.end(),
                       [&](const SettingRow& row) { return row.setting == setting; });
}

}  // namespace

Settings::Settings()
    : store_(std::make_unique<QSettings>(QSettings::NativeFormat, QSettings::UserScope,
                                         QStringLiteral("pentimento"), QStringLiteral("pentimento"))) {}

Settings::Settings(const QString& iniFile)
    : store_(std::make_unique<QSettings>(iniFile, QSettings::IniFormat)) {}

QVariant Settings::value(Setting setting) const {
  const SettingRow& row = rowOf(setting);
  QVariant stored = store_->value(QString::fromLatin1(row.key), row.standard);
  return stored.convert(row.standard.metaType()) ? stored : row.standard;
}

void Settings::set(Setting setting, const QVariant& value) {
  store_->setValue(QString::fromLatin1(rowOf(setting).key), value);
}

QStringList Settings::recentFiles() const {
  QStringList files = value(Setting::RecentFiles).toStringList();
  files.removeIf([](const QString& file) { return !QFileInfo::exists(file); });
  return files;
}

void Settings::addRecentFile(const QString& path) {
  QStringList files = value(Setting::RecentFiles).toStringList();
  const QString absolute = QFileInfo(path).absoluteFilePath();
  files.removeAll(absolute);
  files.prepend(absolute);
  set(Setting::RecentFiles, files.mid(0, maximumRecentFiles));
}

}  // namespace pentimento
