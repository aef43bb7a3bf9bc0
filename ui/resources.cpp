// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/resources.h"

#include <QDir>

// Qt's macro must stand outside any namespace.
static void initialiseResources() {
  Q_INIT_RESOURCE(icons);
  Q_INIT_RESOURCE(translations);
}

namespace pentimento {

void registerResources() { initialiseResources(); }

}  // namespace pentimento
