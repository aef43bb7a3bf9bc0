// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "core/base/error.h"

namespace pentimento {

/// One sentence for the message bar: what kind of thing failed, translated, then the error's own words.
QString describe(const Error& error);

}  // namespace pentimento
