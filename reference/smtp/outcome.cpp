#include "smtp/outcome.h"

namespace mailtown::smtp {

const char* to_string(Stage stage) {
  switch (stage) {
    case Stage::connect:
      return "connect";
    case Stage::greeting:
      return "greeting";
    case Stage::hello:
      return "EHLO";
    case Stage::tls:
      return "STARTTLS";
    case Stage::auth:
      return "AUTH";
    case Stage::mail:
      return "MAIL";
    case Stage::recipient:
      return "RCPT";
    case Stage::data:
      return "DATA";
    case Stage::end_of_data:
      return "end of data";
  }
  return "";
}

bool Outcome::delivered() const {
  const auto* reply = std::get_if<Reply>(&last_word);
  return reply && stage == Stage::end_of_data && reply->is_positive();
}

bool Outcome::refused_for_good() const {
  const auto* reply = std::get_if<Reply>(&last_word);
  return reply && stage >= Stage::mail && reply->is_permanent();
}

std::string Outcome::to_string() const {
  if (const auto* reply = std::get_if<Reply>(&last_word)) return reply->to_string();
  return std::get<Failure>(last_word).message();
}

}  // namespace mailtown::smtp
