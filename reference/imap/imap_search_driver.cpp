#include "imap/imap_search_driver.h"

#include "imap/message_text.h"
#include "imap/search_match.h"
#include "message/date.h"

namespace mailtown::imap {

namespace {

constexpr std::uint64_t bytes_a_turn = 1024 * 1024;  // read before others get their turn

// Looks for all words in one message; none is found in one that cannot be read.
SearchMatch::Text read_text(std::unique_ptr<File> file, std::uint64_t wire_bytes,
                            const SearchMatch& match) {
  MessageText text(std::move(file), wire_bytes);
  mime::Searcher searcher(text.structure(), match.words());
  std::string piece(piece_bytes, '\0');
  std::uint64_t at = 0;
  while (!match.words().empty() && !searcher.is_done()) {
    const auto count = text.file().read(at, piece);
    if (!count || *count == 0) break;
    searcher.feed(std::string_view(piece.data(), *count));
    at += *count;
  }
  searcher.finish();
  SearchMatch::Text result;
  for (std::size_t i = 0; i < match.words().size(); ++i) result.found.push_back(searcher.found(i));
  const auto& date = text.envelope().date;
  if (date) result.sent = message::day_of(*date);
  return result;
}

}  // namespace

Task<std::vector<std::uint32_t>> search_messages(const Search& search, mailbox::Folder& folder,
                                                 const View& view, Clock& clock) {
  const SearchMatch match(search.key, view);
  std::vector<std::uint32_t> numbers;
  std::uint64_t read = 0;
  for (MessageNumber number = 1; number <= view.count(); ++number) {
    const Target target{number, view.uid_of(number)};
    const mailbox::Entry* entry = mailbox::find_entry(folder.entries(), target.uid);
    if (entry == nullptr) continue;  // gone, and not told yet: RFC 2180 §4.4
    const bool recent = view.is_recent(target.uid);
    Truth truth = match.match(*entry, target, recent, folder.keywords(), nullptr);
    if (truth == Truth::unknown) {
      auto file = folder.open(target.uid);
      if (!file) continue;
      read += entry->bytes;
      const SearchMatch::Text text = read_text(std::move(*file), entry->bytes, match);
      truth = match.match(*entry, target, recent, folder.keywords(), &text);
    }
    if (truth == Truth::yes) numbers.push_back(search.by_uid ? target.uid : number);
    if (read < bytes_a_turn) continue;
    read = 0;
    co_await clock.sleep_until(clock.now());
  }
  co_return numbers;
}

}  // namespace mailtown::imap
