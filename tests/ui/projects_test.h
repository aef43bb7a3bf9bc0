// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/makeup_test.h"

namespace pentimento::test {

/// A window whose work is saved, and another one that goes on with it.
class ProjectsTest : public MakeupTest {
 protected:
  QString project(const QString& name = QStringLiteral("work.ora")) { return folder.filePath(name); }
  void saveAndWait(const QString& path) {
    QSignalSpy ended(&window->jobs(), &JobController::exportEnded);
    window->files().saveTo(path);
    ASSERT_TRUE(ended.wait(10000));
  }
  /// As the user would the next day.
  void anotherWindow() {
    window.reset();
    faces->set({});  // nothing is to be found anew
    window = std::make_unique<MainWindow>(settings, dialogs, engines());
    window->resize(1200, 800);
    window->show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(window.get()));
  }
  /// Every kind of edit, on three faces: the right one regenerated and its slider moved, the left one made
  /// up, a drawn one with glasses.
  void editAll() {
    openFacesPhoto(colourPicture(400, 300));
    model().select(1);
    window->actions()[ActionId::ToolMask]->trigger();
    window->regenerate().brush().setClass(FaceClass::Hair);
    drag({300, 150}, {340, 150});
    ASSERT_TRUE(window->document().regenerate().active());
    set("smile", 60);
    drawBox({20, 200}, {80, 260});
    ASSERT_TRUE(QTest::qWaitFor([this] { return model().drawn().size() == 1; }, 5000));
    model().select(2);
    set("glasses", 100);
    model().select(0);
    referenceHas({madeFace({60, 60, 80, 80})});
    take(reference());
    window->document().setColouriseEnabled(true);
    window->document().addHint({200, 30}, QColor(30, 90, 200));
    window->document().setSaturation(1.3);
    waitForPreview();
  }
};

}  // namespace pentimento::test
