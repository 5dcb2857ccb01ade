#include "mime/searcher.h"

#include <algorithm>
#include <cstring>
#include <optional>

#include "mime/ascii.h"
#include "mime/case_folding.h"
#include "mime/charset.h"
#include "mime/encoded_word.h"
#include "mime/field.h"
#include "mime/needle.h"
#include "mime/transfer_decoder.h"
#include "text/ascii.h"

namespace mailtown::mime {

namespace {

// A stretch of the message that is searched in one way.
struct Region {
  enum class Kind { own_header, header, text };
  Kind kind = Kind::header;
  std::uint64_t begin = 0, end = 0;
  const Part* part = nullptr;
};

// In the order of the message: of a tree of bounded depth.
void list_regions(const Part& part, bool is_outermost, std::vector<Region>& regions) {
  const auto kind = is_outermost ? Region::Kind::own_header : Region::Kind::header;
  regions.push_back({kind, part.header.begin, part.header.end, &part});
  if (part.children.empty() && part.type == "text") {
    regions.push_back({Region::Kind::text, part.body.begin, part.body.end, &part});
  }
  for (const Part& child : part.children) list_regions(child, false, regions);
}

CharsetDecoder decoder_for(const Part& part) {
  auto decoder = CharsetDecoder::make(parameter_text(part.parameters, "charset").value_or("utf-8"));
  return decoder ? std::move(*decoder) : CharsetDecoder();
}

}  // namespace

class Searcher::Work {
 public:
  Work(const Part& message, std::vector<SearchKey> keys) {
    list_regions(message, true, regions_);
    for (SearchKey& key : keys) {
      const bool is_found = key.needle.empty() && key.where != SearchKey::Where::header;
      Needle needle(fold_case(key.needle));
      keys_.push_back({std::move(key), std::move(needle), is_found});
    }
  }

  void feed(std::string_view bytes) {
    while (!bytes.empty() && region_ < regions_.size()) {
      const Region& region = regions_[region_];
      const std::uint64_t skipped =
          std::min<std::uint64_t>(bytes.size(), std::max(region.begin, position_) - position_);
      advance(bytes, skipped);
      const auto size = std::min<std::uint64_t>(bytes.size(), region.end - position_);
      if (position_ < region.begin) return;
      if (!is_begun_) begin_region();
      take(region, bytes.substr(0, size));
      advance(bytes, size);
      if (position_ == region.end) end_region();
    }
    position_ += bytes.size();
  }

  void finish() {
    for (; region_ < regions_.size(); end_region()) {
      if (!is_begun_) begin_region();
    }
  }

  bool is_done() const {
    return region_ == regions_.size() ||
           std::all_of(keys_.begin(), keys_.end(), [](const Key& key) { return key.is_found; });
  }
  bool found(std::size_t key) const { return keys_[key].is_found; }
  std::uint64_t steps() const { return steps_; }

 private:
  struct Key {
    SearchKey key;
    Needle needle;
    bool is_found = false;
  };

  void advance(std::string_view& bytes, std::uint64_t count) {
    position_ += count;
    bytes.remove_prefix(count);
  }

  void begin_region() {
    is_begun_ = true;
    const Region& region = regions_[region_];
    if (region.kind != Region::Kind::text) return;
    transfer_ = TransferDecoder(region.part->encoding);
    charset_ = decoder_for(*region.part);
    for (Key& key : keys_) key.needle.start();
  }

  void take(const Region& region, std::string_view bytes) {
    if (region.kind == Region::Kind::text) {
      std::string decoded, utf8;
      transfer_.decode(bytes, decoded);
      charset_.decode(decoded, utf8);
      search_text(utf8);
    } else {
      take_header(bytes);
    }
  }

  void end_region() {
    const Region& region = regions_[region_];
    if (region.kind == Region::Kind::text) {
      std::string decoded, utf8;
      transfer_.finish(decoded);
      charset_.decode(decoded, utf8);
      charset_.finish(utf8);
      search_text(utf8);
    } else {
      end_header_line();
      if (auto field = fields_.finish()) search_field(*field);
    }
    ++region_;
    is_begun_ = false;
  }

  void take_header(std::string_view bytes) {
    steps_ += bytes.size();
    while (!bytes.empty()) {
      const std::size_t end = std::min(bytes.find('\n'), bytes.size());
      const std::size_t room = field_bytes_max - line_.size();
      line_ += bytes.substr(0, std::min(end, room));
      if (end == bytes.size()) return;
      bytes.remove_prefix(end + 1);
      end_header_line();
    }
  }

  void end_header_line() {
    if (line_.ends_with('\r')) line_.pop_back();
    if (!line_.empty()) {
      if (auto field = fields_.take_line(line_)) search_field(*field);
    }
    line_.clear();
  }

  void search_field(const HeaderField& field) {
    const bool is_own = regions_[region_].kind == Region::Kind::own_header;
    const std::string value = fold_case(decode_words(field.value));
    const std::string whole = lower_case(field.name) + ": " + value;
    for (Key& each : keys_) {
      using Where = SearchKey::Where;
      const Where where = each.key.where;
      if (each.is_found || (where == Where::body && is_own)) continue;
      if (where == Where::header && !(is_own && same_text(field.name, each.key.field))) continue;
      const std::string& text = where == Where::header ? value : whole;
      steps_ += text.size();
      each.needle.start();
      each.is_found = each.needle.is_in(text);
    }
  }

  void search_text(std::string_view utf8) {
    const std::string folded = fold_case(utf8);
    for (Key& each : keys_) {
      if (each.is_found || each.key.where == SearchKey::Where::header) continue;
      steps_ += folded.size();
      each.is_found = each.needle.is_in(folded);
    }
  }

  std::vector<Region> regions_;
  std::size_t region_ = 0;  // the one that is read, or comes next
  bool is_begun_ = false;
  std::uint64_t position_ = 0;
  std::vector<Key> keys_;
  std::uint64_t steps_ = 0;

  std::string line_;  // of a header, begun
  FieldReader fields_;
  TransferDecoder transfer_{"7bit"};
  CharsetDecoder charset_;
};

Searcher::Searcher(const Part& message, std::vector<SearchKey> keys)
    : work_(std::make_unique<Work>(message, std::move(keys))) {}
Searcher::~Searcher() = default;
Searcher::Searcher(Searcher&&) noexcept = default;
Searcher& Searcher::operator=(Searcher&&) noexcept = default;

void Searcher::feed(std::string_view bytes) {
  work_->feed(bytes);
}

void Searcher::finish() {
  work_->finish();
}

bool Searcher::is_done() const {
  return work_->is_done();
}

bool Searcher::found(std::size_t key) const {
  return work_->found(key);
}

std::uint64_t Searcher::steps() const {
  return work_->steps();
}

}  // namespace mailtown::mime
