// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QUndoCommand>

#include "ui/regenerate/mask_model.h"

namespace pentimento {

/// A stroke, a fill, an import: the changed rectangle of a mask before and after, packed (label maps shrink
/// to a hundredth, so that a thousand strokes weigh little).
class ChangePixels : public QUndoCommand {
 public:
  /// `mask` has the pixels after. `region` is not empty.
  ChangePixels(MaskModel& model, MaskModel::MaskPointer mask, const Image& before, const QRect& region,
               const QString& text);
  void undo() override { put(before_); }
  void redo() override { put(after_); }

 private:
  void put(const QByteArray& packed);

  MaskModel& model_;
  MaskModel::MaskPointer mask_;
  QRect region_;
  QByteArray before_, after_;
};

/// On and off, and a face's whole-face switch and style.
class ChangeSettings : public QUndoCommand {
 public:
  ChangeSettings(MaskModel& model, MaskModel::MaskPointer mask, MaskModel::Settings after,
                 const QString& text);
  void undo() override { apply(before_); }
  void redo() override { apply(after_); }

 private:
  void apply(const MaskModel::Settings& settings);

  MaskModel& model_;
  MaskModel::MaskPointer mask_;  // may be empty: then only on and off
  MaskModel::Settings before_, after_;
};

/// The smallest rectangle that holds all differences; empty: there are none.
QRect changedRegion(const Image& before, const Image& after);

}  // namespace pentimento
