#include "queue/queue_store.h"

#include <fmt/format.h>

#include "queue/envelope_codec.h"

namespace mailtown::queue {

namespace {

constexpr std::string_view message_ending = ".message";
constexpr std::string_view envelope_ending = ".envelope";
constexpr std::uint64_t envelope_bytes_max = 4 << 20;  // ours to write: 100 recipients need 30 KiB

bool ends_with(std::string_view name, std::string_view ending) {
  return name.size() > ending.size() && name.substr(name.size() - ending.size()) == ending;
}

std::string without(std::string_view name, std::string_view ending) {
  return std::string(name.substr(0, name.size() - ending.size()));
}

Result<std::string> read_all(File& file) {
  if (file.size() > envelope_bytes_max) return Failure{FailureKind::invalid, "too large"};
  std::string text(file.size(), '\0');
  std::size_t filled = 0;
  while (filled < text.size()) {
    const auto count = file.read(filled, std::span(text).subspan(filled));
    if (!count) return count.error();
    if (*count == 0) break;
    filled += *count;
  }
  text.resize(filled);
  return text;
}

// Cuts off what a crash left of a last line, so that the next one begins at a line's start.
Result<> drop_torn_line(File& file) {
  auto text = read_all(file);
  if (!text) return text.error();
  const auto end = text->rfind('\n');
  const std::uint64_t whole = end == text->npos ? 0 : end + 1;
  if (whole == file.size()) return {};
  return file.truncate(whole);
}

}  // namespace

Result<Letter> QueueStore::read_letter(const std::string& id) {
  auto file = disk_.open(envelope_path(id), OpenMode::read);
  if (!file) return file.error();
  auto text = read_all(**file);
  if (!text) return text.error();
  if (!disk_.stat(message_path(id))) {
    return Failure{FailureKind::not_found, "its message file is missing"};
  }
  return parse_envelope(id, *text);
}

Task<Result<Recovered>> QueueStore::recover() {
  const auto made = disk_.make_folder(folder_);
  if (!made) co_return made.error();
  const auto names = disk_.list(folder_);
  if (!names) co_return names.error();
  Recovered recovered;
  for (const auto& name : *names) {
    if (!ends_with(name, envelope_ending)) continue;
    const auto id = without(name, envelope_ending);
    auto letter = read_letter(id);
    if (letter) {
      recovered.letters.push_back(std::move(*letter));
    } else {
      (void)disk_.rename(envelope_path(id), folder_ + "/" + id + ".damaged");
      recovered.damage.push_back(fmt::format("{}/{}: {}; set aside as {}.damaged", folder_, name,
                                             letter.error().message(), id));
    }
  }
  for (const auto& name : *names) {
    if (!ends_with(name, message_ending)) continue;
    const auto id = without(name, message_ending);
    const bool has_owner =
        disk_.stat(envelope_path(id)) || disk_.stat(folder_ + "/" + id + ".damaged");
    if (!has_owner) (void)disk_.remove(message_path(id));
  }
  const auto synced = co_await disk_.sync_folder(folder_);
  if (!synced) co_return synced.error();
  co_return recovered;
}

Result<std::unique_ptr<File>> QueueStore::begin(const std::string& id) {
  return disk_.open(message_path(id), OpenMode::create);
}

Task<Result<>> QueueStore::accept(Letter letter, File& message) {
  auto synced = co_await message.sync();
  if (!synced) co_return synced;
  auto envelope = disk_.open(envelope_path(letter.id), OpenMode::create);
  if (!envelope) co_return envelope.error();
  const auto written = (*envelope)->append(print_envelope(letter));
  if (!written) {
    (void)disk_.remove(envelope_path(letter.id));
    co_return written;
  }
  synced = co_await (*envelope)->sync();
  if (!synced) co_return synced;
  co_return co_await disk_.sync_folder(folder_);
}

void QueueStore::abandon(const std::string& id) {
  // What cannot be removed now is swept at the next start.
  (void)disk_.remove(envelope_path(id));
  (void)disk_.remove(message_path(id));
}

Result<std::unique_ptr<File>> QueueStore::open_message(const std::string& id) {
  return disk_.open(message_path(id), OpenMode::read);
}

Task<Result<>> QueueStore::mark_done(std::string id, std::vector<std::size_t> recipients) {
  auto envelope = disk_.open(envelope_path(id), OpenMode::append);
  if (!envelope) co_return envelope.error();
  const auto whole = drop_torn_line(**envelope);
  if (!whole) co_return whole;
  const auto written = (*envelope)->append(print_done(recipients));
  if (!written) co_return written;
  co_return co_await (*envelope)->sync();
}

Task<Result<>> QueueStore::remove(std::string id) {
  const auto gone = disk_.remove(envelope_path(id));
  if (!gone) co_return gone;
  // Only when the envelope is surely gone may the message go.
  const auto synced = co_await disk_.sync_folder(folder_);
  if (!synced) co_return synced;
  co_return disk_.remove(message_path(id));
}

}  // namespace mailtown::queue
