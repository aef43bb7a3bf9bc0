// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace pentimento {

/// Which one this process is of those that train a run together.
struct ProcessPlace {
  /// The value of a variable, or null.
  using Variables = std::function<const char*(const char* name)>;

  int rank = 0, size = 1;
  int localRank = 0;       ///< among the processes of this machine: chooses the GPU
  std::string address;     ///< of the first process, rank 0, …
  std::uint16_t port = 0;  ///< … which listens there

  /// What torchrun (RANK, WORLD_SIZE, LOCAL_RANK), Open MPI's mpirun (OMPI_COMM_WORLD_…) or SLURM's srun
  /// (SLURM_PROCID, SLURM_NTASKS, SLURM_LOCALID) said, in this order; with MASTER_ADDR and MASTER_PORT for
  /// more than one process. One alone where none of them did. Throws Error{InvalidArgument}.
  static ProcessPlace fromEnvironment();
  static ProcessPlace from(const Variables& variables);
};

}  // namespace pentimento
