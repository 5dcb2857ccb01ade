// A value that many events have in common, kept in memory once.
//
// The same few machines, protocols and names stand in every event of a trace. A field of this type
// is one pointer wide, and copying it copies the pointer: a trace of a million events needs half
// the memory that it would need with each value kept in its place. It is read as what it holds and
// never changed, only replaced.
#pragma once

#include <compare>
#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <boost/smart_ptr/intrusive_ptr.hpp>
#include <boost/smart_ptr/intrusive_ref_counter.hpp>

namespace mailtown::trace {

// T: a string or a vector.
template <class T>
class Shared {
  static constexpr bool is_text = std::is_same_v<T, std::string>;
  // What an argument must be to be taken for a T.
  template <class From>
  static constexpr bool makes =
      !std::is_same_v<std::remove_cvref_t<From>, Shared> &&
      (std::is_convertible_v<From, T> ||
       (is_text && std::is_same_v<std::remove_cvref_t<From>, std::string_view>));

 public:
  using value_type = typename T::value_type;

  Shared() = default;  // empty
  template <class From>
  requires makes<From> Shared(From&& from) {
    T value(std::forward<From>(from));
    if (!value.empty()) held_.reset(new Held(std::move(value)));
  }
  Shared(std::initializer_list<value_type> items) requires(!is_text) : Shared(T(items)) {}

  // Both are good as long as any copy of this lives.
  const T& get() const {
    static const T nothing;
    return held_ ? held_->value : nothing;
  }
  operator const T&() const { return get(); }
  operator std::string_view() const requires is_text { return get(); }
  const T* operator->() const { return &get(); }
  const T& operator*() const { return get(); }

  bool empty() const { return !held_; }
  std::size_t size() const { return get().size(); }
  auto begin() const { return get().begin(); }
  auto end() const { return get().end(); }
  const value_type& operator[](std::size_t at) const { return get()[at]; }
  const value_type& front() const { return get().front(); }
  const value_type& back() const { return get().back(); }

  bool operator==(const Shared& other) const {
    return held_ == other.held_ || get() == other.get();
  }
  bool operator==(const T& other) const requires(!is_text) { return get() == other; }

 private:
  struct Held : boost::intrusive_ref_counter<Held> {
    explicit Held(T of) : value(std::move(of)) {}
    const T value;
  };
  boost::intrusive_ptr<const Held> held_;  // none: empty
};

using Text = Shared<std::string>;
using Texts = Shared<std::vector<std::string>>;

// What std::string does with others of its kind.
template <class Other>
concept OtherText = !std::is_same_v<Other, Text> && std::is_convertible_v<Other, std::string_view>;

template <OtherText Other>
bool operator==(const Text& one, const Other& other) {
  return std::string_view(one) == std::string_view(other);
}
inline auto operator<=>(const Text& one, const Text& other) {
  return one.get() <=> other.get();
}
template <OtherText Other>
std::string operator+(const Text& one, const Other& other) {
  return std::string(one.get()).append(other);
}
template <OtherText Other>
std::string operator+(const Other& one, const Text& other) {
  return std::string(one).append(other.get());
}
inline std::string operator+(std::string&& one, const Text& other) {
  return std::move(one.append(other.get()));
}
inline std::string operator+(const Text& one, const Text& other) {
  return one.get() + other.get();
}

}  // namespace mailtown::trace
