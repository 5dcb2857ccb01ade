// Record data as master files write it (RFC 1035 §5.1): one table of types.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "dns/record.h"
#include "dns/zone_lexer.h"
#include "platform/result.h"

namespace mailtown::dns {

// The data of a record of `type` from its tokens. Relative names are below `origin`; without one
// they are an error. Any type may come as "\# length hex" (RFC 3597 §5), unknown types must.
// Failure `invalid`: the detail says what was expected.
Result<RecordData> parse_record_data(RecordType type, const std::vector<ZoneToken>& tokens,
                                     const std::optional<Name>& origin);

// A name as a token: absolute, "@", or relative to `origin`.
Result<Name> parse_zone_name(const ZoneToken& token, const std::optional<Name>& origin);

// "3600", "1h", "1h30m", "2w": seconds. Nothing if it is none of these or above 2147483647.
std::optional<std::uint32_t> parse_ttl(std::string_view text);

}  // namespace mailtown::dns
