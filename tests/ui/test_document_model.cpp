// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "tests/ui/window_test.h"
#include "ui/document_model.h"
#include "ui/image_bridge.h"

namespace pentimento {
namespace {

struct DocumentModelTest : testing::Test {
  DocumentModelTest() {
    Photo photo;
    photo.image = fromQImage(test::greyRamp(100, 80));
    document.setPhoto(std::make_shared<const LoadedPhoto>(std::move(photo)));
  }
  DocumentModel document;
};

TEST_F(DocumentModelTest, EveryChangeIsOneUndoStepAndUndoesExactly) {
  std::vector<ColouriseState> states{document.colourise()};
  const auto note = [&] { states.push_back(document.colourise()); };
  document.setColouriseEnabled(true), note();
  document.addHint({10, 20}, Qt::red), note();
  document.addHint({30, 40}, Qt::blue), note();
  document.moveHint(0, {11, 21}), note();
  document.setHintColour(1, Qt::green), note();
  document.setSaturation(1.5), note();
  document.removeHint(0), note();
  document.removeAllHints(), note();
  document.setColouriseEnabled(false), note();
  ASSERT_EQ(document.undoStack().count(), static_cast<int>(states.size()) - 1);
  for (std::size_t i = states.size() - 1; i-- > 0;) {
    document.undoStack().undo();
    EXPECT_EQ(document.colourise(), states[i]) << i;
  }
  for (std::size_t i = 1; i < states.size(); ++i) {
    document.undoStack().redo();
    EXPECT_EQ(document.colourise(), states[i]) << i;
  }
}

TEST_F(DocumentModelTest, AGestureIsOneStep) {
  document.addHint({10, 10}, Qt::red);
  const int gesture = DocumentModel::newGesture();
  for (int x = 11; x <= 30; ++x) document.moveHint(0, {double(x), 10}, gesture);
  EXPECT_EQ(document.undoStack().count(), 2);
  document.undoStack().undo();
  EXPECT_EQ(document.hints()[0].x, 10);
}

TEST_F(DocumentModelTest, TwoGesturesAreTwoSteps) {
  document.setSaturation(1.2, DocumentModel::newGesture());
  document.setSaturation(1.4, DocumentModel::newGesture());
  EXPECT_EQ(document.undoStack().count(), 2);
}

TEST_F(DocumentModelTest, AGestureThatEndsWhereItBeganLeavesNothing) {
  const int gesture = DocumentModel::newGesture();
  document.setSaturation(1.5, gesture);
  document.setSaturation(1.0, gesture);
  EXPECT_EQ(document.undoStack().count(), 0);
  EXPECT_FALSE(document.isModified());
}

TEST_F(DocumentModelTest, WhatChangesNothingIsNoStep) {
  document.setSaturation(1.0);
  document.removeAllHints();
  EXPECT_EQ(document.undoStack().count(), 0);
}

TEST_F(DocumentModelTest, HintsStayInsideThePhotoAndSaturationInItsRange) {
  document.addHint({-5, 400}, Qt::red);
  EXPECT_NO_THROW(document.colourise().parameters.check(100, 80));
  document.moveHint(0, {1e9, -1e9});
  EXPECT_NO_THROW(document.colourise().parameters.check(100, 80));
  document.setSaturation(7);
  EXPECT_EQ(document.colourise().parameters.saturation, 2);
}

TEST_F(DocumentModelTest, PlacingAHintSwitchesColoursOnInTheSameStep) {
  document.addHint({1, 1}, Qt::red);
  EXPECT_TRUE(document.colourise().enabled);
  EXPECT_EQ(document.undoStack().count(), 1);
  document.undoStack().undo();
  EXPECT_FALSE(document.colourise().enabled);
}

TEST_F(DocumentModelTest, SelectionFollowsUndoAndDeletion) {
  document.addHint({1, 1}, Qt::red);
  document.addHint({2, 2}, Qt::red);
  document.removeHint(1);
  EXPECT_EQ(document.selectedHint(), 0);
  document.undoStack().undo();
  EXPECT_EQ(document.selectedHint(), 1);
  document.removeAllHints();
  EXPECT_EQ(document.selectedHint(), -1);
}

TEST_F(DocumentModelTest, AChosenColourGoesToTheSelectedHintAndTheNextOne) {
  document.addHint({1, 1}, Qt::red);
  document.chooseColour(Qt::blue);
  EXPECT_EQ(document.hints()[0].rgb, (Rgb8{0, 0, 255}));
  document.selectHint(-1);
  document.chooseColour(Qt::green);
  EXPECT_EQ(document.hints()[0].rgb, (Rgb8{0, 0, 255}));
  EXPECT_EQ(document.currentColour(), QColor(Qt::green));
}

TEST_F(DocumentModelTest, ANewPhotoStartsAnew) {
  document.addHint({1, 1}, Qt::red);
  document.setPhoto(document.photo());
  EXPECT_TRUE(document.hints().empty());
  EXPECT_FALSE(document.isModified());
  EXPECT_EQ(document.undoStack().count(), 0);
}

}  // namespace
}  // namespace pentimento
