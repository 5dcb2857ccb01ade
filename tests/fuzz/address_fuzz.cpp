// Any text as an address: it parses or it does not; what parses is printed and parsed again to the
// same, and holds nothing that could break a line of SMTP.
#include <cstdlib>

#include "address/address.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace mailtown;
  const auto address = parse_address({reinterpret_cast<const char*>(data), size});
  if (!address) return 0;
  if (parse_address(address->to_string()) != address) std::abort();
  for (const char byte : address->to_string()) {
    if (byte < ' ' || byte > '~') std::abort();
  }
  return 0;
}
