#include "simulator/mailtown/ca_files.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "platform/endpoint.h"

namespace mailtown::ca {
namespace {

constexpr const char* key_command =
    "openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out {}";

Failure system_failure(const std::string& path) {
  return {errno == EACCES ? FailureKind::not_permitted : FailureKind::io,
          fmt::format("{}: {}", path, std::strerror(errno))};
}

bool write_all(int file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t count = ::write(file, text.data(), text.size());
    if (count < 0) return false;
    text.remove_prefix(static_cast<std::size_t>(count));
  }
  return ::fsync(file) == 0;
}

// As one word of a shell's command, whatever is in it.
std::string quoted(const std::string& word) {
  std::string quoted = "'";
  for (const char c : word) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

// In openssl's notation of a subject, '/' parts its fields and '\' protects.
std::string subject(const std::string& name) {
  std::string escaped;
  for (const char c : name) {
    if (c == '/' || c == '\\' || c == '+') escaped += '\\';
    escaped += c;
  }
  return "/CN=" + escaped;
}

std::string alternative_names(const std::vector<std::string>& names) {
  std::string list = "subjectAltName=";
  for (const std::string& name : names) {
    if (&name != &names.front()) list += ",";
    list += (IpAddress::parse(name) ? "IP:" : "DNS:") + name;
  }
  return list;
}

Paths paths_of(const std::string& folder, const std::string& name) {
  const std::filesystem::path base(folder);
  return {(base / (name + ".pem")).string(), (base / (name + ".key.pem")).string()};
}

}  // namespace

Paths authority_paths(const std::string& folder) {
  return paths_of(folder, "ca");
}

Paths server_paths(const std::string& folder, const std::string& name) {
  return paths_of(folder, name.starts_with("*.") ? "any" + name.substr(1) : name);
}

Result<> write_file(const std::string& path, const std::string& text, bool is_private) {
  std::error_code failed;
  const auto folder = std::filesystem::path(path).parent_path();
  if (!folder.empty()) std::filesystem::create_directories(folder, failed);
  const std::string fresh = path + ".new";
  ::unlink(fresh.c_str());
  // Never readable for others, not even for a moment.
  const int file = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) return system_failure(path);
  bool good = write_all(file, text) && (is_private || ::fchmod(file, 0644) == 0);
  good = ::close(file) == 0 && good;
  if (good && ::rename(fresh.c_str(), path.c_str()) == 0) return {};
  const Failure failure = system_failure(path);
  ::unlink(fresh.c_str());
  return failure;
}

Result<std::string> read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  if (file) text << file.rdbuf();
  if (!file || !text) return Failure{FailureKind::not_found, path};
  return text.str();
}

std::vector<std::string> authority_commands(const Paths& paths, const std::string& name,
                                            unsigned days) {
  return {fmt::format(key_command, quoted(paths.key)),
          fmt::format("openssl req -new -x509 -key {} -subj {} -addext {} -days {} -out {}",
                      quoted(paths.key), quoted(subject(name)),
                      quoted("keyUsage=critical,keyCertSign,cRLSign"), days,
                      quoted(paths.certificate))};
}

std::vector<std::string> server_commands(const Paths& paths, const Paths& authority,
                                         const std::vector<std::string>& names, unsigned days) {
  const std::string request = paths.certificate + ".request";
  return {fmt::format(key_command, quoted(paths.key)),
          fmt::format("openssl req -new -key {} -subj {} -addext {} -addext {} -out {}",
                      quoted(paths.key), quoted(subject(names.front())),
                      quoted(alternative_names(names)), quoted("extendedKeyUsage=serverAuth"),
                      quoted(request)),
          fmt::format(
              "openssl x509 -req -in {} -CA {} -CAkey {} -copy_extensions copy -days {} -out {}",
              quoted(request), quoted(authority.certificate), quoted(authority.key), days,
              quoted(paths.certificate))};
}

}  // namespace mailtown::ca
