// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/project/work_snapshot.h"

#include <QBuffer>
#include <QFileInfo>
#include <algorithm>

#include "core/base/error.h"
#include "core/effects/parameters_json.h"
#include "ui/faces/remembered_face.h"
#include "ui/image_bridge.h"

namespace pentimento {

namespace {

using Json = nlohmann::json;

// Of the parameters, as the effects' own version().
constexpr int editVersion = 1;
constexpr const char *regenerateId = "regenerate", *attributesId = "attributes", *makeupId = "makeup",
                     *colouriseId = "colourise";

void append(EditStack& stack, const char* effect, Json parameters, bool enabled) {
  stack.setEnabled(stack.append(effect, editVersion, std::move(parameters)), enabled);
}

EditStack stackOf(const PhotoEdits& edits) {
  EditStack stack;
  if (!edits.regenerate.faces.empty()) {
    RegenerateParameters parameters;
    for (const auto& face : edits.regenerate.faces) parameters.faces.push_back(*face);
    append(stack, regenerateId, parameters, edits.regenerate.enabled);
  }
  if (!edits.attributes.faces.empty()) {
    AttributesParameters parameters;
    for (const auto& face : edits.attributes.faces) parameters.faces.push_back(face.change);
    append(stack, attributesId, parameters, edits.attributes.enabled);
  }
  if (!edits.makeup.faces.empty()) {
    MakeupParameters parameters;
    for (const auto& face : edits.makeup.faces)
      parameters.faces.push_back({face.face->face.alignment, face.look.face().makeup, face.shades});
    append(stack, makeupId, parameters, edits.makeup.enabled);
  }
  if (!(edits.colourise == ColouriseState{}))
    append(stack, colouriseId, edits.colourise.parameters, edits.colourise.enabled);
  return stack;
}

/// The faces of the window, then those that only an edit still knows.
std::vector<ProjectFace> facesOf(const WorkSnapshot& work) {
  FaceModel::Faces all = work.found;
  all.insert(all.end(), work.drawn.begin(), work.drawn.end());
  const auto listed = all.size();
  const auto add = [&all](const FacePointer& face) {
    const auto same = [&](const FacePointer& known) {
      return sameAlignment(known->face.alignment, face->face.alignment);
    };
    if (std::none_of(all.begin(), all.end(), same)) all.push_back(face);
  };
  for (const auto& mask : work.masks) add(mask.face);
  for (const auto& face : work.edits.attributes.faces) add(face.face);
  for (const auto& face : work.edits.makeup.faces) add(face.face);
  std::vector<ProjectFace> faces;
  for (std::size_t i = 0; i < all.size(); ++i) faces.push_back({all[i]->face, all[i]->drawn, i < listed});
  return faces;
}

std::string packed(const QImage& picture) {
  QByteArray bytes;
  QBuffer buffer(&bytes);
  buffer.open(QIODevice::WriteOnly);
  picture.save(&buffer, "png");
  return bytes.toBase64().toStdString();
}

Json notesOf(const WorkSnapshot& work) {
  Json styles = Json::array(), looks = Json::array();
  for (const auto& mask : work.masks) styles.push_back(mask.style ? mask.style->name.toStdString() : "");
  for (const auto& face : work.edits.makeup.faces)
    looks.push_back({{"name", face.look.picture->name.toStdString()},
                     {"path", face.look.picture->path.toStdString()},
                     {"thumbnail", packed(face.look.face().thumbnail)}});
  return {{"styles", styles}, {"looks", looks}, {"project", work.project.toStdString()}};
}

/// A text of the notes, which are nothing to fail about.
QString noted(const Json& notes, const char* list, std::size_t index, const char* name = nullptr) {
  if (!notes.contains(list) || !notes[list].is_array() || index >= notes[list].size()) return {};
  const Json& entry = notes[list][index];
  const Json* text = &entry;
  if (name) {
    if (!entry.is_object() || !entry.contains(name)) return {};
    text = &entry[name];
  }
  return text->is_string() ? QString::fromStdString(text->get<std::string>()) : QString();
}

/// Puts a project's edits onto its faces.
class Restorer {
 public:
  Restorer(const Project& project, WorkSnapshot& work) : project_(project), work_(work) {
    const auto& photo = work.photo->photo.image;
    for (const auto& one : project.faces) {
      checkAlignment(one.face.alignment, photo.width(), photo.height());
      const auto item = makeFaceItem(one.face, photo, one.drawn);
      faces_.push_back(item);
      if (one.listed) (one.drawn ? work.drawn : work.found).push_back(item);
    }
  }

  void restore(const Edit& edit) {
    if (edit.version > editVersion)
      throw Error(ErrorKind::Unsupported, "its edits were made by a newer version of Pentimento");
    if (edit.effect == regenerateId) return regenerate(edit);
    if (edit.effect == attributesId) return attributes(edit);
    if (edit.effect == makeupId) return makeup(edit);
    if (edit.effect == colouriseId) return colourise(edit);
    throw Error(ErrorKind::Unsupported,
                "the edit " + edit.effect + " is unknown to this version of Pentimento");
  }

