// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "core/face/label_map.h"

namespace pentimento {

/// What the mask tool paints with: shared by tool, panel and overlay. UI thread only.
class MaskBrush : public QObject {
  Q_OBJECT
 public:
  enum class Mode {
    Paint,
    Erase,  ///< back to what the parser saw
    Fill,   ///< the connected region of one class
    Pick,   ///< takes the class under the pointer
  };
  static constexpr double smallest = 2, largest = 256;  ///< diameter, mask pixels (512 are the crop's side)

  using QObject::QObject;

  Mode mode() const { return mode_; }
  void setMode(Mode mode);
  FaceClass paints() const { return class_; }
  /// Who chooses a class wants to paint it: an eraser or a picker becomes a brush.
  void setClass(FaceClass id);
  double size() const { return size_; }
  void setSize(double size);
  /// A sixth larger or smaller (at least one pixel), `steps` times.
  void grow(int steps);
  bool mirror() const { return mirror_; }
  void setMirror(bool mirror);

 Q_SIGNALS:
  void changed();

 private:
  Mode mode_ = Mode::Paint;
  FaceClass class_ = FaceClass::Hair;
  double size_ = 24;
  bool mirror_ = false;
};

}  // namespace pentimento
