// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/faces/face_search.h"

#include <atomic>
#include <utility>

#include "ui/document_model.h"
#include "ui/image_bridge.h"

namespace pentimento {

namespace {

std::shared_ptr<const FaceSearch::Lender> lenderIn(const OtherPicture& picture) {
  const Face* face = largestFace(picture.faces);
  if (!face) return nullptr;
  auto lender = std::make_shared<FaceSearch::Lender>();
  lender->style = styleReference(picture.image, face->alignment, face->labels);
  lender->thumbnail = toQImage(cropFromPhoto(picture.image, face->alignment, FaceItem::thumbnailSide));
  return lender;
}

Image read(const FaceSearch::Source& source) {
  if (const auto* path = std::get_if<QString>(&source))
    return readPhoto(std::filesystem::path(path->toStdU16String())).image;
  return photoFromQImage(std::get<QImage>(source), "").image;
}

}  // namespace

struct FaceSearch::Shared {
  std::unique_ptr<FaceEngine> engine;
  bool loaded = false;
  std::atomic<bool> outdated = false;  // set on the UI thread

  void load(const Progress& progress) {
    if (outdated.exchange(false)) loaded = false;
    if (!loaded) engine->load();
    loaded = true;
    progress.throwIfStopped();
  }
};

FaceSearch::FaceSearch(DocumentModel& document, FaceModel& faces, PhotoJobs& worker,
                       std::unique_ptr<FaceEngine> engine, QObject* parent)
    : QObject(parent),
      document_(document),
      faces_(faces),
      worker_(worker),
      shared_(std::make_shared<Shared>()) {
  shared_->engine = std::move(engine);
  // The photo is painted first.
  soon_.setSingleShot(true);
  soon_.setInterval(50);
  connect(&soon_, &QTimer::timeout, this, &FaceSearch::search);
  connect(&document, &DocumentModel::photoChanged, this, &FaceSearch::photoChanged);
  connect(&faces, &FaceModel::facesChanged, this, &FaceSearch::remember);
}

FaceSearch::~FaceSearch() = default;

void FaceSearch::setAutomatic(bool automatic) {
  automatic_ = automatic;
}

void FaceSearch::photoChanged() {
  identity_.clear();  // nothing is remembered while the faces change hands
  soon_.stop();
  const auto photo = document_.photo();
  const QString identity = photo ? identityOf(*photo) : QString();
  const auto known = cache_.find(identity).value_or(FaceCache::Entry());
  searched_ = known.found.has_value();
  faces_.reset(known.found.value_or(FaceModel::Faces()), known.drawn);
  identity_ = identity;
  setState(searched_ ? State::Done : State::NotSearched);
  if (photo && !searched_ && automatic_) soon_.start();
}

void FaceSearch::search() {
  soon_.stop();
  if (!document_.hasPhoto()) return;
  const int serial = ++serial_;
  auto found = std::make_shared<FaceModel::Faces>();
  setState(State::Searching);
  worker_.submit({.key = "faces",
                  .title = tr("Looking for faces"),
                  .run =
                      [shared = shared_, found](const PhotoJobs::Photo& photo, const Progress& progress) {
                        shared->load(progress);
                        for (Face& face : shared->engine->analyse(photo->photo.image, progress)) {
                          found->push_back(makeFaceItem(std::move(face), photo->photo.image, false));
                          progress.throwIfStopped();
                        }
                      },
                  .succeeded =
                      [this, found] {
                        searched_ = true;
                        faces_.setFound(std::move(*found));
                        setState(State::Done);
                      },
                  .failed =
                      [this](const Error& error) {
                        failure_ = error;
                        setState(State::Failed);
                      },
                  .finished =
                      [this, serial] {
                        // Cancelled, and nobody asked anew.
                        if (serial == serial_ && state_ == State::Searching)
                          setState(searched_ ? State::Done : State::NotSearched);
                      }});
}

void FaceSearch::setKnown(bool searched, FaceModel::Faces found, FaceModel::Faces drawn) {
  searched_ = searched;
  faces_.reset(std::move(found), std::move(drawn));
  if (!searched) return;
  soon_.stop();
  setState(State::Done);
}

void FaceSearch::reload() {
  const bool again = document_.hasPhoto() && (searched_ || busy());
  cache_.clear();
  shared_->outdated = true;
  if (again) search();
}

void FaceSearch::analyse(const QRectF& box) {
  if (!document_.hasPhoto()) return;
  const cv::Rect2d wanted(box.x() - 0.5, box.y() - 0.5, box.width(), box.height());
  auto item = std::make_shared<FacePointer>();
  ++boxes_;
  Q_EMIT stateChanged();
  // Without a key: a second box must not stop the first.
  worker_.submit(
      {.key = "",
       .title = tr("Looking at the face"),
       .run =
           [shared = shared_, wanted, item](const PhotoJobs::Photo& photo, const Progress& progress) {
             shared->load(progress);
             const Image& image = photo->photo.image;
             *item = makeFaceItem(shared->engine->analyseBox(image, wanted, progress), image, true);
           },
       .succeeded = [this, item] { faces_.addDrawn(*item); },
       .failed = [this](const Error& error) { Q_EMIT boxFailed(error); },
       .finished =
           [this] {
             --boxes_;
             Q_EMIT stateChanged();
           }});
}

void FaceSearch::lookAt(const Source& source,
                        std::function<void(const std::shared_ptr<const OtherPicture>&)> found,
                        std::function<void(const Error&)> failed) {
  auto answer = std::make_shared<std::shared_ptr<const OtherPicture>>();
  submitOther(
      source,
      [answer](OtherPicture picture) { *answer = std::make_shared<const OtherPicture>(std::move(picture)); },
      [answer, found = std::move(found)] { found(*answer); }, std::move(failed));
}

void FaceSearch::lendFace(const QString& path,
                          std::function<void(const std::shared_ptr<const Lender>&)> found,
                          std::function<void(const Error&)> failed) {
  auto lender = std::make_shared<std::shared_ptr<const Lender>>();
  submitOther(
      path, [lender](const OtherPicture& picture) { *lender = lenderIn(picture); },
      [lender, found = std::move(found)] { found(*lender); }, std::move(failed));
}

void FaceSearch::submitOther(const Source& source, UseOther use, std::function<void()> found,
                             std::function<void(const Error&)> failed) {
  worker_.submit({.key = "lendFace",
                  .title = tr("Looking at the other face"),
                  .run =
                      [shared = shared_, source, use = std::move(use)](const PhotoJobs::Photo&,
                                                                       const Progress& progress) {
                        shared->load(progress);
                        OtherPicture picture{read(source), {}};
                        progress.throwIfStopped();
                        picture.faces = shared->engine->analyse(picture.image, progress);
                        use(std::move(picture));
                      },
                  .succeeded = std::move(found),
                  .failed = std::move(failed),
                  .finished = {}});
}

void FaceSearch::remember() {
  if (identity_.isEmpty()) return;
  FaceCache::Entry entry{std::nullopt, faces_.drawn()};
  if (searched_) entry.found = faces_.found();
  cache_.put(identity_, std::move(entry));
}

void FaceSearch::setState(State state) {
  state_ = state;
  Q_EMIT stateChanged();
}

}  // namespace pentimento
