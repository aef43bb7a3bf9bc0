// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <stop_token>
#include <string_view>
#include <utility>

#include "core/base/error.h"

namespace pentimento {

/// Handed down into work that takes long, so that it can say how far it is and learn that it must stop.
/// The work knows nothing of threads; a default-made Progress reports to nobody and never stops.
class Progress {
 public:
  /// `fraction` in [0, 1]; `what` is a short English phrase. Called on the thread that works.
  using Report = std::function<void(double fraction, std::string_view what)>;

  Progress() = default;
  explicit Progress(Report report, std::stop_token stop = {})
      : report_(std::move(report)), stop_(std::move(stop)) {}

  /// Throws Error{Cancelled} when a stop was requested: long work calls this often.
  void report(double fraction, std::string_view what) const {
    throwIfStopped();
    if (report_) report_(fraction, what);
  }
  void throwIfStopped() const {
    if (stop_.stop_requested()) throw Error(ErrorKind::Cancelled, "cancelled");
  }
  bool stopRequested() const { return stop_.stop_requested(); }

 private:
  Report report_;
  std::stop_token stop_;
};

}  // namespace pentimento
