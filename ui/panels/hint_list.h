// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListWidget>

#include "ui/document_model.h"

namespace pentimento {

/// The hints as a list that the keyboard reaches: selecting selects, Delete deletes.
class HintList : public QListWidget {
  Q_OBJECT
 public:
  explicit HintList(DocumentModel& document, QWidget* parent = nullptr);
  QSize sizeHint() const override { return {200, 110}; }

 protected:
  void keyPressEvent(QKeyEvent* event) override;

 private:
  void refresh();

  DocumentModel& document_;
  bool refreshing_ = false;
};

}  // namespace pentimento
