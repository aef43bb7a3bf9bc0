// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/process_group.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "core/data/batch_part.h"
#include "core/training/optimisers.h"
#include "tests/core/training/together.h"
#include "tests/support/errors.h"
#include "tests/support/tensor_matchers.h"

namespace pentimento {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
using test::throwsError;
using test::together;

TEST(ProcessGroup, OneAloneAgreesWithItself) {
  auto& one = ProcessGroup::alone();
  EXPECT_TRUE(one.isFirst());
  EXPECT_TRUE(one.any(true));
  EXPECT_FALSE(one.any(false));
  bool done = false;
  one.inFirst([&] { done = true; });
  EXPECT_TRUE(done);
  EXPECT_EQ(joinProcessGroup({}, "cpu")->size(), 1);
}

TEST(ProcessGroup, MeansAreOfAllWhateverTheirSizesAndTypes) {
  together(3, [](ProcessGroup& group) {
    const double own = group.rank();  // their mean is 1
    const auto spread = torch::full({4, 3}, own).t();
    const std::vector<torch::Tensor> tensors{
        torch::arange(4000000, torch::kFloat32) * own,  // more than half a bucket each
        torch::arange(4000000, torch::kFloat32) + own, spread, torch::full({}, 2 * own, torch::kFloat64),
        torch::full({5}, 3 * own, torch::kBFloat16)};
    const auto means = group.mean(tensors);
    ASSERT_EQ(means.size(), tensors.size());
    EXPECT_TRUE(test::isNear(means[0], torch::arange(4000000, torch::kFloat32), 1e-6));
    EXPECT_TRUE(test::isNear(means[1], torch::arange(4000000, torch::kFloat32) + 1, 1e-6));
    EXPECT_TRUE(test::isNear(means[2], torch::ones({3, 4}), 1e-6));
    EXPECT_TRUE(test::isIdentical(means[3], torch::full({}, 2.0, torch::kFloat64)));
    EXPECT_TRUE(test::isIdentical(means[4], torch::full({5}, 3.0, torch::kBFloat16)));
  });
}

TEST(ProcessGroup, AllGetWhatTheFirstHas) {
  together(3, [](ProcessGroup& group) {
    auto floats = torch::full({2, 3}, group.rank() + 0.5),
         counts = torch::full({1}, group.rank() + 7, torch::kInt64),
         mask = torch::full({4}, group.isFirst(), torch::kBool);
    group.copyFromFirst({floats.t(), counts, mask});
    EXPECT_TRUE(test::isIdentical(floats, torch::full({2, 3}, 0.5)));
    EXPECT_EQ(counts.item<std::int64_t>(), 7);
    EXPECT_TRUE(mask.all().item<bool>());
    EXPECT_EQ(group.textOfFirst(group.isFirst() ? "as the first says" : "ignored"), "as the first says");
    EXPECT_EQ(group.textOfFirst(group.isFirst() ? "" : "ignored"), "");
    EXPECT_TRUE(group.any(group.rank() == 2));
    EXPECT_FALSE(group.any(false));
  });
}

TEST(ProcessGroup, WhatTheFirstDoesMayTakeLongerThanAnAnswer) {
  std::atomic<int> done = 0;
  auto options = test::soon();
  options.answer = 500ms;
  together(
      2,
      [&](ProcessGroup& group) {
        group.inFirst([&] {
          std::this_thread::sleep_for(1500ms);
          ++done;
        });
        EXPECT_EQ(done, 1) << "once, and before the others go on";
        EXPECT_TRUE(group.any(true));
      },
      options);
}

TEST(ProcessGroup, WhatTheFirstFailsAtFailsEverywhere) {
  together(3, [](ProcessGroup& group) {
    EXPECT_TRUE(throwsError(ErrorKind::WriteFailed, "disk full", [&] {
      group.inFirst([] { throw Error(ErrorKind::WriteFailed, "run: disk full"); });
    }));
    EXPECT_TRUE(group.any(group.rank() == 1)) << "they still understand each other";
  });
}

TEST(ProcessGroup, ASilentProcessIsNotWaitedForForEver) {
  auto options = test::soon();
  options.answer = 1s;
  std::promise<void> noticed;
  together(
      2,
      [&, over = noticed.get_future().share()](ProcessGroup& group) {
        if (!group.isFirst()) return over.wait();
        const auto asked = Clock::now();
        EXPECT_TRUE(throwsError(ErrorKind::Internal, "ended or is silent", [&] { group.any(true); }));
        EXPECT_LT(Clock::now() - asked, 5s);
        noticed.set_value();
      },
      options);
}

TEST(ProcessGroup, OneThatEndsIsNoticedAtOnce) {
  for (const int ends : {0, 1})
    together(2, [&](ProcessGroup& group) {
      if (group.rank() == ends) return;
      const auto asked = Clock::now();
      EXPECT_TRUE(throwsError(ErrorKind::Internal, "ended or is silent", [&] { group.any(true); }));
      EXPECT_LT(Clock::now() - asked, 10s);
    });
}

TEST(ProcessGroup, WhoWaitsForTheFirstNoticesItsEnd) {
  together(2, [](ProcessGroup& group) {
    if (group.isFirst()) return;
    EXPECT_TRUE(throwsError(ErrorKind::Internal, "ended or is silent", [&] { group.inFirst([] {}); }));
  });
}

TEST(ProcessGroup, SaysWhoCouldNotMeet) {
  ProcessPlace place;
  place.size = 2;
  place.address = "127.0.0.1";
  place.port = test::freePort();
  for (const int rank : {0, 1}) {
    place.rank = rank;
    EXPECT_TRUE(throwsError(ErrorKind::Internal,
                            "process " + std::to_string(rank) + " of 2 could not meet the others",
                            [&] { joinProcessGroup(place, "cpu", {.gathering = 1s}); }));
  }
  place.address = "no.such.host.invalid";
  EXPECT_TRUE(throwsError(ErrorKind::Internal, "no.such.host.invalid",
                          [&] { joinProcessGroup(place, "cpu", {.gathering = 1s}); }));
}

TEST(TakeStep, WithMeanGradientsIsAStepOnTheWholeBatch) {
  torch::manual_seed(3);
  const auto inputs = torch::rand({6, 4}), truth = torch::rand({6, 1});
  std::vector<torch::Tensor> weights(3);
  const auto learn = [&](ProcessGroup& group, torch::Tensor& result) {
    auto weight = torch::ones({4, 1}).set_requires_grad(true),
         unused = torch::ones({2}).set_requires_grad(true);
    const auto optimiser = makeAdam({weight, unused}, 0.1, 0.9, 0.999);
    const BatchPart part(6, group.rank(), group.size());
    for (int step = 0; step < 5; ++step) {
      optimiser->zero_grad();  // also of gradients that were exchanged
      torch::mse_loss(part.of(inputs).matmul(weight), part.of(truth)).backward();
      takeStep(*optimiser, group);
    }
    EXPECT_TRUE(test::isIdentical(unused.detach(), torch::ones({2})));
    result = weight.detach();
  };
  learn(ProcessGroup::alone(), weights[2]);
  together(2, [&](ProcessGroup& group) { learn(group, weights[static_cast<std::size_t>(group.rank())]); });
  EXPECT_TRUE(test::isIdentical(weights[0], weights[1]));
  EXPECT_TRUE(test::isNear(weights[0], weights[2], 1e-5));
  EXPECT_FALSE(test::isNear(weights[0], torch::ones({4, 1}), 0.1));
}

}  // namespace
}  // namespace pentimento
