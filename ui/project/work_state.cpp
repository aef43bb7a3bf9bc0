// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/project/work_state.h"

#include "ui/document_model.h"
#include "ui/faces/face_search.h"
#include "ui/regenerate/mask_model.h"

namespace pentimento {

WorkSnapshot WorkState::snapshot() const {
  const auto& [document, faces, search, masks] = parts_;
  return {document.photo(), document.edits(), masks.kept(),      search.searched(),
          faces.found(),    faces.drawn(),    document.project()};
}

void WorkState::restore(const WorkSnapshot& work, bool saved) {
  const auto& [document, faces, search, masks] = parts_;
  document.setPhoto(work.photo, work.project);
  search.setKnown(work.searched, work.found, work.drawn);
  masks.restore(work.masks, work.edits.regenerate.enabled);
  document.restore(work.edits);
  if (saved) document.markSaved(document.edits());
}

}  // namespace pentimento
