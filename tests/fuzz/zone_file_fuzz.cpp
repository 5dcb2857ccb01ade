// Any bytes as a master file: a zone or errors; the records' text parses to the same records.
#include <cstdlib>

#include "dns/zone_file.h"

namespace {

std::string to_text(const mailtown::dns::Zone& zone) {
  std::string text;
  for (const auto& [name, node] : zone.nodes()) {
    for (const auto& [type, set] : node) {
      for (const auto& record : set) text += mailtown::dns::to_string(record) + '\n';
    }
  }
  return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto loaded = mailtown::dns::load_zone(bytes, "zone");
  if (loaded.zone.has_value() == !loaded.errors.empty()) std::abort();
  if (!loaded.zone) return 0;
  const std::string text = to_text(*loaded.zone);
  const auto again = mailtown::dns::load_zone(text, "again");
  if (!again.zone || to_text(*again.zone) != text) std::abort();
  return 0;
}
