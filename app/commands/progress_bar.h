// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

namespace pentimento {

/// One line on a terminal's stderr: `[######      ] 12 of 120, 0:41 left  photo.jpg`. Where stderr is no
/// terminal, or `wanted` is false, it stays silent.
class ProgressBar {
 public:
  ProgressBar(std::size_t total, bool wanted);
  ~ProgressBar() { clear(); }
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  bool visible() const { return visible_; }
  /// `done` items are finished and `fraction` in [0, 1] of the next one, `name`.
  void show(std::size_t done, double fraction, const std::string& name);
  /// Wipes the line, so that a message can be printed in its place.
  void clear();

 private:
  std::size_t total_;
  bool visible_;
  std::chrono::steady_clock::time_point start_, lastShown_;
};

}  // namespace pentimento
