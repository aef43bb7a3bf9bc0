// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/edit_stack.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "core/base/error.h"

namespace pentimento {
namespace {

using Json = nlohmann::json;

void requireIndex(std::size_t index, std::size_t limit) {
  if (index >= limit)
    throw Error(ErrorKind::InvalidArgument, "no edit can be at position " + std::to_string(index));
}

Json jsonOf(const Edit& edit) {
  return {{"id", edit.id},
          {"effect", edit.effect},
          {"version", edit.version},
          {"parameters", edit.parameters},
          {"enabled", edit.enabled}};
}

/// nlohmann would take true for 1, round 1.5 and cut 2^32 + 1 down to 1.
std::int64_t wholeNumber(const Json& json, std::int64_t maximum) {
  if (!json.is_number_integer() || json < 1 || json > maximum)
    throw Error(ErrorKind::Unreadable, "an edit's id, version or format is no such number");
  return json.get<std::int64_t>();
}

Edit editFrom(const Json& json) {
  Edit edit;
  edit.id = wholeNumber(json.at("id"), std::numeric_limits<std::int64_t>::max() - 1);
  edit.version = static_cast<int>(wholeNumber(json.at("version"), std::numeric_limits<int>::max()));
  json.at("effect").get_to(edit.effect);
  edit.parameters = json.at("parameters");
  json.at("enabled").get_to(edit.enabled);
  if (edit.effect.empty() || !edit.parameters.is_object())
    throw Error(ErrorKind::Unreadable, "edit " + std::to_string(edit.id) + " lacks its effect or parameters");
  return edit;
}

}  // namespace

std::size_t EditStack::indexOf(std::int64_t id) const {
  const auto found =
      std::find_if(edits_.begin(), edits_.end(), [id](const Edit& edit) { return edit.id == id; });
  if (found == edits_.end())
    throw Error(ErrorKind::InvalidArgument, "there is no edit " + std::to_string(id));
  return static_cast<std::size_t>(found - edits_.begin());
}

std::int64_t EditStack::append(std::string effect, int version, Json parameters) {
  const std::int64_t id = lastId_ + 1;
  insert({id, std::move(effect), version, std::move(parameters), true}, edits_.size());
  return id;
}

void EditStack::insert(Edit edit, std::size_t index) {
  requireIndex(index, edits_.size() + 1);
  if (edits_.size() == maximumEdits) throw Error(ErrorKind::InvalidArgument, "there are too many edits");
  if (edit.id <= 0 ||
      std::any_of(edits_.begin(), edits_.end(), [&](const Edit& other) { return other.id == edit.id; }))
    throw Error(ErrorKind::InvalidArgument, "an edit cannot have the id " + std::to_string(edit.id));
  lastId_ = std::max(lastId_, edit.id);
  edits_.insert(edits_.begin() + static_cast<std::ptrdiff_t>(index), std::move(edit));
}

Edit EditStack::remove(std::int64_t id) {
  const auto position = edits_.begin() + static_cast<std::ptrdiff_t>(indexOf(id));
  Edit removed = std::move(*position);
  edits_.erase(position);
  return removed;
}

void EditStack::move(std::int64_t id, std::size_t index) {
  requireIndex(index, edits_.size());
  const auto from = edits_.begin() + static_cast<std::ptrdiff_t>(indexOf(id));
  const auto to = edits_.begin() + static_cast<std::ptrdiff_t>(index);
  if (from < to)
    std::rotate(from, from + 1, to + 1);
  else
    std::rotate(to, from, from + 1);
}

bool EditStack::setEnabled(std::int64_t id, bool enabled) {
  return std::exchange(edits_[indexOf(id)].enabled, enabled) != enabled;
}

bool EditStack::setParameters(std::int64_t id, int version, Json parameters) {
  Edit& edit = edits_[indexOf(id)];
  if (edit.version == version && edit.parameters == parameters) return false;
  edit.version = version;
  edit.parameters = std::move(parameters);
  return true;
}

void to_json(Json& json, const EditStack& stack) {
  json = {{"format", EditStack::currentFormat}, {"edits", Json::array()}};
  for (const auto& edit : stack.edits()) json["edits"].push_back(jsonOf(edit));
}

void from_json(const Json& json, EditStack& stack) {
  EditStack read;
  try {
    if (wholeNumber(json.at("format"), std::numeric_limits<std::int64_t>::max()) > EditStack::currentFormat)
      throw Error(ErrorKind::Unsupported, "the edits were made by a newer version of Pentimento");
    if (!json.at("edits").is_array()) throw Error(ErrorKind::Unreadable, "this is no list of edits");
    for (const auto& edit : json["edits"]) read.insert(editFrom(edit), read.edits().size());
  } catch (const Json::exception&) {
    throw Error(ErrorKind::Unreadable, "this is no list of edits");
  } catch (const Error& error) {
    // insert() blames an argument; here it is the file's fault.
    const bool fault = error.kind() == ErrorKind::InvalidArgument;
    throw Error(fault ? ErrorKind::Unreadable : error.kind(), error.what());
  }
  stack = std::move(read);
}

}  // namespace pentimento
