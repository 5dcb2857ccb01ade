#include <filesystem>
#include <fstream>

#include <sys/stat.h>

#include "tests/unit/platform_asio/real_program.h"

namespace mailtown {
namespace {

using LocalSocket = RealProgram;

TEST_F(LocalSocket, CarriesBytesBothWays) {
  run([this](Platform& platform) -> Task<> {
    EXPECT_TRUE(platform.network.has_local_streams());
    auto listener = platform.network.listen_local("queue.sock").value();
    auto client = co_await platform.network.connect_local("queue.sock", soon());
    auto server = co_await listener->accept(soon());
    char byte = 0;
    co_await (*client)->write(std::string_view("?"), soon());
    co_await (*server)->read(std::span(&byte, 1), soon());
    EXPECT_EQ(byte, '?');
    co_await (*server)->write(std::string_view("!"), soon());
    (*server)->close();
    co_await (*client)->read(std::span(&byte, 1), soon());
    EXPECT_EQ(byte, '!');
    const auto end = co_await (*client)->read(std::span(&byte, 1), soon());
    EXPECT_EQ(end, 0u);
  });
}

TEST_F(LocalSocket, IsForItsOwnerAlone) {
  const auto listener = platform.network.listen_local("queue.sock").value();
  struct stat info {};
  ASSERT_EQ(::stat((folder.path() + "/queue.sock").c_str(), &info), 0);
  EXPECT_TRUE(S_ISSOCK(info.st_mode));
  EXPECT_EQ(info.st_mode & 0777, 0600u);
}

TEST_F(LocalSocket, HasOneListenerAndReplacesADeadOnesName) {
  auto first = platform.network.listen_local("queue.sock").value();
  const auto second = platform.network.listen_local("queue.sock");
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().kind, FailureKind::in_use);
  // As a program that was killed leaves it: the name, and nobody behind it.
  const auto path = folder.path() + "/queue.sock", kept = folder.path() + "/kept.sock";
  std::filesystem::create_hard_link(path, kept);
  first.reset();
  std::filesystem::rename(kept, path);
  EXPECT_TRUE(platform.network.listen_local("queue.sock"));
}

TEST_F(LocalSocket, LeavesAFileThatIsNoSocketAlone) {
  std::ofstream(folder.path() + "/queue.sock") << "precious";
  EXPECT_FALSE(platform.network.listen_local("queue.sock"));
  EXPECT_EQ(std::filesystem::file_size(folder.path() + "/queue.sock"), 8u);
}

TEST_F(LocalSocket, MayHaveALongName) {
  const std::string deep(200, 'd');
  platform.disk.make_folder(deep).value();
  const auto listener = platform.network.listen_local(deep + "/queue.sock");
  ASSERT_TRUE(listener) << listener.error().message();
}

TEST_F(LocalSocket, TellsThatNobodyListens) {
  run([this](Platform& platform) -> Task<> {
    const auto nobody = co_await platform.network.connect_local("queue.sock", soon());
    EXPECT_FALSE(nobody);
    const auto no_folder = co_await platform.network.connect_local("none/queue.sock", soon());
    EXPECT_FALSE(no_folder);
  });
}

}  // namespace
}  // namespace mailtown
