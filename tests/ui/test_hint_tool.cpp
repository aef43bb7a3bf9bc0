// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/window_test.h"
#include "ui/panels/hint_list.h"
#include "ui/panels/reference_view.h"
#include "ui/panels/swatch_row.h"
#include "ui/panels/swatches.h"

#include <QDoubleSpinBox>
#include <QSlider>

namespace pentimento {
namespace {

using HintToolTest = test::WindowTest;

TEST_F(HintToolTest, AClickPlacesAHintThatColoursItsPlace) {
  openGrey(800, 600);
  window->document().chooseColour(QColor(30, 60, 220));
  click({400, 300});
  ASSERT_EQ(hints().size(), 1U);
  EXPECT_NEAR(hints()[0].x, 400, 1);
  EXPECT_EQ(hints()[0].rgb, (Rgb8{30, 60, 220}));
  EXPECT_EQ(window->document().selectedHint(), 0);
  waitForPreview();
  const QColor there = window->canvas().colourAt({440, 330}), elsewhere = window->canvas().colourAt({50, 50});
  EXPECT_GT(there.blue(), there.red() + 30);
  EXPECT_GT(elsewhere.red(), elsewhere.blue() + 30);
}

TEST_F(HintToolTest, AClickBesideThePhotoPlacesNone) {
  openGrey(100, 400);
  QTest::mouseClick(&window->canvas(), Qt::LeftButton, Qt::NoModifier, {3, 300});
  EXPECT_TRUE(hints().empty());
}

TEST_F(HintToolTest, DragMovesInOneUndoStep) {
  openGrey(800, 600);
  click({400, 300});
  drag({400, 300}, {500, 350}, 20);
  ASSERT_EQ(hints().size(), 1U);
  EXPECT_NEAR(hints()[0].x, 500, 2);
  EXPECT_NEAR(hints()[0].y, 350, 2);
  EXPECT_EQ(undo().count(), 2);
  key(Qt::Key_Z, Qt::ControlModifier);
  EXPECT_NEAR(hints()[0].x, 400, 2);
  key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
  EXPECT_NEAR(hints()[0].x, 500, 2);
  key(Qt::Key_Z, Qt::ControlModifier);
  key(Qt::Key_Y, Qt::ControlModifier);
  EXPECT_NEAR(hints()[0].x, 500, 2);
}

TEST_F(HintToolTest, EscapeTakesADragBack) {
  openGrey(800, 600);
  click({400, 300});
  const auto before = hints();
  CanvasView* canvas = &window->canvas();
  QTest::mousePress(canvas, Qt::LeftButton, Qt::NoModifier, onCanvas({400, 300}));
  QMouseEvent move(QEvent::MouseMove, QPointF(onCanvas({600, 400})), canvas->mapToGlobal(QPointF(1, 1)),
                   Qt::NoButton, Qt::LeftButton, Qt::NoModifier);
  QCoreApplication::sendEvent(canvas, &move);
  ASSERT_NE(hints(), before);
  key(Qt::Key_Escape);
  EXPECT_EQ(hints(), before);
  QTest::mouseRelease(canvas, Qt::LeftButton, Qt::NoModifier, onCanvas({600, 400}));
  EXPECT_EQ(hints(), before);
}

TEST_F(HintToolTest, DeleteRemovesAndUndoBringsBack) {
  openGrey();
  click({100, 100});
  click({200, 200});
  key(Qt::Key_Delete);
  EXPECT_EQ(hints().size(), 1U);
  key(Qt::Key_Delete);
  EXPECT_TRUE(hints().empty());
  key(Qt::Key_Z, Qt::ControlModifier);
  key(Qt::Key_Z, Qt::ControlModifier);
  EXPECT_EQ(hints().size(), 2U);
}

TEST_F(HintToolTest, ArrowKeysNudgeByPhotoPixelsInOneStep) {
  openGrey();
  click({100, 100});
  const ColourHint before = hints()[0];
  for (int i = 0; i < 5; ++i) key(Qt::Key_Right);
  key(Qt::Key_Down, Qt::ShiftModifier);
  EXPECT_DOUBLE_EQ(hints()[0].x, before.x + 5);
  EXPECT_DOUBLE_EQ(hints()[0].y, before.y + 10);
  EXPECT_EQ(undo().count(), 2);
}

TEST_F(HintToolTest, EscapeDeselectsAndArrowsThenPan) {
  openGrey(3000, 2000);
  window->actions()[ActionId::ZoomActual]->trigger();
  const QPointF middle = window->canvas().visiblePhoto().center();
  click(middle);
  key(Qt::Key_Escape);
  EXPECT_EQ(window->document().selectedHint(), -1);
  const auto placed = hints();
  key(Qt::Key_Right);
  EXPECT_NE(window->canvas().visiblePhoto().center(), middle);
  EXPECT_EQ(hints(), placed);
}

TEST_F(HintToolTest, SuggestionsOfTheNetworkArriveAndColourTheHint) {
  openGrey();
  click({100, 100});
  auto* row = find<SwatchRow>("suggestions");
  ASSERT_TRUE(QTest::qWaitFor([&] { return row->colours().size() == 3; }, 5000));
  EXPECT_EQ(row->colours()[1], QColor(50, 100, 200));
  QTest::mouseClick(row->findChildren<SwatchButton*>()[1], Qt::LeftButton);
  EXPECT_EQ(hints()[0].rgb, (Rgb8{50, 100, 200}));
  key(Qt::Key_Escape);
}

TEST_F(HintToolTest, SwatchesOfEveryGroupColourTheSelectedHint) {
  openGrey();
  click({100, 100});
  for (const SwatchGroup& group : swatchGroups()) {
    auto* row = window->findChild<SwatchRow*>(QStringLiteral("swatches-") + QString::fromLatin1(group.id));
    ASSERT_TRUE(row) << group.id;
    QTest::mouseClick(row->findChildren<SwatchButton*>()[2], Qt::LeftButton);
    const QColor expected = group.colours[2];
    EXPECT_EQ(hints()[0].rgb, (Rgb8{std::uint8_t(expected.red()), std::uint8_t(expected.green()),
                                    std::uint8_t(expected.blue())}));
  }
  EXPECT_EQ(undo().count(), 1 + static_cast<int>(swatchGroups().size()));
}

TEST_F(HintToolTest, ColourDialogColoursTheHint) {
  openGrey();
  click({100, 100});
  dialogs.colour = QColor(1, 2, 3);
  QTest::mouseClick(find<QWidget>("moreColours"), Qt::LeftButton);
  EXPECT_EQ(hints()[0].rgb, (Rgb8{1, 2, 3}));
  dialogs.colour = QColor();  // cancelled
  QTest::mouseClick(find<QWidget>("moreColours"), Qt::LeftButton);
  EXPECT_EQ(hints()[0].rgb, (Rgb8{1, 2, 3}));
}

TEST_F(HintToolTest, EyedropperTakesFromThePhotoAndHandsBackToTheHintTool) {
  open(save(test::colourPicture(400, 300), QStringLiteral("colour.png")));
  window->actions()[ActionId::ToolHint]->trigger();
  click({100, 100});
  window->document().setColouriseEnabled(false);  // the original's colours
  window->actions()[ActionId::ToolEyedropper]->trigger();
  const QPoint view = onCanvas({300, 60});
  const QPointF photo = window->canvas().transform().toPhoto(view);
  QTest::mouseClick(&window->canvas(), Qt::LeftButton, Qt::NoModifier, view);
  const QColor expected = test::colourPicture(400, 300).pixelColor(int(photo.x()), int(photo.y()));
  EXPECT_EQ(window->document().currentColour(), expected);
  EXPECT_EQ(hints().size(), 1U);
  EXPECT_TRUE(window->actions()[ActionId::ToolHint]->isChecked());
}

TEST_F(HintToolTest, EyedropperTakesFromAReferencePicture) {
  openGrey();
  click({100, 100});
  dialogs.reference = save(test::colourPicture(200, 200), QStringLiteral("reference.png"));
  QTest::mouseClick(find<QWidget>("openReference"), Qt::LeftButton);
  auto* reference = find<ReferenceView>("referenceView");
  ASSERT_TRUE(QTest::qWaitFor([&] { return reference->hasPicture(); }, 5000));
  QTest::mouseClick(reference, Qt::LeftButton, Qt::NoModifier, reference->rect().center());
  const Rgb8 taken = hints()[0].rgb;
  EXPECT_EQ(taken[0], 200);
  EXPECT_NEAR(taken[1], 127, 4);
  EXPECT_NEAR(taken[2], 127, 4);
}

TEST_F(HintToolTest, SaturationBySliderIsOneStepAndReachesThePicture) {
  openGrey(800, 600);
  window->document().setColouriseEnabled(true);
  waitForPreview();
  const QColor before = window->canvas().colourAt({100, 100});
  auto* slider = find<QSlider>("saturationSlider");
  slider->setSliderDown(true);
  for (int value = 101; value <= 180; value += 5) slider->setValue(value);
  slider->setValue(0);
  slider->setSliderDown(false);
  EXPECT_EQ(undo().count(), 2);
  EXPECT_EQ(window->document().colourise().parameters.saturation, 0);
  EXPECT_EQ(find<QDoubleSpinBox>("saturationSpin")->value(), 0);
  waitForPreview();
  const QColor grey = window->canvas().colourAt({100, 100});
  EXPECT_GT(before.red(), before.blue() + 30);
  EXPECT_NEAR(grey.red(), grey.blue(), 1);
  // The network was not asked again.
  EXPECT_EQ(engine->predictions(), 1U);
  undo().undo();
  EXPECT_EQ(slider->value(), 100);
}

TEST_F(HintToolTest, RemoveAllHintsIsUndoable) {
  openGrey();
  click({100, 100});
  click({200, 200});
  window->actions()[ActionId::RemoveAllHints]->trigger();
  EXPECT_TRUE(hints().empty());
  EXPECT_FALSE(window->actions()[ActionId::RemoveAllHints]->isEnabled());
  undo().undo();
  EXPECT_EQ(hints().size(), 2U);
}

TEST_F(HintToolTest, TheListShowsAndSelectsHints) {
  openGrey();
  click({100, 100});
  click({200, 200});
  auto* list = find<HintList>("hintList");
  ASSERT_EQ(list->count(), 2);
  EXPECT_EQ(list->currentRow(), 1);
  list->setFocus();
  QTest::keyClick(list, Qt::Key_Up);
  EXPECT_EQ(window->document().selectedHint(), 0);
  QTest::keyClick(list, Qt::Key_Delete);
  EXPECT_EQ(hints().size(), 1U);
  EXPECT_EQ(list->count(), 1);
}

TEST_F(HintToolTest, DraggingKeepsPicturesComingAndEndsWithTheLast) {
  openGrey(800, 600);
  click({400, 300});
  waitForPreview();
  engine->closeGate();
  drag({400, 300}, {600, 300}, 60);
  engine->openGate();
  waitForPreview();
  EXPECT_EQ(engine->lastHints(), hints());
  // One that ran and the newest: those in between were never computed.
  EXPECT_LE(engine->predictions(), 3U);
}

}  // namespace
}  // namespace pentimento
