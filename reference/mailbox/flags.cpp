#include "mailbox/flags.h"

#include <algorithm>

namespace mailtown::mailbox {

namespace {

bool is_keyword(char letter) {
  return letter >= 'a' && letter <= 'z';
}

bool is_known(char letter) {
  return std::string_view("DFRST").find(letter) != std::string_view::npos || is_keyword(letter);
}

}  // namespace

Flags changed(Flags flags, FlagChange::How how, const Flags& by) {
  const auto change = [how](bool now, bool asked) {
    switch (how) {
      case FlagChange::How::replace:
        return asked;
      case FlagChange::How::add:
        return now || asked;
      case FlagChange::How::remove:
        return now && !asked;
    }
    return now;
  };
  Flags after{.seen = change(flags.seen, by.seen),
              .answered = change(flags.answered, by.answered),
              .flagged = change(flags.flagged, by.flagged),
              .deleted = change(flags.deleted, by.deleted),
              .draft = change(flags.draft, by.draft)};
  switch (how) {
    case FlagChange::How::replace:
      after.keywords = by.keywords;
      break;
    case FlagChange::How::add:
      after.keywords = flags.keywords | by.keywords;
      break;
    case FlagChange::How::remove:
      after.keywords = flags.keywords & ~by.keywords;
      break;
  }
  return after;
}

Flags flags_of(std::string_view letters) {
  Flags flags;
  for (const char letter : letters) {
    flags.draft = flags.draft || letter == 'D';
    flags.flagged = flags.flagged || letter == 'F';
    flags.answered = flags.answered || letter == 'R';
    flags.seen = flags.seen || letter == 'S';
    flags.deleted = flags.deleted || letter == 'T';
    if (is_keyword(letter)) flags.keywords |= 1u << (letter - 'a');
  }
  return flags;
}

std::string letters_of(const Flags& flags, std::string_view old) {
  std::string letters;
  if (flags.draft) letters += 'D';
  if (flags.flagged) letters += 'F';
  if (flags.answered) letters += 'R';
  if (flags.seen) letters += 'S';
  if (flags.deleted) letters += 'T';
  for (int bit = 0; bit < 26; ++bit) {
    if ((flags.keywords >> bit & 1u) != 0) letters += static_cast<char>('a' + bit);
  }
  for (const char letter : old) {
    if (!is_known(letter)) letters += letter;
  }
  std::sort(letters.begin(), letters.end());
  letters.erase(std::unique(letters.begin(), letters.end()), letters.end());
  return letters;
}

}  // namespace mailtown::mailbox
