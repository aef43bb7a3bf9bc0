// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/export_dialog.h"

#include <QCheckBox>
#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSlider>
#include <QSpinBox>
#include <QToolButton>
#include <filesystem>

namespace pentimento {

namespace {

const QStringList& writableSuffixes() {
  static const QStringList suffixes{QStringLiteral("jpg"), QStringLiteral("jpeg"), QStringLiteral("png"),
                                    QStringLiteral("tif"), QStringLiteral("tiff"), QStringLiteral("webp")};
  return suffixes;
}

QString suffixOf(const QString& path) {
  return QFileInfo(path).suffix().toLower();
}

bool sameFile(const QString& a, const QString& b) {
  const std::filesystem::path pa = a.toStdU16String(), pb = b.toStdU16String();
  std::error_code error;
  if (std::filesystem::equivalent(pa, pb, error)) return true;  // hard and symbolic links too
  return QFileInfo(a).absoluteFilePath() == QFileInfo(b).absoluteFilePath();
}

QString writeObstacle(const QString& path, const QString& opened) {
  const auto text = [](const char* words) { return QCoreApplication::translate("Export", words); };
  if (path.trimmed().isEmpty()) return text(QT_TRANSLATE_NOOP("Export", "A file name is needed."));
  if (!opened.isEmpty() && sameFile(path, opened)) {
    return text(QT_TRANSLATE_NOOP(
        "Export", "This is the opened photo itself. It is never overwritten: choose another name."));
  }
  const QFileInfo folder(QFileInfo(path).absolutePath());
  if (!folder.isDir()) return text(QT_TRANSLATE_NOOP("Export", "This folder does not exist."));
  if (!folder.isWritable()) return text(QT_TRANSLATE_NOOP("Export", "This folder cannot be written to."));
  if (QFileInfo(path).isDir()) return text(QT_TRANSLATE_NOOP("Export", "This is a folder."));
  return {};
}

}  // namespace

QString exportObstacle(const QString& path, const QString& opened) {
  if (const QString obstacle = writeObstacle(path, opened); !obstacle.isEmpty()) return obstacle;
  if (writableSuffixes().contains(suffixOf(path))) return {};
  return QCoreApplication::translate("Export", "The name must end in .jpg, .png, .tif or .webp.");
}

QString saveObstacle(const QString& path, const QString& opened) {
  if (const QString obstacle = writeObstacle(path, opened); !obstacle.isEmpty()) return obstacle;
  if (suffixOf(path) == QLatin1String("ora")) return {};
  return QCoreApplication::translate("Export", "The name of a project must end in .ora.");
}

QString suggestedSiblingPath(const QString& opened, const QString& name, const QString& folder,
                             const QString& ending) {
  const QString where = opened.isEmpty() ? folder : QFileInfo(opened).absolutePath();
  return where + QLatin1Char('/') + QFileInfo(name).completeBaseName() + ending;
}

QString suggestedExportPath(const QString& opened, const QString& folder) {
  if (opened.isEmpty()) {
    return QFileInfo(folder, QCoreApplication::translate("Export", "pasted") + QStringLiteral("-colour.jpg"))
        .filePath();
  }
  const QFileInfo file(opened);
  QString suffix = suffixOf(opened);
  if (!writableSuffixes().contains(suffix)) suffix = QStringLiteral("jpg");
  return QFileInfo(file.absolutePath(), file.completeBaseName() + QStringLiteral("-colour.") + suffix)
      .filePath();
}

ExportDialog::ExportDialog(const ExportChoice& suggested, const QString& opened, QWidget* parent)
    : QDialog(parent),
      opened_(opened),
      path_(new QLineEdit(suggested.path)),
      note_(new QLabel),
      qualityLabel_(new QLabel(tr("&Quality"))),
      slider_(new QSlider(Qt::Horizontal)),
      quality_(new QSpinBox),
      strip_(new QCheckBox(tr("&Leave out EXIF, XMP and IPTC"))) {
  setWindowTitle(tr("Export"));
  path_->setObjectName(QStringLiteral("exportPath"));
  path_->setMinimumWidth(380);
  note_->setObjectName(QStringLiteral("exportNote"));
  note_->setWordWrap(true);
  note_->setMinimumHeight(2 * note_->fontMetrics().height());
  note_->setAlignment(Qt::AlignTop | Qt::AlignLeft);
  auto* browseButton = new QToolButton;
  browseButton->setText(tr("…"));
  browseButton->setToolTip(tr("Choose a folder and a name"));
  browseButton->setAccessibleName(browseButton->toolTip());
  quality_->setObjectName(QStringLiteral("exportQuality"));
  quality_->setRange(1, 100);
  slider_->setRange(1, 100);
  slider_->setAccessibleName(tr("Quality"));
  connect(slider_, &QSlider::valueChanged, quality_, &QSpinBox::setValue);
  connect(quality_, &QSpinBox::valueChanged, slider_, &QSlider::setValue);
  quality_->setValue(suggested.quality);
  qualityLabel_->setBuddy(quality_);
  strip_->setObjectName(QStringLiteral("exportStrip"));
  strip_->setChecked(suggested.strip);

  auto* fileRow = new QHBoxLayout;
  fileRow->addWidget(path_, 1);
  fileRow->addWidget(browseButton);
  auto* qualityRow = new QHBoxLayout;
  qualityRow->addWidget(slider_, 1);
  qualityRow->addWidget(quality_);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
  accept_ = buttons->addButton(tr("&Export"), QDialogButtonBox::AcceptRole);
  accept_->setObjectName(QStringLiteral("exportAccept"));
  auto* form = new QFormLayout(this);
  form->setContentsMargins(16, 16, 16, 12);
  form->setVerticalSpacing(10);
  form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
  auto* fileLabel = new QLabel(tr("&File"));
  fileLabel->setBuddy(path_);
  form->addRow(fileLabel, fileRow);
  form->addRow(QString(), note_);
  form->addRow(qualityLabel_, qualityRow);
  form->addRow(tr("Metadata"), strip_);
  form->addRow(buttons);
  connect(browseButton, &QToolButton::clicked, this, &ExportDialog::browse);
  connect(path_, &QLineEdit::textChanged, this, &ExportDialog::check);
  connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  check();
  // The stem is what one changes most often.
  path_->setSelection(static_cast<int>(suggested.path.lastIndexOf(QLatin1Char('/')) + 1),
                      static_cast<int>(QFileInfo(suggested.path).completeBaseName().size()));
}

ExportChoice ExportDialog::choice() const {
  return {path_->text().trimmed(), quality_->value(), strip_->isChecked()};
}

void ExportDialog::browse() {
  // Replacing is told below the name, so the file dialog need not ask.
  const QString chosen = QFileDialog::getSaveFileName(this, tr("Export"), path_->text(),
                                                      tr("Pictures (*.jpg *.jpeg *.png *.tif *.tiff *.webp)"),
                                                      nullptr, QFileDialog::DontConfirmOverwrite);
  if (!chosen.isEmpty()) path_->setText(chosen);
}

void ExportDialog::check() {
  const QString path = path_->text().trimmed(), obstacle = exportObstacle(path, opened_);
  const bool replaces = obstacle.isEmpty() && QFileInfo::exists(path);
  accept_->setEnabled(obstacle.isEmpty());
  accept_->setText(replaces ? tr("&Replace") : tr("&Export"));
  note_->setText(!obstacle.isEmpty() ? obstacle
                 : replaces          ? tr("A file of this name exists and will be replaced.")
                                     : tr("The opened photo stays as it is."));
  const QString suffix = suffixOf(path);
  const bool lossy = suffix.startsWith(QLatin1String("jp")) || suffix == QLatin1String("webp");
  for (QWidget* widget : {static_cast<QWidget*>(slider_), static_cast<QWidget*>(quality_),
                          static_cast<QWidget*>(qualityLabel_)}) {
    widget->setEnabled(lossy);
  }
}

}  // namespace pentimento
