// SPDX-License-Identifier: GPL-3.0-or-later
// What the regenerate panel reads and writes: masks as files, pictures that lend their style.
#include <QAbstractButton>
#include <QDropEvent>
#include <QMimeData>

#include "tests/ui/regenerate_test.h"
#include "ui/panels/regenerate_panel.h"

namespace pentimento {
namespace {

using test::colourPicture;
using test::greyRamp;
using test::madeFace;
using test::RegenerateTest;

TEST_F(RegenerateTest, MasksComeAndGoAsFiles) {
  openFace();
  brush().setClass(FaceClass::Hat);
  brush().setSize(60);
  drag({120, 170}, {160, 170});
  dialogs.maskToSave = folder.filePath(QStringLiteral("mask.png"));
  action(ActionId::ExportMask)->trigger();
  ASSERT_TRUE(QTest::qWaitFor([this] { return QFile::exists(dialogs.maskToSave); }, 5000));
  window->jobs().waitUntilIdle();
  action(ActionId::ResetMask)->trigger();
  EXPECT_EQ(at({140, 170}), FaceClass::Skin);
  dialogs.mask = dialogs.maskToSave;
  action(ActionId::ImportMask)->trigger();
  ASSERT_TRUE(QTest::qWaitFor([this] { return at({140, 170}) == FaceClass::Hat; }, 5000));
  undo().undo();
  EXPECT_EQ(at({140, 170}), FaceClass::Skin);
}

TEST_F(RegenerateTest, WrongMasksAreRefusedWithTheReason) {
  openFace();
  const auto refused = [&](const QString& path, const char* reason) {
    window->messages().dismiss();
    window->regenerate().importMask(path);
    EXPECT_TRUE(QTest::qWaitFor(
        [&] { return window->messages().text().contains(QString::fromLatin1(reason)); }, 5000))
        << reason << ", not " << window->messages().text().toStdString();
    EXPECT_EQ(undo().count(), 0);
  };
  QImage small(100, 80, QImage::Format_Grayscale8);
  small.fill(1);
  refused(save(small, QStringLiteral("small.png")), "100 x 80");
  QImage wrong(400, 300, QImage::Format_Grayscale8);
  wrong.fill(77);
  refused(save(wrong, QStringLiteral("wrong.png")), "77");
  refused(folder.filePath(QStringLiteral("none.png")), "none.png");
  // The opened photo itself is never overwritten.
  window->messages().dismiss();
  window->regenerate().exportMask(window->document().path());
  EXPECT_EQ(window->messages().kind(), MessageBar::Kind::Error);
}

TEST_F(RegenerateTest, ADroppedPngIsAMask) {
  openFace();
  QImage mask(400, 300, QImage::Format_Grayscale8);
  mask.fill(13);
  const QString path = save(mask, QStringLiteral("hair.png"));
  QMimeData data;
  data.setUrls({QUrl::fromLocalFile(path)});
  auto* panel = find<RegeneratePanel>("regeneratePanel");
  QDragEnterEvent enter(QPoint(20, 20), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
  QCoreApplication::sendEvent(panel, &enter);
  EXPECT_TRUE(enter.isAccepted());
  QDropEvent drop(QPointF(20, 20), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
  QCoreApplication::sendEvent(panel, &drop);
  ASSERT_TRUE(QTest::qWaitFor([this] { return at(middle) == FaceClass::Hair; }, 5000));
}

TEST_F(RegenerateTest, AnotherFaceLendsItsStyle) {
  openFace();
  auto* name = find<QLabel>("styleName");
  EXPECT_EQ(name->text(), QStringLiteral("This face"));
  const QString lender = save(colourPicture(300, 200), QStringLiteral("lender.png"));
  faces->set({madeFace({20, 20, 40, 40}), madeFace({100, 60, 90, 90})});
  window->regenerate().takeStyle(lender);
  ASSERT_TRUE(QTest::qWaitFor([&] { return name->text() == QStringLiteral("lender.png"); }, 5000));
  drag({130, 170}, {150, 170});
  waitForPreview();
  EXPECT_TRUE(regenerator->styled);
  // The larger of its two faces: the crop's middle is that face's.
  const Image& crop = window->document().regenerate().faces[0]->style->crop;
  const cv::Vec3b got = crop.mat().at<cv::Vec3b>(128, 128);
  const QColor wanted = colourPicture(300, 200).pixelColor(145, 105);
  EXPECT_NEAR(got[1], wanted.green(), 4);
  EXPECT_NEAR(got[2], wanted.blue(), 4);
  find<QAbstractButton>("styleOwn")->click();
  waitForPreview();
  EXPECT_FALSE(regenerator->styled);
  EXPECT_EQ(name->text(), QStringLiteral("This face"));
  faces->set({});
  window->regenerate().takeStyle(lender);
  ASSERT_TRUE(QTest::qWaitFor(
      [this] { return window->messages().text().contains(QStringLiteral("lender.png: no face")); }, 5000));
}

}  // namespace
}  // namespace pentimento
