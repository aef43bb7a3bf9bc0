// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/attribute_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "core/base/error.h"

namespace pentimento {
namespace {

// Faces on which an attribute is hard to see are drawn that much more rarely.
constexpr double otherBeards = 0.2;  // neither goatee nor moustache nor sideburns
constexpr double unclearAge = 0.3;   // old without a sign of it, young with one
constexpr double behindGlasses = 0.2;

std::vector<std::string> cellsOf(std::string line) {
  if (!line.empty() && line.back() == '\r') line.pop_back();
  std::vector<std::string> cells;
  std::istringstream in(line);
  for (std::string cell; std::getline(in, cell, ',');) cells.push_back(cell);
  return cells;
}

AttributeLesson beardLesson(const AttributeTable& table, const AttributeTable::Row& row) {
  if (row.values[table.column("Male")] == 0) return {};
  const auto is = [&](const char* name) { return table.says(row, name); };
  if (is("No_Beard")) return {0, is("5_o_Clock_Shadow") ? 0.0 : 1.0};
  const bool clear = is("Goatee") || is("Mustache") || is("Sideburns");
  return {clear ? 1 : otherBeards, 0};
}

AttributeLesson ageLesson(const AttributeTable& table, const AttributeTable::Row& row) {
  const auto is = [&](const char* name) { return table.says(row, name); };
  const bool young = is("Young"), aged = is("Gray_Hair") || is("Bald") || is("Receding_Hairline") ||
                                         is("Bags_Under_Eyes") || is("Double_Chin");
  const double weight = (young == aged ? unclearAge : 1) * (is("Eyeglasses") ? behindGlasses : 1);
  return young ? AttributeLesson{weight, 0} : AttributeLesson{0, weight};
}

}  // namespace

std::size_t AttributeTable::column(const std::string& name) const {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end())
    throw Error(ErrorKind::InvalidArgument, "the table of attributes has no column " + name);
  return static_cast<std::size_t>(found - names.begin());
}

AttributeTable readAttributeTable(const std::filesystem::path& csv) {
  std::ifstream file(csv);
  if (!file) throw Error(ErrorKind::NotFound, csv.string() + ": cannot be opened");
  const auto wrong = [&](std::size_t number, const std::string& what) {
    return Error(ErrorKind::Unreadable, fmt::format("{}: line {}: {}", csv.string(), number, what));
  };
  std::string line;
  std::getline(file, line);
  const auto header = cellsOf(line);
  if (header.size() < 2 || header[0] != "file") throw wrong(1, "must begin with the column `file`");
  const std::size_t first = header[1] == "identity" ? 2 : 1;
  AttributeTable table;
  table.names.assign(header.begin() + static_cast<std::ptrdiff_t>(first), header.end());
  for (std::size_t number = 2; std::getline(file, line); ++number) {
    const auto cells = cellsOf(line);
    if (cells.empty()) continue;
    if (cells.size() != header.size())
      throw wrong(number, fmt::format("has {} columns where {} are named", cells.size(), header.size()));
    const auto stem = std::filesystem::path(cells[0]).stem().string();
    auto& row = table.rows[stem];
    row.identity = first == 2 ? cells[1] : stem;
    row.values.clear();
    for (std::size_t i = first; i < cells.size(); ++i) {
      if (cells[i] != "0" && cells[i] != "1") throw wrong(number, header[i] + " must be 0 or 1");
      row.values.push_back(cells[i] == "1");
    }
  }
  return table;
}

std::optional<AttributeTable> findAttributeTable(const std::filesystem::path& folder) {
  for (const auto& place : {folder, folder.parent_path()})
    if (std::filesystem::exists(place / "attributes.csv")) return readAttributeTable(place / "attributes.csv");
  return {};
}

bool AttributeTable::says(const Row& row, const std::string& name) const {
  const auto found = std::find(names.begin(), names.end(), name);
  return found != names.end() && row.values[static_cast<std::size_t>(found - names.begin())] != 0;
}

AttributeColumn columnOf(Attribute attribute) {
  switch (attribute) {
    case Attribute::Glasses:
      return {"Eyeglasses"};
    case Attribute::Smile:
      return {"Smiling"};
    case Attribute::MouthOpen:
      return {"Mouth_Slightly_Open"};
    case Attribute::Young:
      return {"Young"};
    case Attribute::Male:
      return {"Male"};
    case Attribute::Beard:
      break;
  }
  return {"No_Beard", true};
}

std::vector<AttributeColumn> columnsOf(Trait trait) {
  if (const auto attribute = attributeOf(trait)) return {columnOf(*attribute)};
  return {{"Heavy_Makeup"}, {"Wearing_Lipstick"}};
}

AttributeLesson lessonFor(Attribute attribute, const AttributeTable& table, const AttributeTable::Row& row) {
  const auto column = columnOf(attribute);
  const bool has = (row.values[table.column(column.name)] != 0) != column.inverted;
  AttributeLesson lesson = has ? AttributeLesson{1, 0} : AttributeLesson{0, 1};
  // Who made a table of one attribute looked at each face.
  if (table.names.size() == 1) return lesson;
  if (attribute == Attribute::Beard) lesson = beardLesson(table, row);
  if (attribute == Attribute::Young) lesson = ageLesson(table, row);
  const bool man = attribute != Attribute::Male && table.says(row, "Male"),
             young = attribute != Attribute::Young && table.says(row, "Young");
  lesson.group = 2 * static_cast<int>(man) + static_cast<int>(young);
  return lesson;
}

}  // namespace pentimento
