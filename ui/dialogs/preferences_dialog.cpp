// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/preferences_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QThread>

#include "ui/settings.h"

namespace pentimento {

namespace {

QComboBox* choice(const char* name, const QList<std::pair<QString, QString>>& items, const QString& current) {
  auto* box = new QComboBox;
  box->setObjectName(QString::fromLatin1(name));
  for (const auto& [value, text] : items) box->addItem(text, value);
  box->setCurrentIndex(std::max(0, box->findData(current)));
  return box;
}

}  // namespace

PreferencesDialog::PreferencesDialog(Settings& settings, QWidget* parent)
    : QDialog(parent), settings_(settings) {
  setWindowTitle(tr("Preferences"));
  theme_ = choice("preferTheme",
                  {{QStringLiteral("system"), tr("As the system")},
                   {QStringLiteral("light"), tr("Light")},
                   {QStringLiteral("dark"), tr("Dark")}},
                  settings.text(Setting::Theme));
  surround_ = choice(
      "preferSurround",
      {{QStringLiteral("grey"), tr("Neutral grey")}, {QStringLiteral("checkerboard"), tr("Checkerboard")}},
      settings.text(Setting::Surround));
  device_ = choice("preferDevice",
                   {{QStringLiteral("auto"), tr("Automatic")},
                    {QStringLiteral("cpu"), tr("Processor")},
                    {QStringLiteral("cuda"), tr("Graphics card (CUDA)")}},
                   settings.text(Setting::Device));
  threads_ = new QSpinBox;
  threads_->setObjectName(QStringLiteral("preferThreads"));
  threads_->setRange(0, std::max(1, QThread::idealThreadCount()) * 2);
  threads_->setSpecialValueText(tr("One per processor"));
  threads_->setValue(settings.value(Setting::Threads).toInt());
  searchFaces_ = new QCheckBox(tr("Look for &faces in every photo that is opened"));
  searchFaces_->setObjectName(QStringLiteral("preferSearchFaces"));
  searchFaces_->setChecked(settings.value(Setting::SearchFaces).toBool());

  auto* form = new QFormLayout(this);
  form->setContentsMargins(16, 16, 16, 12);
  form->setVerticalSpacing(10);
  form->addRow(tr("&Theme"), theme_);
  form->addRow(tr("&Around the photo"), surround_);
  form->addRow(QString(), searchFaces_);
  form->addRow(tr("&Landmarks file"), landmarksRow());
  form->addRow(tr("&Networks run on"), device_);
  form->addRow(tr("Th&reads"), threads_);
  auto* note = new QLabel(tr("Landmarks file, device and threads take effect at the next start."));
  note->setEnabled(false);
  form->addRow(QString(), note);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
  form->addRow(buttons);
  connect(buttons, &QDialogButtonBox::accepted, this, &PreferencesDialog::accept);
  connect(buttons, &QDialogButtonBox::rejected, this, &PreferencesDialog::reject);
}

QWidget* PreferencesDialog::landmarksRow() {
  landmarks_ = new QLineEdit(settings_.text(Setting::LandmarksFile));
  landmarks_->setObjectName(QStringLiteral("preferLandmarks"));
  landmarks_->setAccessibleName(tr("Landmarks file"));
  landmarks_->setPlaceholderText(tr("Found by itself"));
  landmarks_->setToolTip(tr("shape_predictor_68_face_landmarks.dat, in Debian's package libdlib-data"));
  landmarks_->setMinimumWidth(220);
  auto* browse = new QPushButton(tr("&Browse…"));
  browse->setAutoDefault(false);
  connect(browse, &QPushButton::clicked, this, [this] {
    const QString file = QFileDialog::getOpenFileName(this, tr("Landmarks file"), landmarks_->text(),
                                                      tr("Landmarks (*.dat);;All files (*)"));
    if (!file.isEmpty()) landmarks_->setText(file);
  });
  auto* row = new QWidget;
  auto* layout = new QHBoxLayout(row);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(landmarks_, 1);
  layout->addWidget(browse);
  row->setFocusProxy(landmarks_);
  return row;
}

void PreferencesDialog::accept() {
  settings_.set(Setting::Theme, theme_->currentData());
  settings_.set(Setting::Surround, surround_->currentData());
  settings_.set(Setting::SearchFaces, searchFaces_->isChecked());
  settings_.set(Setting::LandmarksFile, landmarks_->text().trimmed());
  settings_.set(Setting::Device, device_->currentData());
  settings_.set(Setting::Threads, threads_->value());
  QDialog::accept();
}

}  // namespace pentimento
