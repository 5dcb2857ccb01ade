// Any bytes as the arguments of each IMAP command: parsed or refused with a printable text, in
// bounded depth; mailbox names and sets that were understood come back as they went.
#include <algorithm>
#include <cstdlib>

#include "imap/command_codec.h"
#include "imap/imap_server_table.h"
#include "imap/mailbox_name_codec.h"
#include "imap/sequence_set_codec.h"
#include "imap/string_codec.h"

namespace {

using namespace mailtown;
using namespace mailtown::imap;

void demand(bool condition) {
  if (!condition) std::abort();
}

void check_reply(const Reply& reply) {
  const std::string line = reply.to_string("a");
  demand(reply.status == Status::bad || reply.status == Status::no);
  demand(!reply.text.empty());
  for (const char c : line) demand(c >= 0x20 && c != 0x7f);
}

void check_name(std::string_view text) {
  const auto name = decode_utf7(text);
  if (name) demand(encode_utf7(*name) == text);
  const std::string printed = print_string(text);
  TokenReader reader(printed);
  const std::string read = reader.astring("");
  const bool holds_nul = text.find('\0') != text.npos;
  if (!holds_nul) demand(!reader.failed() && read == text);
}

void check_set(std::string_view text) {
  TokenReader in(text);
  const SequenceSet set = read_sequence_set(in);
  if (in.failed()) return;
  std::uint32_t last = 0;
  for (const auto& range : set.resolved(1000)) {
    demand(range.first > last || last == 0);
    demand(range.first >= 1 && range.first <= range.last);
    demand(contains(set.resolved(1000), range.last));
    last = range.last;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  for (const auto& row : server::table()) {
    if (!row.parse) continue;
    const auto event = row.parse(bytes);
    if (!event) check_reply(event.error());
  }
  const SplitCommand split = split_command(bytes);
  const auto* row = server::find_row(split.verb);
  if (row && row->parse) {
    const auto event = row->parse(split.arguments);
    if (!event) check_reply(event.error());
  }
  check_name(bytes);
  check_set(bytes);
  const std::string_view half = bytes.substr(0, std::min<std::size_t>(size / 2, 200));
  demand(matches_pattern(half, "*"));
  matches_pattern(half, bytes.substr(half.size(), 200));
  return 0;
}
