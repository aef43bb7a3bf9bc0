// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/face_arguments.h"

#include "core/base/error.h"

namespace pentimento {

void FaceArguments::addTo(CLI::App& app) {
  app.add_option("--face", face, "Which face, from 1, left to right, or all")
      ->check(CLI::PositiveNumber | CLI::IsMember({"all"}))
      ->type_name("N|all")
      ->capture_default_str();
  app.add_option("--landmarks", landmarks, "dlib's predictor of 68 landmarks")->type_name("FILE.dat");
}

std::vector<Face> FaceArguments::chosenFrom(const std::vector<Face>& faces,
                                            const std::string& purpose) const {
  if (faces.empty())
    throw Error(ErrorKind::InvalidArgument, "no face was found, so there is none " + purpose);
  if (face == "all") return faces;
  const auto number = std::stoul(face);
  if (number > faces.size())
    throw Error(ErrorKind::InvalidArgument, "has " + std::to_string(faces.size()) +
                                                (faces.size() == 1 ? " face" : " faces") +
                                                ", so there is no face " + face);
  return {faces[number - 1]};
}

}  // namespace pentimento
