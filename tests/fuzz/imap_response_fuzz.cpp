// Any lines as a server's responses, at any moment: the client's session takes them in, and what it
// knows of the mailbox stays a list of bounded length.
#include <cstdlib>

#include "imap/client_response_codec.h"
#include "imap/imap_client_session.h"

namespace {

using namespace mailtown::imap;

// The commands come in turn; which of them, the input's first bytes say.
client::Command command(std::uint8_t which) {
  switch (which % 6) {
    case 0:
      return Login{"i", "p"};
    case 1:
      return Select{"INBOX"};
    case 2:
      return client::FetchFrom{1, true};
    case 3:
      return Idle{};
    case 4:
      return Noop{};
    default:
      return Logout{};
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  client::Session session;
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  std::size_t lines = 0;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.starts_with('!')) {
      const auto said = session.begin(command(line.size() > 1 ? line[1] : 0));
      if (said && said->find('\n') != std::string::npos) std::abort();
      continue;
    }
    if (const auto response = client::parse_response(line)) session.take(*response);
    // A number of messages is believed as it is, but no list grows by them without end.
    if (session.selected() && session.selected()->messages.size() > 1'000'000) std::abort();
    if (++lines > 200) break;
  }
  return 0;
}
