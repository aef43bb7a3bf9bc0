// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/process_place.h"

#include <gtest/gtest.h>

#include <map>

#include "tests/support/errors.h"

namespace pentimento {
namespace {

using Variables = std::map<std::string, std::string>;

ProcessPlace placeIn(const Variables& variables) {
  return ProcessPlace::from([&](const char* name) -> const char* {
    const auto found = variables.find(name);
    return found == variables.end() ? nullptr : found->second.c_str();
  });
}

TEST(ProcessPlace, IsAloneWhereNobodyLaunchedIt) {
  EXPECT_EQ(placeIn({}).size, 1);
  EXPECT_EQ(placeIn({{"SLURM_NTASKS", "4"}, {"MASTER_ADDR", "node1"}}).size, 1)
      << "a shell within an allocation";
  const auto one = placeIn({{"RANK", "0"}, {"WORLD_SIZE", "1"}});
  EXPECT_EQ(one.size, 1);
  EXPECT_EQ(one.rank, 0);
}

TEST(ProcessPlace, IsWhatTheLauncherSays) {
  const Variables torchrun{{"RANK", "3"}, {"WORLD_SIZE", "4"}, {"LOCAL_RANK", "1"}},
      mpirun{
          {"OMPI_COMM_WORLD_RANK", "3"}, {"OMPI_COMM_WORLD_SIZE", "4"}, {"OMPI_COMM_WORLD_LOCAL_RANK", "1"}},
      srun{{"SLURM_PROCID", "3"}, {"SLURM_NTASKS", "4"}, {"SLURM_LOCALID", "1"}};
  for (auto variables : {torchrun, mpirun, srun}) {
    variables["MASTER_ADDR"] = "node1";
    variables["MASTER_PORT"] = "29500";
    const auto place = placeIn(variables);
    EXPECT_EQ(place.rank, 3);
    EXPECT_EQ(place.size, 4);
    EXPECT_EQ(place.localRank, 1);
    EXPECT_EQ(place.address, "node1");
    EXPECT_EQ(place.port, 29500);
  }
}

TEST(ProcessPlace, LeavesTorchrunsOwnPortAlone) {
  Variables variables{
      {"RANK", "0"}, {"WORLD_SIZE", "2"}, {"MASTER_ADDR", "localhost"}, {"MASTER_PORT", "29500"}};
  variables["TORCHELASTIC_USE_AGENT_STORE"] = "False";
  EXPECT_EQ(placeIn(variables).port, 29500);
  variables["TORCHELASTIC_USE_AGENT_STORE"] = "True";
  EXPECT_EQ(placeIn(variables).port, 29501);
}

TEST(ProcessPlace, MpirunWithinAnAllocationCounts) {
  const auto place = placeIn({{"OMPI_COMM_WORLD_RANK", "1"},
                              {"OMPI_COMM_WORLD_SIZE", "2"},
                              {"SLURM_PROCID", "0"},
                              {"SLURM_NTASKS", "8"},
                              {"MASTER_ADDR", "node1"},
                              {"MASTER_PORT", "1234"}});
  EXPECT_EQ(place.rank, 1);
  EXPECT_EQ(place.size, 2);
}

TEST(ProcessPlace, RefusesWhatCannotBe) {
  const Variables good{
      {"RANK", "1"}, {"WORLD_SIZE", "2"}, {"MASTER_ADDR", "node1"}, {"MASTER_PORT", "29500"}};
  const auto refused = [&](const char* name, const char* value, const char* message) {
    auto variables = good;
    if (value)
      variables[name] = value;
    else
      variables.erase(name);
    return test::throwsError(ErrorKind::InvalidArgument, message, [&] { placeIn(variables); });
  };
  EXPECT_NO_THROW(placeIn(good));
  EXPECT_TRUE(refused("RANK", nullptr, "RANK is not set"));
  EXPECT_TRUE(refused("WORLD_SIZE", nullptr, "WORLD_SIZE is not set"));
  EXPECT_TRUE(refused("RANK", "2", "RANK is '2', not a number from 0 to 1"));
  EXPECT_TRUE(refused("RANK", "-1", "RANK is '-1'"));
  EXPECT_TRUE(refused("WORLD_SIZE", "two", "WORLD_SIZE is 'two'"));
  EXPECT_TRUE(refused("WORLD_SIZE", "0", "WORLD_SIZE is '0'"));
  EXPECT_TRUE(refused("LOCAL_RANK", "7", "LOCAL_RANK"));
  EXPECT_TRUE(refused("MASTER_ADDR", nullptr, "MASTER_ADDR is not set"));
  EXPECT_TRUE(refused("MASTER_PORT", nullptr, "MASTER_PORT is not set"));
  EXPECT_TRUE(refused("MASTER_PORT", "29500x", "MASTER_PORT is '29500x'"));
  EXPECT_TRUE(refused("MASTER_PORT", "70000", "MASTER_PORT is '70000'"));
}

}  // namespace
}  // namespace pentimento
