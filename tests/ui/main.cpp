// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <QApplication>

#include "core/base/log.h"
#include "ui/theme.h"

int main(int argc, char** argv) {
  // Also for who runs the program by hand and while CMake lists the tests.
  if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
  testing::InitGoogleTest(&argc, argv);
  pentimento::log::setUp(true);
  QApplication application(argc, argv);
  pentimento::applyTheme(pentimento::Theme::Light);
  return RUN_ALL_TESTS();
}
