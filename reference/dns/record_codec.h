// Records on the wire (RFC 1035 §4.1.3): one table of types, each with its reader and writer.
#pragma once

#include "dns/record.h"
#include "dns/wire_reader.h"
#include "dns/wire_writer.h"

namespace mailtown::dns {

// The data of a record of `type`, `length` bytes long. Fails the reader unless exactly these bytes
// make such data. Types that we do not know, and classes other than IN, give OpaqueData.
RecordData read_record_data(WireReader& reader, RecordType type, RecordClass record_class,
                            std::size_t length);
Record read_record(WireReader& reader);

void write_record_data(WireWriter& writer, const RecordData& data);
void write_record(WireWriter& writer, const Record& record);

}  // namespace mailtown::dns
