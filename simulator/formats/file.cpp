#include "simulator/formats/file.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include <fmt/format.h>

namespace mailtown::formats {
namespace {

namespace fs = std::filesystem;

FailureKind kind_of(int error) {
  switch (error) {
    case EEXIST:
      return FailureKind::exists;
    case ENOENT:
    case ENOTDIR:
      return FailureKind::not_found;
    case EACCES:
    case EPERM:
    case EROFS:
      return FailureKind::not_permitted;
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return FailureKind::full;
    case EISDIR:
      return FailureKind::invalid;
    default:
      return FailureKind::io;
  }
}

Failure failure_of(int error) {
  return {kind_of(error), std::strerror(error)};
}

// `mode` as fopen() takes it. What was begun and not finished is taken away again, if it is new.
Result<> write_plainly(const std::string& path, std::string_view content, const char* mode) {
  std::FILE* file = std::fopen(path.c_str(), mode);
  if (file == nullptr) return failure_of(errno);
  const bool written = std::fwrite(content.data(), 1, content.size(), file) == content.size();
  int error = written ? 0 : errno;
  if (std::fclose(file) != 0 && error == 0) error = errno;
  if (error == 0) return {};
  const bool is_new = std::string_view(mode).ends_with('x');
  if (is_new) std::remove(path.c_str());
  return failure_of(error);
}

}  // namespace

Result<> write_file(const std::string& path, std::string_view content, bool overwrite) {
  std::error_code error;
  if (fs::is_directory(path, error)) return failure_of(EISDIR);
  if (!overwrite) return write_plainly(path, content, "wbx");
  if (fs::exists(path, error) && !fs::is_regular_file(path, error)) {
    return write_plainly(path, content, "wb");
  }
  // Where a link points to, so that it stays one.
  fs::path place = fs::weakly_canonical(path, error);
  if (error) place = path;
  const std::string beside = free_name(place.string() + ".new");
  if (const auto written = write_plainly(beside, content, "wbx"); !written) {
    // A file may be written where its folder may not.
    const bool is_closed = written.error().kind == FailureKind::not_permitted;
    return is_closed ? write_plainly(path, content, "wb") : written;
  }
  fs::rename(beside, place, error);
  if (!error) return {};
  std::remove(beside.c_str());
  return failure_of(error.value());
}

std::string free_name(const std::string& path) {
  const fs::path given(path);
  fs::path name = given;
  std::error_code error;
  for (int number = 2; fs::exists(name, error); ++number) {
    name = given.parent_path() /
           fmt::format("{}-{}{}", given.stem().string(), number, given.extension().string());
  }
  return name.string();
}

std::string why_not_written(const reader::Catalogue& words, const std::string& path,
                            const Failure& failure) {
  const std::string folder = fs::path(path).parent_path().string();
  switch (failure.kind) {
    case FailureKind::not_found:
      return words.text("error", "file.no-folder", {{"file", path}, {"folder", folder}});
    case FailureKind::not_permitted:
      return words.text("error", "file.no-rights", {{"file", path}});
    case FailureKind::full:
      return words.text("error", "file.disk-full", {{"file", path}});
    case FailureKind::invalid:
      return words.text("error", "file.is-folder", {{"file", path}});
    default:
      return words.text("error", "file.not-written", {{"file", path}, {"what", failure.detail}});
  }
}

}  // namespace mailtown::formats
