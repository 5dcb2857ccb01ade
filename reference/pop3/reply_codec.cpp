#include "pop3/reply_codec.h"

namespace mailtown::pop3 {

std::string Reply::to_string() const {
  std::string line = ok ? "+OK" : "-ERR";
  if (!code.empty()) line += " [" + code + "]";
  if (!text.empty()) line += " " + text;
  return line;
}

std::vector<std::string> print_reply(const Reply& reply) {
  std::vector<std::string> lines = {reply.to_string()};
  if (!reply.has_listing) return lines;
  lines.insert(lines.end(), reply.listing.begin(), reply.listing.end());
  lines.push_back(".");
  return lines;
}

std::optional<Reply> parse_reply(std::string_view line) {
  Reply reply;
  reply.ok = line.starts_with("+OK");
  if (!reply.ok && !line.starts_with("-ERR")) return std::nullopt;
  line.remove_prefix(reply.ok ? 3 : 4);
  if (line.empty()) return reply;
  if (line.front() != ' ') return std::nullopt;
  line.remove_prefix(1);
  const auto bracket = line.find(']');
  if (line.starts_with("[") && bracket != line.npos) {  // RFC 2449 §8
    reply.code = line.substr(1, bracket - 1);
    line.remove_prefix(bracket + 1);
    if (line.starts_with(" ")) line.remove_prefix(1);
  }
  reply.text = line;
  return reply;
}

}  // namespace mailtown::pop3
