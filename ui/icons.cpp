// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/icons.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmap>
#include <QSvgRenderer>
#include <memory>

#include "ui/resources.h"

namespace pentimento {

namespace {

/// Draws an SVG whose strokes are `currentColor`.
class ThemedSvg : public QIconEngine {
 public:
  explicit ThemedSvg(QByteArray svg) : svg_(std::move(svg)) {}

  void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
    const QPalette palette = QGuiApplication::palette();
    const auto group = mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active;
    const QColor colour =
        palette.color(group, mode == QIcon::Selected ? QPalette::HighlightedText : QPalette::WindowText);
    QByteArray coloured = svg_;
    coloured.replace("currentColor", colour.name().toLatin1());
    QSvgRenderer renderer(coloured);
    painter->setRenderHint(QPainter::Antialiasing);
    renderer.render(painter, rect);
  }

  QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
    QPixmap pixmap(size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paint(&painter, QRect(QPoint(0, 0), size), mode, state);
    return pixmap;
  }

  QIconEngine* clone() const override { return new ThemedSvg(*this); }

 private:
  QByteArray svg_;
};

QByteArray readResource(const QString& path) {
  registerResources();
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}  // namespace

QIcon themedIcon(const QString& name) {
  const QByteArray svg = readResource(QStringLiteral(":/icons/%1.svg").arg(name));
  return svg.isEmpty() ? QIcon() : QIcon(new ThemedSvg(svg));
}

QIcon applicationIcon() {
  registerResources();
  QIcon icon;
  for (const int size : {16, 24, 32, 48, 64, 128, 256}) {
    QSvgRenderer renderer(QStringLiteral(":/icons/pentimento.svg"));
    QPixmap pixmap(size, size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    renderer.render(&painter);
    icon.addPixmap(pixmap);
  }
  return icon;
}

}  // namespace pentimento
