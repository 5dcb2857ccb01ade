// Any bytes as a message: however they are cut, the tree of parts is the same; each part lies
// within the one around it and behind the one before; the limits hold; and a search comes to its
// end.
#include <algorithm>
#include <cstdlib>

#include "mime/searcher.h"
#include "mime/structure_parser.h"
#include "mime/utf8.h"

namespace {

using namespace mailtown::mime;

constexpr Limits limits = {6, 20, 20'000};

Part parse(std::string_view bytes, std::size_t piece) {
  StructureParser parser(limits);
  for (std::size_t at = 0; at < bytes.size(); at += piece) parser.feed(bytes.substr(at, piece));
  Part part = parser.finish();
  if (parser.steps() > bytes.size() * 210 * limits.depth) std::abort();
  return part;
}

void require(bool holds) {
  if (!holds) std::abort();
}

// Returns how many parts there are.
std::size_t check(const Part& part, std::size_t depth) {
  require(depth <= limits.depth + 1);  // one more: a multipart without parts is given an empty one
  require(part.header.begin <= part.header.end && part.header.end <= part.body.begin);
  require(part.body.begin <= part.body.end);
  require(part.body.bare_line_ends <= part.body.lines && part.body.lines <= part.body.size());
  require(part.is_multipart() == (part.type == "multipart"));
  require(!part.is_multipart() || !part.children.empty());
  require(part.children.size() <= 1 || part.is_multipart());
  std::size_t count = 1;
  std::uint64_t before = part.body.begin;
  for (const Part& child : part.children) {
    require(child.header.begin >= before && child.body.end <= part.body.end);
    before = child.body.end;
    count += check(child, depth + 1);
  }
  for (const Parameter& each : part.parameters) {
    const auto text = parameter_text(part.parameters, each.name.substr(0, each.name.find('*')));
    require(!text || is_utf8(*text));
  }
  return count;
}

void search(const Part& part, std::string_view bytes) {
  Searcher searcher(part, {{SearchKey::Where::everywhere, "", "zz"},
                           {SearchKey::Where::body, "", "a"},
                           {SearchKey::Where::header, "subject", ""}});
  for (std::size_t at = 0; at < bytes.size(); at += 5) searcher.feed(bytes.substr(at, 5));
  searcher.finish();
  require(searcher.is_done());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const Part whole = parse(bytes, std::max<std::size_t>(size, 1));
  for (const std::size_t piece : {1, 2, 7}) require(parse(bytes, piece) == whole);
  require(whole.body.end == size && whole.envelope);
  require(check(whole, 1) <= 2 * limits.parts);
  search(whole, bytes);
  return 0;
}
