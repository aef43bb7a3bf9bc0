// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QList>
#include <QToolButton>
#include <QWidget>

namespace pentimento {

/// A colour to press. Its name for screen readers is the group and the colour's value.
class SwatchButton : public QToolButton {
  Q_OBJECT
 public:
  SwatchButton(const QColor& colour, const QString& group, QWidget* parent = nullptr);
  QColor colour() const { return colour_; }
  void setColour(const QColor& colour);
  QSize sizeHint() const override { return {26, 22}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QColor colour_;
  QString group_;
};

/// A row of swatches; left and right arrow keys go along it.
class SwatchRow : public QWidget {
  Q_OBJECT
 public:
  explicit SwatchRow(const QString& group, QWidget* parent = nullptr);
  void setColours(const QList<QColor>& colours);
  QList<QColor> colours() const;

 Q_SIGNALS:
  void chosen(const QColor& colour);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  QString group_;
  QList<SwatchButton*> buttons_;
};

}  // namespace pentimento
