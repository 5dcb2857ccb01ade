#include "sasl/exchange.h"

#include <gtest/gtest.h>

#include "sasl/base64.h"

namespace mailtown::sasl {
namespace {

const Exchange plain{Mechanism::plain, std::nullopt};
const Exchange login{Mechanism::login, std::nullopt};

TEST(Plain, TakesWhatItsClientSends) {
  const auto move = take_response(plain, plain_response({"ivanov@example.org", "secret word"}));
  ASSERT_TRUE(std::holds_alternative<Credentials>(move));
  EXPECT_EQ(std::get<Credentials>(move).login, "ivanov@example.org");
  EXPECT_EQ(std::get<Credentials>(move).password, "secret word");
}

TEST(Plain, RefusesOtherIdentitiesAndWrongShapes) {
  using namespace std::string_literals;
  for (const std::string& message : {"petrov\0ivanov\0secret"s, "ivanov"s, "\0ivanov"s, "\0\0x"s,
                                     "\0ivanov\0secret\0more"s, ""s}) {
    const auto move = take_response(plain, to_base64(message));
    const Fault fault = message[0] == 'p' ? Fault::other_identity : Fault::malformed;
    ASSERT_TRUE(std::holds_alternative<Fault>(move)) << testing::PrintToString(message);
    EXPECT_EQ(std::get<Fault>(move), fault) << testing::PrintToString(message);
  }
  const auto same = take_response(plain, to_base64("ivanov\0ivanov\0secret"s));
  EXPECT_TRUE(std::holds_alternative<Credentials>(same));
}

TEST(Login, AsksTwice) {
  EXPECT_EQ(challenge_of(login), "VXNlcm5hbWU6");
  const auto first = take_response(login, to_base64("ivanov"));
  ASSERT_TRUE(std::holds_alternative<Exchange>(first));
  const auto& second = std::get<Exchange>(first);
  EXPECT_EQ(challenge_of(second), "UGFzc3dvcmQ6");
  const auto last = take_response(second, to_base64("secret"));
  ASSERT_TRUE(std::holds_alternative<Credentials>(last));
  EXPECT_EQ(std::get<Credentials>(last).login, "ivanov");
  EXPECT_EQ(std::get<Credentials>(last).password, "secret");
}

TEST(Exchange, AStarGivesUp) {
  for (const Exchange& exchange : {plain, login}) {
    const auto move = take_response(exchange, "*");
    ASSERT_TRUE(std::holds_alternative<Fault>(move));
    EXPECT_EQ(std::get<Fault>(move), Fault::cancelled);
  }
}

TEST(Exchange, TakesBase64Only) {
  for (const char* response : {"=", "Zg", "a b", "Zg==Zg=="}) {
    const auto move = take_response(plain, response);
    ASSERT_TRUE(std::holds_alternative<Fault>(move)) << response;
    EXPECT_EQ(std::get<Fault>(move), Fault::not_base64) << response;
  }
}

TEST(Exchange, AnEqualSignIsAnEmptyInitialResponse) {
  const auto move = take_initial_response(login, "=");
  ASSERT_TRUE(std::holds_alternative<Exchange>(move));
  EXPECT_EQ(std::get<Exchange>(move).login, "");
}

}  // namespace
}  // namespace mailtown::sasl
