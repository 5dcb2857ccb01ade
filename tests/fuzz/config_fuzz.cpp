// Any bytes as a configuration: it is taken, or every line of the error names the file.
#include <cstdlib>

#include "config/config.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace mailtown;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto parsed = config::parse_config(bytes, "mx1.toml");
  if (parsed) return 0;
  if (parsed.error().detail.rfind("mx1.toml", 0) != 0) std::abort();
  return 0;
}
