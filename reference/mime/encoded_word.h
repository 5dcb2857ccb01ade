// Encoded words in header fields (RFC 2047): how letters beyond ASCII stand there.
//
// What a person reads goes through decode_words(); what a program passes on stays as it came.
#pragma once

#include <string>
#include <string_view>

namespace mailtown::mime {

// The value of a field of text (Subject, a display name) in UTF-8: "=?utf-8?B?0J/RgNC40LLQtdGC?="
// becomes its word. White space between adjacent encoded words vanishes (RFC 2047 §6.2), and a
// character may be cut in two by them, as some mail programs do. A broken word or one of unknown
// charset stays as it is; other bytes that are no UTF-8 become U+FFFD. At most three times as long
// as the input.
std::string decode_words(std::string_view text);

// The other way: as few encoded words as it takes, none for plain ASCII, each of at most 75
// characters and on a line of its own (RFC 2047 §2). In UTF-8, by base64.
std::string encode_words(std::string_view utf8);

}  // namespace mailtown::mime
