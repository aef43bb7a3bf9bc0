// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <vector>

#include "core/runs/run_history.h"

class QLabel;
class QSlider;

namespace pentimento {

/// What the network makes of always the same pictures, over the time of a run. Follows the newest until one
/// scrolls back.
class SampleView : public QWidget {
  Q_OBJECT
 public:
  explicit SampleView(QWidget* parent = nullptr);

  /// `newest`: of another run, so that what one looked back at is no longer there.
  void show(const std::vector<RunHistory::Sample>& samples, bool newest);
  std::int64_t shownStep() const;  ///< -1: nothing is shown

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  void load();
  void fit();

  std::vector<RunHistory::Sample> samples_;
  QPixmap picture_;
  QLabel *canvas_, *step_;
  QSlider* slider_;
};

}  // namespace pentimento
