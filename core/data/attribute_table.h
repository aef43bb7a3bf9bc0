// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/face/trait.h"

namespace pentimento {

/// What is known of the pictures of a folder: attributes.csv, with a line of names (`file`, maybe `identity`,
/// then attributes, as CelebA calls them) and a line for each picture, attributes 0 or 1.
struct AttributeTable {
  struct Row {
    std::string identity;              ///< of the person; the file's stem where the table has none
    std::vector<std::uint8_t> values;  ///< in the order of `names`
  };
  std::vector<std::string> names;
  std::map<std::string, Row> rows;  ///< by file stem

  /// Column of an attribute. Throws Error{InvalidArgument} naming it.
  std::size_t column(const std::string& name) const;
  /// Whether the table says that a face has it; one without such a column says so of none.
  bool says(const Row& row, const std::string& name) const;
};

/// Throws Error naming the file: NotFound, Unreadable with the line that is wrong.
AttributeTable readAttributeTable(const std::filesystem::path& csv);

/// That of a folder of pictures: in it, or beside it. Throws as readAttributeTable.
std::optional<AttributeTable> findAttributeTable(const std::filesystem::path& folder);

/// CelebA's column for an attribute, and whether that says the opposite (No_Beard).
struct AttributeColumn {
  std::string name;
  bool inverted = false;
};
AttributeColumn columnOf(Attribute attribute);
/// The columns that say whether a face has something: all of them, or none; else it is not clear (lipstick
/// alone is not yet make-up).
std::vector<AttributeColumn> columnsOf(Trait trait);

/// Which pictures teach an attribute, out of CelebA's columns: how often one is drawn among those with it and
/// without it; both 0: it teaches nothing.
struct AttributeLesson {
  double with = 0, without = 0;
  /// Faces of every group come equally often on either side, so that what goes along with the attribute is
  /// not learnt in its place: of CelebA's old people four of five are men and every second wears glasses.
  int group = 0;
};
/// By columns of the same names:
/// - beard: men only; a shadow of stubble is neither; goatees, moustaches and sideburns come first, since the
///   rest of what CelebA calls a beard is mostly stubble;
/// - young: grey or receding hair, bags under the eyes and double chins come first among the old, last among
///   the young; glasses, which hide the wrinkles around the eyes, last;
/// - the others: their column.
/// Groups: men and women, young and old, but what the attribute itself changes. A table of one column is
/// taken at its word. Throws Error{InvalidArgument} where a table lacks the attribute's column, or for beards
/// "Male".
AttributeLesson lessonFor(Attribute attribute, const AttributeTable& table, const AttributeTable::Row& row);

}  // namespace pentimento
