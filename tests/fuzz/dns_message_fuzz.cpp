// Any bytes as a DNS message: they parse or they do not, and what parses survives a round trip.
#include <cstdlib>

#include "dns/message_codec.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace mailtown;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto message = dns::parse_message(bytes);
  if (!message) {
    if (message.error().detail.empty()) std::abort();  // an error says what is wrong
    return 0;
  }
  const auto fitted = dns::fit(*message, dns::message_bytes_max);
  const auto again = dns::parse_message(fitted.bytes);
  if (!again || !(*again == fitted.message)) std::abort();
  dns::to_strings(message->answer);
  return 0;
}
