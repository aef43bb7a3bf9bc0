// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/mesh_labeller.h"

#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/base/error.h"
#include "core/face/canonical_face.h"
#include "core/tensor/torch_script.h"

namespace pentimento {
namespace {

constexpr int networkSide = 192;
constexpr double boxPerFace = 1.5;  // the square box that the network was trained on
constexpr double lowestConfidence = 0.9;
constexpr double greatestChange = 0.1;  // of the eyes' distance, between the last two looks

/// A turned square in a picture.
struct Box {
  cv::Point2d centre;
  double side, radians;

  cv::Matx23d pictureFromNetwork() const {
    const double scale = side / networkSide, c = std::cos(radians) * scale, s = std::sin(radians) * scale;
    const double half = (networkSide - 1) / 2.0;
    return {c, -s, centre.x - c * half + s * half, s, c, centre.y - s * half - c * half};
  }
};

Box boxAround(const FaceMesh& mesh) {
  const auto eyes = mesh[263] - mesh[33];
  const double radians = std::atan2(eyes.y, eyes.x), c = std::cos(radians), s = std::sin(radians);
  double left = 1e9, right = -1e9, top = 1e9, bottom = -1e9;
  for (const auto& point : mesh) {
    const double x = c * point.x + s * point.y, y = -s * point.x + c * point.y;
    left = std::min(left, x);
    right = std::max(right, x);
    top = std::min(top, y);
    bottom = std::max(bottom, y);
  }
  const double x = (left + right) / 2, y = (top + bottom) / 2;
  return {{c * x - s * y, s * x + c * y}, boxPerFace * std::max(right - left, bottom - top), radians};
}

double meanChange(const FaceMesh& a, const FaceMesh& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += std::hypot(a[i].x - b[i].x, a[i].y - b[i].y);
  return sum / static_cast<double>(a.size());
}

}  // namespace

struct MeshLabeller::Impl {
  mutable torch::jit::Module network;

  LabelledMesh look(const Image& picture, const Box& box) const {
    const auto transform = box.pictureFromNetwork();
    const double scale = box.side / networkSide;
    cv::Mat seen, floats, smooth, source = picture.mat();
    if (scale > 1.5) {  // warpAffine alone would alias
      cv::GaussianBlur(source, smooth, {}, 0.3 * scale);
      source = smooth;
    }
    cv::warpAffine(source, seen, transform, {networkSide, networkSide},
                   cv::INTER_LINEAR | cv::WARP_INVERSE_MAP, cv::BORDER_CONSTANT);
    seen.convertTo(floats, CV_32F, 1 / 255.0);
    const auto input = torch::from_blob(floats.data, {1, networkSide, networkSide, 3});
    const torch::InferenceMode noGradient;
    torch::Tensor points, flag;
    const auto output = network.forward({input});
    for (const auto& value : output.toTupleRef().elements())
      (value.toTensor().numel() == 1 ? flag : points) = value.toTensor().to(torch::kFloat32).reshape({-1});
    if (points.numel() != facePointCount * 3 || flag.numel() != 1)
      throw Error(ErrorKind::Unsupported, "the mesh network gives something else than 468 points and a flag");
    LabelledMesh mesh;
    mesh.confidence = torch::sigmoid(flag).item<double>();
    const auto* values = points.data_ptr<float>();
    for (int i = 0; i < facePointCount; ++i, values += 3) {
      const cv::Vec2d place = transform * cv::Vec3d(values[0], values[1], 1);
      mesh.points.emplace_back(place[0], place[1], values[2] * scale);
    }
    return mesh;
  }
};

MeshLabeller::MeshLabeller(const std::filesystem::path& torchScript) : impl_(std::make_unique<Impl>()) {
  impl_->network = loadTorchScript(torchScript);
}

MeshLabeller::~MeshLabeller() = default;

std::optional<LabelledMesh> MeshLabeller::label(const Image& picture) const {
  const double side = std::min(picture.width(), picture.height());
  const cv::Point2d middle(picture.width() / 2.0, picture.height() / 2.0 + 0.06 * side);
  LabelledMesh best;
  for (const double share : {0.8, 1.0}) {
    auto mesh = impl_->look(picture, {middle, share * side, 0});
    if (mesh.confidence > best.confidence) best = std::move(mesh);
  }
  if (best.points.empty() || best.confidence < 0.5) return std::nullopt;
  const auto second = impl_->look(picture, boxAround(best.points));
  auto last = impl_->look(picture, boxAround(second.points));
  if (last.confidence < lowestConfidence) return std::nullopt;
  if (meanChange(second.points, last.points) > greatestChange * outerEyeDistance(last.points))
    return std::nullopt;
  return last;
}

}  // namespace pentimento
