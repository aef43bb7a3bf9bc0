// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace pentimento {

/// Makes :/icons and :/i18n known to Qt, which a static library must do by hand. May be called often.
void registerResources();

}  // namespace pentimento
