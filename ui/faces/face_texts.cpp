// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/faces/face_texts.h"

#include <QCoreApplication>
#include <QStringList>
#include <array>
#include <cmath>

namespace pentimento {

namespace {

// In the order of FaceClass; left and right are the subject's.
constexpr std::array<const char*, faceClassCount> classNames{
    QT_TRANSLATE_NOOP("Faces", "Background"), QT_TRANSLATE_NOOP("Faces", "Skin"),
    QT_TRANSLATE_NOOP("Faces", "Nose"),       QT_TRANSLATE_NOOP("Faces", "Glasses"),
    QT_TRANSLATE_NOOP("Faces", "Left eye"),   QT_TRANSLATE_NOOP("Faces", "Right eye"),
    QT_TRANSLATE_NOOP("Faces", "Left brow"),  QT_TRANSLATE_NOOP("Faces", "Right brow"),
    QT_TRANSLATE_NOOP("Faces", "Left ear"),   QT_TRANSLATE_NOOP("Faces", "Right ear"),
    QT_TRANSLATE_NOOP("Faces", "Mouth"),      QT_TRANSLATE_NOOP("Faces", "Upper lip"),
    QT_TRANSLATE_NOOP("Faces", "Lower lip"),  QT_TRANSLATE_NOOP("Faces", "Hair"),
    QT_TRANSLATE_NOOP("Faces", "Hat"),        QT_TRANSLATE_NOOP("Faces", "Earring"),
    QT_TRANSLATE_NOOP("Faces", "Necklace"),   QT_TRANSLATE_NOOP("Faces", "Neck"),
    QT_TRANSLATE_NOOP("Faces", "Clothing"),
};

// In the order of Attribute.
constexpr std::array<const char*, attributeCount> attributeTitles{
    QT_TRANSLATE_NOOP("Faces", "Glasses"), QT_TRANSLATE_NOOP("Faces", "Beard"),
    QT_TRANSLATE_NOOP("Faces", "Smile"),   QT_TRANSLATE_NOOP("Faces", "Open mouth"),
    QT_TRANSLATE_NOOP("Faces", "Young"),   QT_TRANSLATE_NOOP("Faces", "Male"),
};

// In the order of MakeupRegion.
constexpr std::array<const char*, makeupRegionCount> regionTitles{
    QT_TRANSLATE_NOOP("Faces", "Lips"),
    QT_TRANSLATE_NOOP("Faces", "Eyes"),
    QT_TRANSLATE_NOOP("Faces", "Brows"),
    QT_TRANSLATE_NOOP("Faces", "Skin"),
};

QString translated(const char* text) {
  return QCoreApplication::translate("Faces", text);
}

}  // namespace

QString nameOf(FaceClass id) {
  const auto index = static_cast<std::size_t>(id);
  return index < classNames.size() ? translated(classNames[index]) : QString();
}

QString titleOf(Attribute attribute) {
  return translated(attributeTitles[static_cast<std::size_t>(attribute)]);
}

QString titleOf(Trait trait) {
  const auto attribute = attributeOf(trait);
  return attribute ? titleOf(*attribute) : QCoreApplication::translate("Faces", "Make-up");
}

QString titleOf(MakeupRegion region) {
  return translated(regionTitles[static_cast<std::size_t>(region)]);
}

QString inWords(const HeadTurn& turn) {
  constexpr double turned = 15, profile = 50, nods = 15;  // degrees
  QStringList words;
  if (turn.yaw > profile) {
    words << translated(QT_TRANSLATE_NOOP("Faces", "profile to the right"));
  } else if (turn.yaw < -profile) {
    words << translated(QT_TRANSLATE_NOOP("Faces", "profile to the left"));
  } else if (turn.yaw > turned) {
    words << translated(QT_TRANSLATE_NOOP("Faces", "turned right"));
  } else if (turn.yaw < -turned) {
    words << translated(QT_TRANSLATE_NOOP("Faces", "turned left"));
  }
  if (turn.pitch > nods) words << translated(QT_TRANSLATE_NOOP("Faces", "looks up"));
  if (turn.pitch < -nods) words << translated(QT_TRANSLATE_NOOP("Faces", "looks down"));
  if (words.isEmpty()) return translated(QT_TRANSLATE_NOOP("Faces", "frontal"));
  return words.join(QStringLiteral(", "));
}

}  // namespace pentimento
