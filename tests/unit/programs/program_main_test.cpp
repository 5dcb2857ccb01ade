// What main() does around a program; tests/peers has the real programs.
#include "programs/program_main.h"

#include <csignal>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "tests/unit/platform_asio/temporary_folder.h"
#include "trace/json_codec.h"

namespace mailtown::programs {
namespace {

Task<Result<>> stop_at_sigterm(Platform& platform, config::Config config) {
  EXPECT_EQ(config.hostname, "mx.example.org");
  const auto listener = platform.network.listen(*Endpoint::parse("127.0.0.1:0"));
  EXPECT_TRUE(listener);
  ::raise(SIGTERM);
  co_await platform.tasks.stop_requested();
  co_return Result<>();
}

Task<Result<>> make_a_folder(Platform& platform, config::Config) {
  co_return platform.disk.make_folder("queue");
}

template <FailureKind kind>
Task<Result<>> fail(Platform&, config::Config) {
  co_return Failure{kind, "planted"};
}

class ProgramMain : public testing::Test {
 protected:
  struct Ended {
    int code;
    std::string out, err;
  };

  Ended run(std::vector<std::string> arguments,
            Task<Result<>> (*program)(Platform&, config::Config) = stop_at_sigterm) {
    arguments.insert(arguments.begin(), "mta");
    std::vector<char*> argv;
    for (auto& argument : arguments) argv.push_back(argument.data());
    testing::internal::CaptureStdout();
    testing::internal::CaptureStderr();
    const int code = program_main(static_cast<int>(argv.size()), argv.data(),
                                  {.role = "mta", .what = "Tests.", .run = program, .tables = {}});
    return {code, testing::internal::GetCapturedStdout(), testing::internal::GetCapturedStderr()};
  }

  std::string write(const std::string& name, const std::string& text) {
    std::ofstream(folder / name) << text;
    return folder / name;
  }

  TemporaryFolder folder;
  const std::string config = write("mx.toml", "hostname = \"mx.example.org\"\n");
};

TEST_F(ProgramMain, EndsCleanlyAtSigterm) {
  const auto ended = run({"--config", config});
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_NE(ended.err.find("Z mta started with " + config + '\n'), ended.err.npos) << ended.err;
  EXPECT_NE(ended.err.find("Z mta listens on 127.0.0.1:"), ended.err.npos) << ended.err;
  EXPECT_NE(ended.err.find("Z mta stopped cleanly\n"), ended.err.npos) << ended.err;
}

TEST_F(ProgramMain, HelpAndVersionAreFine) {
  const auto help = run({"--help"});
  EXPECT_EQ(help.code, 0);
  for (const std::string option : {"--config", "--trace", "--trace-credentials", "--version"}) {
    EXPECT_NE(help.out.find(option), help.out.npos) << option << " in\n" << help.out;
  }
  const auto version = run({"--version"});
  EXPECT_EQ(version.code, 0);
  EXPECT_EQ(version.out.rfind("mta (Mailtown) ", 0), 0u) << version.out;
}

TEST_F(ProgramMain, WrongOptionsAreWrongInput) {
  EXPECT_EQ(run({}).code, 2);
  EXPECT_EQ(run({"--config", config, "--unknown"}).code, 2);
  EXPECT_EQ(run({"--config", config, "--trace-credentials"}).code, 2);
}

TEST_F(ProgramMain, ConfigurationErrorsNameFileAndLine) {
  const auto wrong = write("wrong.toml", "hostname = \"mx.example.org\"\nrelay_network = []\n");
  const auto ended = run({"--config", wrong});
  EXPECT_EQ(ended.code, 2);
  EXPECT_EQ(ended.err.rfind(wrong + ":2: ", 0), 0u) << ended.err;
  EXPECT_NE(ended.err.find("did you mean 'relay_networks'?"), ended.err.npos) << ended.err;
}

TEST_F(ProgramMain, AMissingConfigurationIsNamed) {
  const auto ended = run({"--config", folder / "missing.toml"});
  EXPECT_EQ(ended.code, 2);
  EXPECT_NE(ended.err.find("missing.toml: No such file or directory"), ended.err.npos) << ended.err;
  EXPECT_EQ(run({"--config", folder.path()}).code, 2) << "a folder is no configuration";
}

TEST_F(ProgramMain, FailuresSayWhoseFaultItIsAndHowToMendIt) {
  const auto in_use = run({"--config", config}, fail<FailureKind::in_use>);
  EXPECT_EQ(in_use.code, 3);
  EXPECT_NE(in_use.err.find("mta: address in use: planted\n"), in_use.err.npos) << in_use.err;
  EXPECT_NE(in_use.err.find("choose another port under [listen] in " + config), in_use.err.npos)
      << in_use.err;
  EXPECT_EQ(run({"--config", config}, fail<FailureKind::not_permitted>).code, 3);
  EXPECT_EQ(run({"--config", config}, fail<FailureKind::invalid>).code, 2);
}

TEST_F(ProgramMain, PathsStartFromTheConfigurationOrTheRoot) {
  EXPECT_EQ(run({"--config", config}, make_a_folder).code, 0);
  EXPECT_TRUE(std::filesystem::is_directory(folder / "queue"));
  const TemporaryFolder other;
  EXPECT_EQ(run({"--config", config, "--root", other.path()}, make_a_folder).code, 0);
  EXPECT_TRUE(std::filesystem::is_directory(other / "queue"));
  EXPECT_EQ(run({"--config", config, "--root", folder / "missing"}).code, 2);
}

TEST_F(ProgramMain, WritesATraceButOverwritesNone) {
  const std::string path = folder / "trace.jsonl";
  EXPECT_EQ(run({"--config", config, "--trace", path}).code, 0);
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  const auto read = trace::read_trace(text.str());
  EXPECT_EQ(read.damage, "");
  EXPECT_EQ(read.trace.header.scenario, "mx.toml");
  ASSERT_EQ(read.trace.header.programs.size(), 1u);
  EXPECT_EQ(read.trace.header.programs[0].machine, "mx.example.org");
  EXPECT_EQ(read.trace.events.size(), 2u);

  const auto refused = run({"--config", config, "--trace", path});
  EXPECT_EQ(refused.code, 2);
  EXPECT_NE(refused.err.find("--force"), refused.err.npos) << refused.err;
  EXPECT_EQ(run({"--config", config, "--trace", path, "--force"}).code, 0);
}

}  // namespace
}  // namespace mailtown::programs
