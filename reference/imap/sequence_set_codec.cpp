#include "imap/sequence_set_codec.h"

#include <fmt/format.h>

namespace mailtown::imap {

namespace {

std::uint32_t read_end(TokenReader& in) {
  return in.take('*') ? SequenceSet::star : in.nonzero_number("a message number");
}

}  // namespace

SequenceSet read_sequence_set(TokenReader& in) {
  SequenceSet set;
  do {
    const std::uint32_t first = read_end(in);
    const std::uint32_t last = in.take(':') ? read_end(in) : first;
    set.add(first, last);
  } while (in.take(','));
  return set;
}

std::string print_numbers(const std::vector<std::uint32_t>& numbers) {
  std::string text;
  for (std::size_t i = 0; i < numbers.size();) {
    std::size_t last = i;
    while (last + 1 < numbers.size() && numbers[last + 1] == numbers[last] + 1) ++last;
    if (!text.empty()) text += ',';
    text +=
        last == i ? fmt::format("{}", numbers[i]) : fmt::format("{}:{}", numbers[i], numbers[last]);
    i = last + 1;
  }
  return text;
}

}  // namespace mailtown::imap
