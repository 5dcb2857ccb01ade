// Looks for words in a message, as SEARCH's keys TEXT, BODY, HEADER, SUBJECT and so on ask
// (RFC 3501 §6.4.4): in decoded content, in UTF-8, in any case.
//
// Pure and streaming: knows the tree of parts, is fed the same bytes again, and keeps no more than
// a header field and the needles. Letters are compared as fold_case() makes them.
//
// Departure from production practice: no full-text index; each search reads the messages. A needle
// is found within one field or one part, and not across markup: HTML is searched as its source.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "mime/part.h"

namespace mailtown::mime {

struct SearchKey {
  enum class Where {
    header,      // the message's own fields named `field`; an empty needle asks whether it has one
    body,        // its parts of type text, and the headers of its parts and of messages within
    everywhere,  // its header or its body (TEXT)
  };
  Where where = Where::everywhere;
  std::string field;   // in any case
  std::string needle;  // UTF-8
};

class Searcher {
 public:
  // `message` outlives the searcher, and is the tree of the bytes that will be fed.
  Searcher(const Part& message, std::vector<SearchKey> keys);
  ~Searcher();
  Searcher(Searcher&&) noexcept;
  Searcher& operator=(Searcher&&) noexcept;

  // The message's next bytes, from its first on.
  void feed(std::string_view bytes);
  void finish();
  // All keys have been found: the rest need not be fed.
  bool is_done() const;
  // Whether the key of that index has been found.
  bool found(std::size_t key) const;

  // How much work was done, in bytes looked at. For tests of its growth.
  std::uint64_t steps() const;

 private:
  class Work;
  std::unique_ptr<Work> work_;
};

}  // namespace mailtown::mime
