// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractButton>
#include <QDateTime>
#include <QFile>
#include <QTranslator>

#include "tests/ui/faces_test.h"
#include "ui/faces/face_texts.h"
#include "ui/resources.h"

namespace pentimento {
namespace {

using test::FacesTest;
using test::madeFace;

TEST_F(FacesTest, TheFacesOfAnOpenedPhotoAreListed) {
  openFaces();
  ASSERT_EQ(list().count(), 2);
  EXPECT_EQ(list().item(0)->text(), QStringLiteral("Face 1\n80 px, frontal"));
  EXPECT_EQ(list().item(1)->text(), QStringLiteral("Face 2\n100 px, turned right"));
  EXPECT_FALSE(list().item(0)->icon().isNull());
  EXPECT_TRUE(news().isEmpty());
  EXPECT_TRUE(list().isVisible());
  EXPECT_EQ(faces->loads, 1);
}

TEST_F(FacesTest, NoFaceInvitesToDrawABox) {
  faces->set({});
  openFaces();
  EXPECT_EQ(news(), QStringLiteral("No face found. Draw a box around one."));
  EXPECT_TRUE(window->messages().text().isEmpty() || window->messages().kind() != MessageBar::Kind::Error);
}

TEST_F(FacesTest, TheSearchOnOpeningCanBeSwitchedOff) {
  settings.set(Setting::SearchFaces, false);
  window = std::make_unique<MainWindow>(settings, dialogs, engines());
  window->show();
  openFaces();
  EXPECT_EQ(faces->searches, 0);
  EXPECT_EQ(news(), QStringLiteral("Not searched yet."));
  window->actions()[ActionId::FindFaces]->trigger();
  waitForFaces();
  EXPECT_EQ(list().count(), 2);
}

TEST_F(FacesTest, HoveringAnEntryShowsItsFaceOnTheCanvas) {
  openFaces();
  const QImage before = canvasPicture();
  QTest::mouseMove(list().viewport(), list().visualItemRect(list().item(1)).center());
  ASSERT_TRUE(QTest::qWaitFor([this] { return model().hovered() == 1; }, 3000));
  const QImage hovered = canvasPicture();
  const QPoint edge = onCanvas({rightX + 50.5, top + 0.5}), other = onCanvas({leftX + 40.5, top + 0.5});
  EXPECT_NE(hovered.pixelColor(edge), before.pixelColor(edge));
  EXPECT_EQ(hovered.pixelColor(other), before.pixelColor(other));
  QEvent leave(QEvent::Leave);
  QCoreApplication::sendEvent(&list(), &leave);
  EXPECT_EQ(model().hovered(), -1);
  EXPECT_EQ(canvasPicture(), before);
}

TEST_F(FacesTest, HoveringAFaceMarksItsEntryAndLeavesThePhotoAlone) {
  openFaces();
  const QImage before = canvasPicture();
  point({leftX + 40, top + 40});
  EXPECT_EQ(model().hovered(), 0);
  EXPECT_NE(list().item(0)->background(), QBrush());
  EXPECT_EQ(list().item(1)->background(), QBrush());
  EXPECT_EQ(canvasPicture(), before);  // who places hints there wants to see the face
  point({10, 10});
  EXPECT_EQ(list().item(0)->background(), QBrush());
}

TEST_F(FacesTest, SelectingGoesBothWays) {
  openFaces();
  list().setFocus();
  QTest::keyClick(&list(), Qt::Key_Down);
  QTest::keyClick(&list(), Qt::Key_Down);
  EXPECT_EQ(model().selected(), 1);
  window->actions()[ActionId::ToolFaceBox]->trigger();
  click({leftX + 40, top + 40});
  EXPECT_EQ(model().selected(), 0);
  EXPECT_EQ(list().currentRow(), 0);
  EXPECT_FALSE(window->actions()[ActionId::DeleteFace]->isEnabled());  // found, not drawn
  click({5, 5});
  EXPECT_EQ(model().selected(), -1);
  EXPECT_EQ(faces->boxes, 0);
}

TEST_F(FacesTest, WhatIsMissingIsSaidCalmlyAndAskedForAgain) {
  faces->fail(Error(ErrorKind::NotFound, "no landmark predictor: install libdlib-data"));
  openFaces();
  EXPECT_TRUE(news().contains(QStringLiteral("install libdlib-data"))) << news().toStdString();
  EXPECT_NE(window->messages().kind(), MessageBar::Kind::Error);
  window->document().setColouriseEnabled(true);
  waitForPreview();  // the rest of the window does not mind
  EXPECT_FALSE(window->canvas().result().empty());
  faces->fail({});
  window->actions()[ActionId::FindFaces]->trigger();
  waitForFaces();
  EXPECT_EQ(list().count(), 2);
  EXPECT_TRUE(news().isEmpty());
}

TEST_F(FacesTest, TheWindowAnswersDuringTheSearchWhichCanBeCancelled) {
  faces->closeGate();
  openGrey();
  auto* bar = find<QWidget>("statusProgress");
  ASSERT_TRUE(QTest::qWaitFor([&] { return bar->isVisible(); }, 3000));
  EXPECT_EQ(news(), QStringLiteral("Looking for faces…"));
  const double zoom = window->canvas().transform().zoom();
  window->actions()[ActionId::ZoomIn]->trigger();
  EXPECT_GT(window->canvas().transform().zoom(), zoom);
  QTest::mouseClick(find<QWidget>("statusCancel"), Qt::LeftButton);
  waitForFaces();
  EXPECT_FALSE(bar->isVisible());
  EXPECT_EQ(news(), QStringLiteral("Not searched yet."));
  EXPECT_EQ(list().count(), 0);
}

TEST_F(FacesTest, AnswersAboutAnOldPhotoAreDropped) {
  faces->closeGate();
  openGrey();
  ASSERT_TRUE(QTest::qWaitFor([this] { return faces->searches == 1; }, 3000));
  open(save(test::greyRamp(300, 300), QStringLiteral("second.png")));
  ASSERT_TRUE(
      QTest::qWaitFor([this] { return window->faceSearch().state() == FaceSearch::State::Searching; }, 3000));
  faces->set({madeFace({50, 50, 60, 60})});
  faces->openGate();
  waitForFaces();
  ASSERT_EQ(list().count(), 1);
  EXPECT_EQ(model().faces()[0]->box().width(), 60);
}

TEST_F(FacesTest, ASecondSearchReplacesTheFirst) {
  openFaces();
  faces->closeGate();
  window->actions()[ActionId::FindFaces]->trigger();
  window->actions()[ActionId::FindFaces]->trigger();
  faces->set({madeFace({leftX, top, side, side})});
  faces->openGate();
  waitForFaces();
  EXPECT_EQ(window->faceSearch().state(), FaceSearch::State::Done);
  EXPECT_EQ(list().count(), 1);
}

TEST_F(FacesTest, GoingBackToAPhotoDoesNotAnalyseItAgain) {
  openFaces(QStringLiteral("first.png"));
  drawBox({10, 200}, {70, 270});
  waitForFaces();
  ASSERT_EQ(list().count(), 3);
  open(save(test::colourPicture(400, 300), QStringLiteral("second.png")));
  waitForFaces();
  EXPECT_EQ(list().count(), 2);
  open(folder.filePath(QStringLiteral("first.png")));
  EXPECT_EQ(list().count(), 3);
  EXPECT_TRUE(list().item(2)->text().contains(QStringLiteral("drawn by hand")));
  QTest::qWait(150);
  EXPECT_EQ(faces->searches, 2);
  EXPECT_EQ(faces->boxes, 1);
  // Another picture under the same name is another photo.
  open(save(test::colourPicture(400, 301), QStringLiteral("first.png")));
  waitForFaces();
  EXPECT_EQ(faces->searches, 3);
  EXPECT_EQ(list().count(), 2);
}

TEST_F(FacesTest, ClosingDuringTheSearchDoesNotHang) {
  faces->closeGate();
  openGrey();
  ASSERT_TRUE(QTest::qWaitFor([this] { return faces->searches == 1; }, 3000));
  window.reset();  // the test's time limit is the check
}

TEST_F(FacesTest, NoTextIsCutOffInGerman) {
  registerResources();
  QTranslator german;
  ASSERT_TRUE(german.load(QStringLiteral(":/i18n/pentimento_de.qm")));
  QCoreApplication::installTranslator(&german);
  window = std::make_unique<MainWindow>(settings, dialogs, engines());
  window->show();
  openFaces();
  QCoreApplication::removeTranslator(&german);
  for (QWidget* widget : find<QWidget>("facesPanel")->findChildren<QWidget*>()) {
    const auto* label = qobject_cast<QLabel*>(widget);
    if (!widget->isVisible() || !(qobject_cast<QAbstractButton*>(widget) || (label && !label->wordWrap())))
      continue;
    EXPECT_GE(widget->width(), widget->minimumSizeHint().width()) << widget->objectName().toStdString();
    EXPECT_TRUE(widget->parentWidget()->rect().contains(widget->geometry()))
        << widget->objectName().toStdString();
  }
  EXPECT_EQ(list().item(0)->text(), QStringLiteral("Gesicht 1\n80 px, frontal"));
}

TEST(FaceTexts, TurnsAreSaidAsSeenInThePicture) {
  EXPECT_EQ(inWords({5, -3}), QStringLiteral("frontal"));
  EXPECT_EQ(inWords({-30, 0}), QStringLiteral("turned left"));
  EXPECT_EQ(inWords({70, 20}), QStringLiteral("profile to the right, looks up"));
  EXPECT_EQ(nameOf(FaceClass::LeftBrow), QStringLiteral("Left brow"));
}

TEST(FaceCache, ForgetsThePhotosLongestUnused) {
  FaceCache cache(5);
  const auto face = std::make_shared<const FaceItem>();
  cache.put(QStringLiteral("a"), {FaceModel::Faces{face}, {}});
  cache.put(QStringLiteral("b"), {FaceModel::Faces{}, {face}});
  EXPECT_TRUE(cache.find(QStringLiteral("a")));
  cache.put(QStringLiteral("c"), {FaceModel::Faces{face}, {}});
  EXPECT_FALSE(cache.find(QStringLiteral("b")));
  ASSERT_TRUE(cache.find(QStringLiteral("a")));
  EXPECT_EQ(cache.find(QStringLiteral("a"))->found->size(), 1U);
}

}  // namespace
}  // namespace pentimento
