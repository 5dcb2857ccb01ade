// Reads address lists as they come, not as they should (RFC 5322 §3.4, §4.4).
#include "mime/address_lexer.h"
#include "mime/envelope.h"

namespace mailtown::mime {

namespace {

class AddressListParser {
 public:
  explicit AddressListParser(std::string_view text) : lexer_(text) { advance(); }

  AddressList run() {
    while (token_.kind != AddressToken::Kind::end && list_.size() < addresses_max) {
      if (token_.is(',')) {
        advance();
      } else if (token_.is(';')) {
        advance();
        end_group();
      } else {
        take_address();
      }
    }
    end_group();
    return std::move(list_);
  }

 private:
  void advance() { token_ = lexer_.next(); }

  bool at_separator() const {
    return token_.kind == AddressToken::Kind::end || token_.is(',') || token_.is(';');
  }

  void end_group() {
    if (in_group_) list_.push_back({});
    in_group_ = false;
  }

  // What stands before "<", "@", ":" or the next address: a display name, a local part or a group's
  // name. As a local part, what counts is the last word, with those that dots bind to it.
  void take_words() {
    words_.clear();
    local_.clear();
    std::size_t local_begin = 0;
    bool after_word = false;
    for (; !at_separator() && !token_.is('<') && !token_.is('@') && !token_.is(':'); advance()) {
      if (token_.kind == AddressToken::Kind::comment) {
        comment_ = token_.text;
        continue;
      }
      const bool is_word = token_.kind != AddressToken::Kind::special;
      if (is_word && after_word) {
        local_.clear();
        local_begin = words_.size();
      }
      if (!words_.empty() && (token_.after_blank || (is_word && after_word))) words_ += ' ';
      words_ += token_.text;
      local_ += token_.text;
      after_word = is_word;
    }
    before_local_ = words_.substr(0, local_begin);
  }

  // addr-spec's domain: atoms with dots between, or a literal.
  std::string take_domain() {
    std::string domain;
    bool expects_word = true;
    for (; !at_separator() && !token_.is('>') && !token_.is(':'); advance()) {
      if (token_.kind == AddressToken::Kind::comment) {
        comment_ = token_.text;
        continue;
      }
      const bool is_dot = token_.is('.');
      if (token_.kind == AddressToken::Kind::special && !is_dot) break;
      if (!is_dot && !expects_word) break;
      domain += token_.text;
      expects_word = is_dot;
    }
    return domain;
  }

  void take_address() {
    comment_.reset();
    take_words();
    if (token_.is(':') && !in_group_) {
      advance();
      begin_group();
      return;
    }
    EnvelopeAddress address;
    if (token_.is('<')) {
      if (!words_.empty()) address.name = words_;
      advance();
      take_angle(address);
    } else if (token_.is('@')) {
      if (!before_local_.empty()) address.name = before_local_;  // "Ivan ivanov@example.org"
      address.mailbox = local_;
      advance();
      address.host = take_domain();
    } else {
      address.mailbox = words_;
      address.host = "";
    }
    skip_rest();
    if (!address.name && comment_) address.name = comment_;  // as in RFC 822's days
    const bool is_nothing = address.mailbox->empty() && address.host->empty() && !address.name;
    if (!is_nothing || had_brackets_) list_.push_back(std::move(address));
    had_brackets_ = false;
  }

  // "<@a.example.org,@b.example.org:user@example.org>", behind its "<"
  void take_angle(EnvelopeAddress& address) {
    had_brackets_ = true;
    if (token_.is('@')) {
      std::string route;
      while (token_.is('@') || token_.is(',')) {
        const bool is_at = token_.is('@');
        advance();
        if (!is_at) continue;
        if (!route.empty()) route += ',';
        route += '@' + take_domain();
      }
      if (token_.is(':')) {
        advance();
        address.route = route;
      }
    }
    std::string local;
    for (; !at_separator() && !token_.is('@') && !token_.is('>'); advance()) {
      if (token_.kind != AddressToken::Kind::comment) local += token_.text;
    }
    address.mailbox = local;
    address.host = "";
    if (token_.is('@')) {
      advance();
      address.host = take_domain();
    }
  }

  // Junk up to the next address; a comment there is still its comment.
  void skip_rest() {
    for (; !at_separator(); advance()) {
      if (token_.kind == AddressToken::Kind::comment) comment_ = token_.text;
    }
  }

  void begin_group() {
    EnvelopeAddress begin;
    begin.mailbox = words_;
    list_.push_back(std::move(begin));
    in_group_ = true;
  }

  AddressLexer lexer_;
  AddressToken token_;  // the one to be looked at next
  AddressList list_;
  bool in_group_ = false;
  bool had_brackets_ = false;                 // "<>" is an address, if an odd one
  std::string words_, before_local_, local_;  // of take_words()
  std::optional<std::string> comment_;
};

}  // namespace

AddressList parse_address_list(std::string_view field_value) {
  return AddressListParser(field_value).run();
}

}  // namespace mailtown::mime
