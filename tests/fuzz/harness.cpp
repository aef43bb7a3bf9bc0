// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/harness.h"

#include <sys/resource.h>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>

#include "core/base/error.h"

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/common_interface_defs.h>
// A size that the input only claims must not be allocated: AddressSanitizer dies of more than this.
extern "C" const char* __asan_default_options();
extern "C" const char* __asan_default_options() {
  return "max_allocation_size_mb=4096:detect_leaks=0";
}
#endif

namespace pentimento::fuzz {
namespace {

std::string program;
std::uint64_t iteration = 0;
Bytes input;

/// Says how to repeat the current input. Also called while the process dies.
void reportFinding() {
  const auto path = std::filesystem::temp_directory_path() / (program + "-" + std::to_string(iteration));
  std::ofstream(path, std::ios::binary)
      .write(reinterpret_cast<const char*>(input.data()), static_cast<std::streamsize>(input.size()));
  std::fprintf(stderr, "%s: iteration %llu; its input is %s; repeat with: %s 1 %llu\n", program.c_str(),
               static_cast<unsigned long long>(iteration), path.c_str(), program.c_str(),
               static_cast<unsigned long long>(iteration));
}

/// What is wrong with an Error, or "".
std::string complaintAbout(const Error& error, const std::string& name) {
  const std::string message = error.what();
  if (error.kind() == ErrorKind::Internal) return "Error{Internal}: " + message;
  if (message.find(name) == std::string::npos) return "an Error that does not name the file: " + message;
  return {};
}

enum class Outcome { Accepted, Refused, Finding };

Outcome tryOnce(const Fuzzer& fuzzer) {
  const std::string name = "fuzzed input";
  std::string finding;
  try {
    fuzzer.tryInput(input, name);
    return Outcome::Accepted;
  } catch (const Error& error) {
    finding = complaintAbout(error, name);
    if (finding.empty()) return Outcome::Refused;
  } catch (const std::exception& other) {
    finding = std::string("not an Error: ") + other.what();
  } catch (...) {
    finding = "not even an exception of the language";
  }
  std::fprintf(stderr, "%s: %s\n", program.c_str(), finding.c_str());
  reportFinding();
  return Outcome::Finding;
}

/// Without AddressSanitizer, which reserves terabytes of addresses, the system refuses what nobody may
/// allocate.
void limitMemory() {
#ifdef __SANITIZE_ADDRESS__
  __sanitizer_set_death_callback(reportFinding);
#else
  const rlimit limit{std::uint64_t{12} << 30, RLIM_INFINITY};
  setrlimit(RLIMIT_AS, &limit);
#endif
}

}  // namespace

int run(int argc, char** argv, const Fuzzer& fuzzer) {
  program = std::filesystem::path(argv[0]).filename();
  const std::uint64_t count = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 20'000;
  const std::uint64_t first = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 0;
  limitMemory();
  std::uint64_t accepted = 0;
  for (iteration = first; iteration < first + count; ++iteration) {
    Random random(iteration);
    input = fuzzer.makeInput(random);
    const Outcome outcome = tryOnce(fuzzer);
    if (outcome == Outcome::Finding) return 1;
    accepted += outcome == Outcome::Accepted;
  }
  std::printf("%s: %llu inputs, %llu accepted, %llu refused, no finding\n", program.c_str(),
              static_cast<unsigned long long>(count), static_cast<unsigned long long>(accepted),
              static_cast<unsigned long long>(count - accepted));
  return 0;
}

}  // namespace pentimento::fuzz
