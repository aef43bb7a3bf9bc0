// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/photo_look.h"

#include <QCoreApplication>
#include <QPainter>

#include "core/base/caught_error.h"
#include "core/image/image_io.h"
#include "ui/errors.h"
#include "ui/image_bridge.h"
#include "ui/training/training_texts.h"

namespace pentimento {

namespace {

constexpr int thumbnailSide = Finding::thumbnailSide;

QImage thumbnailOf(const Image& photo) {
  const QImage whole = toQImage(photo);
  const QImage small =
      whole.scaled(thumbnailSide, thumbnailSide, Qt::KeepAspectRatioByExpanding, Qt::SmoothTransformation);
  return small.copy((small.width() - thumbnailSide) / 2, (small.height() - thumbnailSide) / 4, thumbnailSide,
                    thumbnailSide);
}

/// Background stays as it is.
QImage labelledFace(const QImage& thumbnail, const Image& labels) {
  const Image inside(cv::Mat(labels.mat() > 0));
  QImage picture = thumbnail.convertToFormat(QImage::Format_ARGB32_Premultiplied);
  QPainter painter(&picture);
  painter.setOpacity(0.5);
  painter.setRenderHint(QPainter::SmoothPixmapTransform);
  painter.drawImage(picture.rect(), toQImage(coloured(labels), &inside));
  return picture;
}

Finding unusable(const QImage& thumbnail, const QString& objection) {
  Finding finding;
  finding.thumbnail = thumbnail;
  finding.objection = objection;
  finding.usable = false;
  return finding;
}

/// On the looking thread alone.
class FaceLook {
 public:
  explicit FaceLook(FaceEngineMaker make) : make_(std::move(make)) {}

  std::vector<Finding> operator()(const Image& photo, const Progress& progress) {
    if (!engine_) {
      auto engine = make_();
      engine->load();
      engine_ = std::move(engine);
    }
    std::vector<Finding> findings;
    for (const Face& found : engine_->analyse(photo, progress)) {
      auto face = std::make_shared<TeachingFace>(teachingFace(photo, found));
      face->marks = engine_->marksOf(face->crop);
      findings.push_back(
          findingOf(std::move(face), toQImage(cropFromPhoto(photo, found.alignment, thumbnailSide))));
    }
    if (findings.empty())
      findings.push_back(
          unusable(thumbnailOf(photo), QCoreApplication::translate("Training", "No face was found")));
    return findings;
  }

 private:
  FaceEngineMaker make_;
  std::unique_ptr<FaceEngine> engine_;
};

}  // namespace

Finding findingOf(std::shared_ptr<const TeachingFace> face, const QImage& thumbnail) {
  Finding finding;
  finding.thumbnail = thumbnail;
  finding.labelled = labelledFace(thumbnail, face->labels);
  finding.objection = objectionTo(*face);
  finding.face = std::move(face);
  return finding;
}

bool looksAlike(const Finding& a, const Finding& b) {
  if (!a.usable || !b.usable) return false;
  return a.face && b.face ? looksAlike(*a.face, *b.face) : looksAlike(a.check, b.check);
}

PhotoLook lookAtPhotos() {
  return [](const QString& file, const Progress&) {
    Finding finding;
    try {
      const Photo photo = readPhoto(file.toStdU16String());
      finding.check = checkPhoto(photo.image, photo.greyscale);
      finding.thumbnail = thumbnailOf(photo.image);
    } catch (...) {
      finding.check.problem = errorFrom(std::current_exception()).what();
      finding.usable = false;
    }
    finding.objection = objectionTo(finding.check);
    return std::vector{finding};
  };
}

PhotoLook lookForFaces(FaceEngineMaker make) {
  return [look = std::make_shared<FaceLook>(std::move(make))](const QString& file, const Progress& progress) {
    try {
      return (*look)(readPhoto(file.toStdU16String()).image, progress);
    } catch (...) {
      const Error error = errorFrom(std::current_exception());
      if (error.kind() == ErrorKind::Cancelled) throw;
      return std::vector{unusable({}, describe(error))};
    }
  };
}

}  // namespace pentimento
