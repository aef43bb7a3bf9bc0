// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/project/project_layers.h"

#include <QCoreApplication>

namespace pentimento {

ProjectWriter layersOf(const WorkSnapshot& work, const RenderEdits& render) {
  const auto name = [](const char* words) {
    return QCoreApplication::translate("Project", words).toStdString();
  };
  const Photo& photo = work.photo->photo;
  const PhotoEdits& all = work.edits;
  const Image alpha = photo.alpha.value_or(Image());
  ProjectWriter writer;
  Image below = photo.image;  // shares the pixels
  writer.addLayer(name(QT_TRANSLATE_NOOP("Project", "Photo")), {photo.image, alpha});
  PhotoEdits upTo;
  const auto add = [&](const char* words) {
    const Image above = render(upTo);
    writer.addLayer(name(words), differenceLayer(below, above));
    below = above;
  };
  upTo.regenerate = all.regenerate;
  if (all.regenerate.active()) add(QT_TRANSLATE_NOOP("Project", "Regenerated faces"));
  upTo.attributes = all.attributes;
  if (all.attributes.active()) add(QT_TRANSLATE_NOOP("Project", "Attributes"));
  upTo.makeup = all.makeup;
  if (all.makeup.active()) add(QT_TRANSLATE_NOOP("Project", "Make-up"));
  upTo.colourise = all.colourise;
  if (all.colourise.enabled) add(QT_TRANSLATE_NOOP("Project", "Colours"));
  writer.setResult({below, alpha});
  return writer;
}

}  // namespace pentimento
