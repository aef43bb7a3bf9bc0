// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/project/work_snapshot.h"

namespace pentimento {

class DocumentModel;
class FaceSearch;
class MaskModel;

/// The open photo's work as one value: out of the models that hold it, and back into them. UI thread only.
class WorkState {
 public:
  struct Parts {
    DocumentModel& document;
    FaceModel& faces;
    FaceSearch& search;
    MaskModel& masks;
  };
  explicit WorkState(const Parts& parts) : parts_(parts) {}

  /// Of an open photo.
  WorkSnapshot snapshot() const;
  /// Opens it: photo, faces and edits as they were, nothing to undo. `saved`: whether it counts as saved.
  void restore(const WorkSnapshot& work, bool saved);

 private:
  Parts parts_;
};

}  // namespace pentimento
