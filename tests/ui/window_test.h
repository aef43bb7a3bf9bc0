// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtest/gtest.h>

#include <QTemporaryDir>
#include <QTest>
#include <memory>

#include "tests/ui/fake_attributes.h"
#include "tests/ui/fake_engine.h"
#include "tests/ui/fake_faces.h"
#include "tests/ui/fake_makeup.h"
#include "tests/ui/fake_regenerator.h"
#include "tests/ui/scripted_dialogs.h"
#include "ui/main_window.h"
#include "ui/preview_updater.h"
#include "ui/settings.h"

namespace pentimento::test {

/// A grey test picture: a horizontal ramp, so that every column can be told from its neighbours.
QImage greyRamp(int width, int height);
/// A colourful one.
QImage colourPicture(int width, int height);

/// A real window with a scripted engine and scripted dialogs, its own settings file and a folder for photos.
class WindowTest : public testing::Test {
 protected:
  WindowTest();
  ~WindowTest() override;

  /// Writes `picture` into the folder; returns the path.
  QString save(const QImage& picture, const QString& name);
  /// Opens it and waits until it shows.
  void open(const QString& path);
  void openGrey(int width = 400, int height = 300);
  /// Waits until the preview shows the edit as it is.
  void waitForPreview();
  /// Where a photo point is on the canvas widget.
  QPoint onCanvas(const QPointF& photo) const;
  void click(const QPointF& photo);
  void drag(const QPointF& from, const QPointF& to, int steps = 8);
  void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
  template <class Widget>
  Widget* find(const char* name) {
    return window->findChild<Widget*>(QString::fromLatin1(name));
  }
  /// The scripted engines.
  MainWindow::Engines engines() const {
    return {std::make_unique<FakeEngine>(engine), std::make_unique<FakeFaces>(faces),
            std::make_unique<FakeRegenerator>(regenerator), std::make_unique<FakeAttributes>(changer),
            std::make_unique<FakeMakeup>(makeup)};
  }
  QImage canvasPicture() { return window->canvas().grab().toImage(); }
  const std::vector<ColourHint>& hints() { return window->document().hints(); }
  QUndoStack& undo() { return window->document().undoStack(); }

  QTemporaryDir folder;
  Settings settings;
  ScriptedDialogs dialogs;
  std::shared_ptr<EngineScript> engine = std::make_shared<EngineScript>();
  std::shared_ptr<FaceScript> faces = std::make_shared<FaceScript>();
  std::shared_ptr<RegeneratorScript> regenerator = std::make_shared<RegeneratorScript>();
  std::shared_ptr<AttributesScript> changer = std::make_shared<AttributesScript>();
  std::shared_ptr<MakeupScript> makeup = std::make_shared<MakeupScript>();
  std::unique_ptr<MainWindow> window;
};

}  // namespace pentimento::test
