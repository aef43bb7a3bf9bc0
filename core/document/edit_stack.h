// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace pentimento {

/// One effect with its parameters, as the user left it. Knows nothing of the effect but its name, so that an
/// edit can be stored and shown by a program that lacks the effect.
struct Edit {
  std::int64_t id = 0;  ///< above 0; unique in its stack and never given twice in its life
  std::string effect;   ///< Effect::id()
  int version = 1;      ///< Effect::version() under which the parameters were made; at least 1
  nlohmann::json parameters = nlohmann::json::object();
  bool enabled = true;  ///< Whether it is rendered

  bool operator==(const Edit&) const = default;
};

/// The edits of one photo in the order in which they are applied. Every change is small enough to be undone
/// by its opposite: remove by insert, move by move, a setter by the setter with the value before. Not
/// thread-safe; copy it (cheap beside any photo) to render on another thread. Whatever takes an id throws
/// Error{InvalidArgument} for one that is not in the stack.
class EditStack {
 public:
  static constexpr int currentFormat = 1;
  static constexpr std::size_t maximumEdits = 10'000;

  const std::vector<Edit>& edits() const { return edits_; }
  bool empty() const { return edits_.empty(); }
  const Edit& edit(std::int64_t id) const { return edits_[indexOf(id)]; }
  std::size_t indexOf(std::int64_t id) const;

  /// Puts a new, enabled edit on top; returns its id.
  std::int64_t append(std::string effect, int version, nlohmann::json parameters);
  /// Puts `edit`, with its id, before the edit that is at `index` now (size: on top). Undoes remove().
  /// Throws Error{InvalidArgument} for an id that is taken or not above 0, an index out of range, a full
  /// stack.
  void insert(Edit edit, std::size_t index);
  /// Takes the edit out and returns it.
  Edit remove(std::int64_t id);
  /// Moves the edit so that it is at `index` afterwards.
  void move(std::int64_t id, std::size_t index);
  /// These return whether anything changed.
  bool setEnabled(std::int64_t id, bool enabled);
  bool setParameters(std::int64_t id, int version, nlohmann::json parameters);

  bool operator==(const EditStack& other) const { return edits_ == other.edits_; }

 private:
  std::vector<Edit> edits_;
  std::int64_t lastId_ = 0;
};

/// {"format": 1, "edits": [{"id": …, "effect": …, "version": …, "parameters": {…}, "enabled": …}, …]}
void to_json(nlohmann::json& json, const EditStack& stack);
/// Throws Error: Unsupported for a newer format, Unreadable for anything else that to_json does not write;
/// then `stack` is unchanged. Parameters are not looked into: the effect judges them.
void from_json(const nlohmann::json& json, EditStack& stack);

}  // namespace pentimento
