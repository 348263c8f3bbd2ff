// Enums and their names, in tables that hold the names in the enum's order.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace stickylab {

/// Throws std::out_of_range for a value that the table does not have.
template <class Enum, std::size_t N>
constexpr std::string_view name_in(const std::array<std::string_view, N>& names, Enum value) {
  return names.at(static_cast<std::size_t>(value));
}

/// The value of that name, if there is one.
template <class Enum, std::size_t N>
constexpr std::optional<Enum> value_in(const std::array<std::string_view, N>& names,
                                       std::string_view name) {
  for (std::size_t i = 0; i < N; ++i)
    if (names[i] == name) return static_cast<Enum>(i);
  return std::nullopt;
}

}  // namespace stickylab
