// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/attribute_judge.h"

#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>

#include "core/tensor/convert.h"
#include "tests/support/errors.h"
#include "tests/support/made_faces.h"
#include "tests/support/model_files.h"
#include "tests/support/on_cpu.h"
#include "tests/support/temporary_folder.h"

namespace pentimento {
namespace {

class AttributeJudgeTest : public test::TemporaryFolderTest {
 protected:
  /// A classifier that says the same of every face: these logits.
  AttributeJudge judgeThatSays(const std::map<std::string, float>& logits) {
    AttributeClassifierOptions options;
    options.baseChannels = 4;
    options.size = 32;
    std::vector<float> bias;
    for (const auto& [name, logit] : logits) {
      options.names.push_back(name);
      bias.push_back(logit);
    }
    AttributeClassifier network(options);
    torch::NoGradGuard noGradient;
    network->named_parameters()["output.weight"].zero_();
    network->named_parameters()["output.bias"].copy_(torch::tensor(bias));
    Safetensors weights;
    addFrom(*network, weights, "network.", torch::kFloat32);
    return AttributeJudge(
        test::writeModelFiles(file("models"), "judge", "attribute-classifier", options, weights),
        test::onCpu());
  }
  TraitMarks marksOf(const std::map<std::string, float>& logits) {
    return judgeThatSays(logits).marks(test::madeFace(64, 0).picture);
  }
};

TEST_F(AttributeJudgeTest, MarksWhatItIsSureOf) {
  const auto marks = marksOf({{"Eyeglasses", 3.F}, {"Smiling", -3.F}, {"Young", 0.5F}});
  EXPECT_EQ(marks[Trait::Glasses], std::optional(true));
  EXPECT_EQ(marks[Trait::Smile], std::optional(false));
  EXPECT_EQ(marks[Trait::Young], std::nullopt) << "62 % are in doubt";
  EXPECT_EQ(marks[Trait::Male], std::nullopt) << "it did not learn that";
}

TEST_F(AttributeJudgeTest, ABeardIsWhatIsNotNone) {
  EXPECT_EQ(marksOf({{"No_Beard", -3.F}})[Trait::Beard], std::optional(true));
  EXPECT_EQ(marksOf({{"No_Beard", 3.F}})[Trait::Beard], std::optional(false));
}

TEST_F(AttributeJudgeTest, MakeUpIsBothOfItsColumnsOrNeither) {
  const auto makeUp = [this](float heavy, float lipstick) {
    return marksOf({{"Heavy_Makeup", heavy}, {"Wearing_Lipstick", lipstick}})[Trait::MakeUp];
  };
  EXPECT_EQ(makeUp(3, 2), std::optional(true));
  EXPECT_EQ(makeUp(-3, -2), std::optional(false));
  EXPECT_EQ(makeUp(-3, 3), std::nullopt) << "lipstick alone";
  EXPECT_EQ(makeUp(3, 0.5F), std::nullopt);
  EXPECT_EQ(marksOf({{"Wearing_Lipstick", 3.F}})[Trait::MakeUp], std::nullopt) << "half of it is not known";
}

TEST_F(AttributeJudgeTest, SaysWhatItDoesNotKnow) {
  auto judge = judgeThatSays({{"Smiling", 1.F}});
  const auto faces = torch::zeros({2, 3, 32, 32});
  EXPECT_NEAR(judge.chance(faces, Attribute::Smile)[1].item<double>(), 0.731, 1e-3);
  EXPECT_TRUE(test::throwsError(ErrorKind::InvalidArgument, "Eyeglasses",
                                [&] { judge.chance(faces, Attribute::Glasses); }));
}

}  // namespace
}  // namespace pentimento
