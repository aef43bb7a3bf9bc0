// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QBuffer>
#include <QDropEvent>
#include <QMimeData>
#include <QSignalSpy>

#include "tests/ui/attributes_test.h"
#include "ui/panels/makeup_panel.h"
#include "ui/panels/picture_list.h"

namespace pentimento::test {

/// Two faces as in AttributesTest, and references of one or two faces: FakeMakeup's dark ones add the
/// contrary.
class MakeupTest : public AttributesTest {
 protected:
  void openFacesPhoto(const QImage& photo = colourPicture(400, 300)) {
    openPhoto(photo);
    window->findChild<QWidget*>(QStringLiteral("dockMakeup"))->raise();
    QTest::qWait(1);
  }
  /// With the left face chosen.
  void openLeftFace(const QImage& photo = colourPicture(400, 300)) {
    openFacesPhoto(photo);
    model().select(0);
  }
  static QImage plain(const QColor& colour) {
    QImage picture(200, 200, QImage::Format_RGB32);
    picture.fill(colour);
    return picture;
  }
  QString reference(const QString& name = QStringLiteral("reference.png"), const QColor& colour = Qt::white) {
    return save(plain(colour), name);
  }
  /// From now on a picture that is looked at has these.
  void referenceHas(std::vector<Face> wanted) { faces->set(std::move(wanted)); }
  const MakeupEdit& edit() { return window->document().makeup(); }
  MakeupPanel& panel() { return *find<MakeupPanel>("makeupPanel"); }
  QString lookName() { return find<QLabel>("lookName")->text(); }
  PictureList& pictures(const char* name) { return *find<PictureList>(name); }
  bool waitForMessage(const QString& part) {
    return QTest::qWaitFor([&] { return window->messages().text().contains(part); }, 5000);
  }
  /// Waits until `count` faces are made up and that shows.
  void waitForLooks(std::size_t count) {
    ASSERT_TRUE(QTest::qWaitFor([&] { return edit().faces.size() == count; }, 5000));
    waitForPreview();
  }
  /// Takes the one face of a white picture.
  void take(const QString& path, std::size_t count = 1) {
    window->makeup().take(path);
    waitForLooks(count);
  }
  static std::unique_ptr<QMimeData> fileData(const QString& path) {
    auto data = std::make_unique<QMimeData>();
    data->setUrls({QUrl::fromLocalFile(path)});
    return data;
  }
  void dropOn(QWidget& widget, const QPointF& position, const QMimeData& data) {
    QDragEnterEvent enter(position.toPoint(), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&widget, &enter);
    ASSERT_TRUE(enter.isAccepted());
    QDragMoveEvent move(position.toPoint(), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&widget, &move);
    QDropEvent drop(position, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&widget, &drop);
  }
  /// On the canvas; the window gets it, as by a real drag.
  void dropOnPhoto(const QPointF& photo, const QMimeData& data) {
    dropOn(*window, window->canvas().mapTo(window.get(), onCanvas(photo)), data);
  }
};

}  // namespace pentimento::test
