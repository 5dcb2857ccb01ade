#include "imap/imap_search_driver.h"

#include <algorithm>
#include <span>

#include "imap/message_text.h"
#include "imap/search_match.h"
#include "message/date.h"

namespace mailtown::imap {

namespace {

constexpr std::uint64_t bytes_a_turn = 1024 * 1024;  // read before others get their turn

// Looks for all words in one message; none is found in one that cannot be read.
SearchMatch::Text read_text(std::unique_ptr<File> file, const SearchMatch& match) {
  MessageText text(std::move(file));
  const auto& words = match.words();
  const bool in_header = std::all_of(words.begin(), words.end(), [](const mime::SearchKey& word) {
    return word.where == mime::SearchKey::Where::header;
  });
  const mime::Part& message = in_header ? text.head() : text.structure();
  const std::uint64_t end = in_header ? message.header.end : text.size();
  mime::Searcher searcher(message, words);
  std::string piece(std::min<std::uint64_t>(piece_bytes, end), '\0');
  for (std::uint64_t at = 0; at < end && !searcher.is_done();) {
    const auto most = std::min<std::uint64_t>(piece.size(), end - at);
    const auto count = text.file().read(at, std::span(piece).first(most));
    if (!count || *count == 0) break;
    searcher.feed(std::string_view(piece.data(), *count));
    at += *count;
  }
  searcher.finish();
  SearchMatch::Text result;
  for (std::size_t i = 0; i < words.size(); ++i) result.found.push_back(searcher.found(i));
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
      const SearchMatch::Text text = read_text(std::move(*file), match);
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