 private:
  template <class Parameters>
  Parameters checked(const Edit& edit) const {
    const auto& photo = work_.photo->photo.image;
    auto parameters = edit.parameters.get<Parameters>();
    parameters.check(photo.width(), photo.height());
    return parameters;
  }

  const FacePointer& faceAt(const Alignment& alignment) const {
    const auto found = std::find_if(faces_.begin(), faces_.end(), [&](const FacePointer& face) {
      return sameAlignment(face->face.alignment, alignment);
    });
    if (found == faces_.end()) throw wrongParameters("an edit is about a face that is not in the file");
    return *found;
  }

  void regenerate(const Edit& edit) {
    work_.edits.regenerate = {.enabled = edit.enabled, .faces = {}};
    work_.masks.clear();
    for (auto& face : checked<RegenerateParameters>(edit).faces) {
      if (face.parsed.width() != FaceItem::maskSide)
        throw wrongParameters("a painted mask has another size than the editor's");
      KeptMask mask{faceAt(face.alignment), {}, nullptr};
      if (face.style) {
        auto style = std::make_shared<LentStyle>();
        style->reference = *face.style;
        style->thumbnail = toQImage(face.style->crop)
                               .scaled(FaceItem::thumbnailSide, FaceItem::thumbnailSide,
                                       Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
        style->name = noted(project_.notes, "styles", work_.masks.size());
        mask.style = style;
      }
      mask.painted = std::make_shared<const RegenerateFace>(std::move(face));
      work_.edits.regenerate.faces.push_back(mask.painted);
      work_.masks.push_back(std::move(mask));
    }
  }

  void attributes(const Edit& edit) {
    work_.edits.attributes = {.enabled = edit.enabled, .faces = {}};
    for (auto& change : checked<AttributesParameters>(edit).faces) {
      if (!change.kept.empty() && change.kept.width() != FaceAttributes::keptSide)
        throw wrongParameters("what was erased has another size than the editor's");
      FaceAttributes face(faceAt(change.alignment));
      face.change = std::move(change);
      work_.edits.attributes.faces.push_back(std::move(face));
    }
  }

  void makeup(const Edit& edit) {
    work_.edits.makeup = {.enabled = edit.enabled, .faces = {}};
    auto& faces = work_.edits.makeup.faces;
    for (auto& one : checked<MakeupParameters>(edit).faces) {
      auto picture = std::make_shared<ReferencePicture>();
      picture->name = noted(project_.notes, "looks", faces.size(), "name");
      picture->path = noted(project_.notes, "looks", faces.size(), "path");
      const auto bytes =
          QByteArray::fromBase64(noted(project_.notes, "looks", faces.size(), "thumbnail").toLatin1());
      const auto thumbnail = QImage::fromData(bytes, "png");
      picture->faces.push_back(
          {thumbnail.isNull() ? toQImage(one.reference.texture) : thumbnail, std::move(one.reference)});
      faces.push_back({faceAt(one.alignment), {picture, 0}, one.shades});
    }
  }

  void colourise(const Edit& edit) {
    work_.edits.colourise = {edit.enabled, checked<ColouriseParameters>(edit)};
  }

  const Project& project_;
  WorkSnapshot& work_;
  FaceModel::Faces faces_;
};

}  // namespace

Project projectOf(const WorkSnapshot& work) {
  const Photo& photo = work.photo->photo;
  Project project;
  project.photo = work.photo->file ? *work.photo->file : encodePhoto(photo, "photo.png");
  project.name = photo.path.filename().string();
  project.origin = photo.path;
  project.edits = stackOf(work.edits);
  project.searched = work.searched;
  project.faces = facesOf(work);
  project.notes = notesOf(work);
  return project;
}

WorkSnapshot workFrom(Project project, const std::string& name) {
  auto file = std::make_shared<const std::vector<std::uint8_t>>(std::move(project.photo));
  Photo photo = decodePhoto(*file, name);
  photo.path = project.origin;
  WorkSnapshot work;
  work.photo = std::make_shared<const LoadedPhoto>(std::move(photo), file);
  work.searched = project.searched;
  try {
    Restorer restorer(project, work);
    for (const Edit& edit : project.edits.edits()) restorer.restore(edit);
  } catch (const Error& error) {
    throw Error(error.kind(), name + ": " + error.what());
  }
  return work;
}

WorkSnapshot readWork(const std::filesystem::path& path) {
  Project project = readProject(path);
  const bool foreign = project.foreign;
  WorkSnapshot work = workFrom(std::move(project), path.string());
  if (!foreign) work.project = QString::fromStdU16String(path.u16string());
  return work;
}

}  // namespace pentimento
