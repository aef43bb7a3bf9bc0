// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>

#include "ui/document_model.h"

namespace pentimento {

/// The gesture of keys and wheel clicks that follow each other within a second: they become one undo step.
class Burst {
 public:
  int gesture() {
    constexpr qint64 pause = 1000;  // ms
    if (!since_.isValid() || since_.elapsed() > pause) gesture_ = DocumentModel::newGesture();
    since_.start();
    return gesture_;
  }
  void end() { since_.invalidate(); }

 private:
  QElapsedTimer since_;
  int gesture_ = DocumentModel::noGesture;
};

}  // namespace pentimento
