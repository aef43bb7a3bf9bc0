// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/errors.h"

#include <QCoreApplication>

namespace pentimento {

namespace {

QString introduction(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::NotFound:
      return QCoreApplication::translate("Error", "Not found");
    case ErrorKind::Unreadable:
      return QCoreApplication::translate("Error", "This file cannot be read");
    case ErrorKind::Unsupported:
      return QCoreApplication::translate("Error", "This is not supported");
    case ErrorKind::InvalidArgument:
      return QCoreApplication::translate("Error", "That does not fit");
    case ErrorKind::WriteFailed:
      return QCoreApplication::translate("Error", "Nothing was saved, an existing file is unchanged");
    case ErrorKind::OutOfMemory:
      return QCoreApplication::translate("Error", "There is not enough memory");
    case ErrorKind::Cancelled:
      return QCoreApplication::translate("Error", "Cancelled");
    case ErrorKind::Internal:
      break;
  }
  return QCoreApplication::translate("Error", "Something went wrong inside Pentimento");
}

}  // namespace

QString describe(const Error& error) {
  const QString detail = QString::fromUtf8(error.what());
  const bool saysMore = error.kind() != ErrorKind::Cancelled && error.kind() != ErrorKind::OutOfMemory;
  if (!saysMore || detail.isEmpty()) return introduction(error.kind()) + QLatin1Char('.');
  return QStringLiteral("%1: %2.").arg(introduction(error.kind()), detail);
}

}  // namespace pentimento
