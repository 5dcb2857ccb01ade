// DNS answers in few words.
#pragma once

#include <string>

#include "simulator/reader/catalogue.h"
#include "trace/payloads.h"

namespace mailtown::report {

// "MX 10 mx1.example.com; MX 20 mx2.example.com" out of an answer's records; for a referral the
// nameservers to ask; for "no" the kind of no.
std::string answer_in_words(const trace::DnsAnswerSent& answer, const reader::Catalogue& catalogue);

}  // namespace mailtown::report
