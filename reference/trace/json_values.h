// Values of events out of parsed JSON. What has another type than expected is left empty.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <boost/json/value.hpp>

#include "trace/payloads.h"

namespace mailtown::trace {

std::string_view view_of(const boost::json::value& value);
std::uint64_t number_of(const boost::json::value& value);

void read(const boost::json::value& value, std::string& into);
void read(const boost::json::value& value, std::uint64_t& into);
void read(const boost::json::value& value, Endpoint& into);
void read(const boost::json::value& value, std::vector<std::string>& into);
void read(const boost::json::value& value, std::vector<Fact>& into);
void read(const boost::json::value& value, std::vector<Alternative>& into);

template <class T>
void read(const boost::json::value& value, Shared<T>& into) {
  T own;
  read(value, own);
  into = std::move(own);
}

}  // namespace mailtown::trace
