// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/makeup_test.h"

namespace pentimento {
namespace {

class BoxToolTest : public test::FacesTest {
 protected:
  BoxToolTest() { faces->set({}); }
  void expectMessage(const char* words) {
    EXPECT_EQ(window->messages().kind(), MessageBar::Kind::Error);
    EXPECT_TRUE(window->messages().text().contains(QString::fromLatin1(words)))
        << window->messages().text().toStdString();
  }
};

TEST_F(BoxToolTest, ADragSaysWhereAFaceIs) {
  openFaces();
  drawBox({200, 150}, {100, 60});  // in any direction
  waitForFaces();
  ASSERT_EQ(list().count(), 1);
  const QRectF box = model().faces()[0]->box();
  EXPECT_NEAR(box.left(), 100, 1);
  EXPECT_NEAR(box.top(), 60, 1);
  EXPECT_NEAR(box.width(), 100, 1.5);
  EXPECT_NEAR(box.height(), 90, 1.5);
  EXPECT_TRUE(model().faces()[0]->drawn);
  EXPECT_EQ(model().selected(), 0);
  EXPECT_TRUE(news().isEmpty());
}

TEST_F(BoxToolTest, DrawingAndDeletingAreUndoCommands) {
  openFaces();
  drawBox({100, 60}, {200, 150});
  waitForFaces();
  undo().undo();
  EXPECT_EQ(list().count(), 0);
  undo().redo();
  EXPECT_EQ(list().count(), 1);
  EXPECT_EQ(faces->boxes, 1);  // the history holds the face itself
  window->canvas().setFocus();
  key(Qt::Key_Delete);
  EXPECT_EQ(list().count(), 0);
  key(Qt::Key_Z, Qt::ControlModifier);
  ASSERT_EQ(list().count(), 1);
  list().setFocus();
  QTest::keyClick(&list(), Qt::Key_Down);
  QTest::keyClick(&list(), Qt::Key_Delete);
  EXPECT_EQ(list().count(), 0);
  undo().undo();
  EXPECT_TRUE(window->actions()[ActionId::DeleteFace]->isEnabled());
  window->actions()[ActionId::DeleteFace]->trigger();
  EXPECT_EQ(list().count(), 0);
  EXPECT_FALSE(window->actions()[ActionId::DeleteFace]->isEnabled());
  // A box is no edit that an export would have to save.
  EXPECT_FALSE(window->document().isModified());
  window->close();
  EXPECT_EQ(dialogs.unsavedAsked, 0);
}

TEST_F(BoxToolTest, ADrawnBoxTakesThePlaceOfTheFaceFoundThere) {
  faces->set({test::madeFace({100, 100, 80, 80})});
  openFaces();
  drawBox({98, 96}, {184, 184});
  waitForFaces();
  ASSERT_EQ(list().count(), 1);
  EXPECT_TRUE(model().faces()[0]->drawn);
  undo().undo();
  ASSERT_EQ(list().count(), 1);
  EXPECT_FALSE(model().faces()[0]->drawn);
}

TEST_F(BoxToolTest, TwoBoxesInARowAreBothAnalysed) {
  openFaces();
  faces->closeGate();
  drawBox({20, 20}, {100, 100});
  drawBox({200, 20}, {280, 100});
  faces->openGate();
  waitForFaces();
  EXPECT_EQ(list().count(), 2);
}

/// A face drawn by hand, on which everything is changed that can be.
class DeletedFaceTest : public test::MakeupTest {
 protected:
  void changeAll() {
    drawBox({98, 96}, {184, 184});
    waitForFaces();
    ASSERT_EQ(model().selected(), 0);
    set("smile", 50);
    MaskModel& masks = window->regenerate().masks();
    ASSERT_TRUE(masks.beginStroke(left, 20, {FaceClass::Hat, false}));
    masks.endStroke();
    masks.setWholeFace(true);
    referenceHas({test::madeFace({60, 60, 80, 80})});
    take(reference());
  }
  std::size_t changed() {
    const DocumentModel& document = window->document();
    return document.attributes().faces.size() + document.regenerate().faces.size() + edit().faces.size();
  }
};

TEST_F(DeletedFaceTest, TakesWhatWasChangedOnItWithItAndBringsItBack) {
  faces->set({});
  openFacesPhoto();
  changeAll();
  ASSERT_EQ(changed(), 3U);
  window->actions()[ActionId::DeleteFace]->trigger();
  EXPECT_EQ(list().count(), 0);
  EXPECT_EQ(changed(), 0U);
  EXPECT_FALSE(window->document().isModified());
  waitForPreview();
  EXPECT_EQ(shown(left), before(left));
  undo().undo();
  EXPECT_EQ(list().count(), 1);
  EXPECT_EQ(changed(), 3U);
  EXPECT_EQ(spin("smile").value(), 50);
  EXPECT_TRUE(window->document().regenerate().faces[0]->wholeFace);
}

TEST_F(DeletedFaceTest, LeavesItToTheFoundFaceInItsPlace) {
  faces->set({test::madeFace({100, 100, 80, 80})});
  openFacesPhoto();
  changeAll();
  window->actions()[ActionId::DeleteFace]->trigger();
  ASSERT_EQ(list().count(), 1);
  EXPECT_FALSE(model().faces()[0]->drawn);
  EXPECT_EQ(changed(), 3U);
  model().select(0);
  EXPECT_EQ(spin("smile").value(), 50);
}

TEST_F(BoxToolTest, TooSmallABoxIsRefusedWithTheReason) {
  openFaces();
  drawBox({100, 100}, {130, 200});
  expectMessage("at least 40 pixels");
  EXPECT_EQ(faces->boxes, 0);
}

TEST_F(BoxToolTest, ABoxBesideThePhotoIsRefused) {
  openFaces();
  window->canvas().setZoom(1);
  drawBox({-120, 100}, {20, 200});
  expectMessage("beside the photo");
  EXPECT_EQ(faces->boxes, 0);
}

TEST_F(BoxToolTest, ABoxThatReachesBeyondTheBorderIsTaken) {
  openFaces();
  window->canvas().setZoom(1);
  drawBox({-20, 100}, {80, 200});
  waitForFaces();
  EXPECT_EQ(list().count(), 1);
}

TEST_F(BoxToolTest, EscapeDropsTheBox) {
  openFaces();
  window->actions()[ActionId::ToolFaceBox]->trigger();
  const QImage before = canvasPicture();
  CanvasView* canvas = &window->canvas();
  QTest::mousePress(canvas, Qt::LeftButton, Qt::NoModifier, onCanvas({100, 60}));
  QMouseEvent move(QEvent::MouseMove, QPointF(onCanvas({200, 160})), canvas->mapToGlobal(QPointF(1, 1)),
                   Qt::NoButton, Qt::LeftButton, Qt::NoModifier);
  QCoreApplication::sendEvent(canvas, &move);
  EXPECT_NE(canvasPicture(), before);
  key(Qt::Key_Escape);
  EXPECT_EQ(canvasPicture(), before);
  QTest::mouseRelease(canvas, Qt::LeftButton, Qt::NoModifier, onCanvas({200, 160}));
  waitForFaces();
  EXPECT_EQ(faces->boxes, 0);
}

TEST_F(BoxToolTest, TheKeyboardDrawsABoxToo) {
  openFaces();
  key(Qt::Key_B);
  key(Qt::Key_Return);
  key(Qt::Key_Escape);
  key(Qt::Key_Return);
  for (int i = 0; i < 3; ++i) key(Qt::Key_Left);
  key(Qt::Key_Up, Qt::ShiftModifier);
  key(Qt::Key_Return);
  waitForFaces();
  ASSERT_EQ(list().count(), 1);
  const QRectF box = model().faces()[0]->box();
  EXPECT_LT(box.center().x(), 199);
  EXPECT_NEAR(box.center().y(), 150, 1);
  EXPECT_GT(box.height(), box.width());
}

TEST_F(BoxToolTest, AFailingAnalysisIsToldAndAddsNothing) {
  openFaces();
  faces->fail({}, Error(ErrorKind::InvalidArgument, "there is no face in this box"));
  drawBox({100, 60}, {200, 150});
  waitForFaces();
  expectMessage("there is no face in this box");
  EXPECT_EQ(list().count(), 0);
  EXPECT_EQ(undo().count(), 0);
}

TEST_F(BoxToolTest, ABoxOfAnOldPhotoIsDropped) {
  openFaces();
  faces->closeGate();
  drawBox({100, 60}, {200, 150});
  ASSERT_TRUE(QTest::qWaitFor([this] { return faces->boxes == 1; }, 3000));
  open(save(test::greyRamp(300, 300), QStringLiteral("second.png")));
  faces->openGate();
  waitForFaces();
  EXPECT_EQ(list().count(), 0);
  EXPECT_EQ(undo().count(), 0);
}

}  // namespace
}  // namespace pentimento
