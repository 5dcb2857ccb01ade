#include "visualizer/mend/mend.h"

#include <charconv>

#include "simulator/formats/file.h"
#include "visualizer/view.h"

namespace mailtown::view {
namespace {

// "first-letter.toml:12: unknown key"
Complaint complaint_of(std::string_view text) {
  for (auto colon = text.find(':'); colon != text.npos; colon = text.find(':', colon + 1)) {
    std::size_t line = 0;
    const char* const begin = text.data() + colon + 1;
    const char* const end = text.data() + text.size();
    const auto [stop, failure] = std::from_chars(begin, end, line);
    if (failure != std::errc() || stop == end || *stop != ':') continue;
    std::string_view what = text.substr(static_cast<std::size_t>(stop - text.data()) + 1);
    while (!what.empty() && what.front() == ' ') what.remove_prefix(1);
    return {line, std::string(what)};
  }
  return {0, std::string(text)};
}

// Several mistakes of one line stand below each other.
void add(std::vector<Complaint>& all, Complaint complaint) {
  for (Complaint& known : all) {
    if (known.line != complaint.line || complaint.line == 0) continue;
    known.what += "\n" + complaint.what;
    return;
  }
  all.push_back(std::move(complaint));
}

}  // namespace

std::vector<Complaint> complaints_of(const std::string& detail) {
  std::vector<Complaint> all;
  std::string_view rest = detail;
  while (!rest.empty()) {
    const auto end = rest.find('\n');
    if (end != 0) add(all, complaint_of(rest.substr(0, end)));
    if (end == rest.npos) break;
    rest.remove_prefix(end + 1);
  }
  return all;
}

Mend::Mend(std::string file, std::string_view text)
    : path(std::move(file)), editor(text), saved(editor.text()) {}

void Mend::show_complaints(const std::string& failure) {
  detail = failure;
  complaints = complaints_of(failure);
  is_open = true;
  for (const Complaint& complaint : complaints) {
    if (complaint.line == 0) continue;
    editor.put_cursor({complaint.line - 1, 0});
    return;
  }
}

const Complaint* Mend::complaint_at(std::size_t line) const {
  for (const Complaint& complaint : complaints) {
    if (complaint.line == line + 1) return &complaint;
  }
  return nullptr;
}

void open_mend(View& view) {
  if (!view.mend()) return;
  view.set_playing(false);
  view.mend()->is_open = true;
}

void close_mend(View& view) {
  if (view.mend() && view.mend()->ran) view.mend()->is_open = false;
}

void try_again(View& view) {
  Mend& mend = *view.mend();
  Workshop& workshop = *view.touch().workshop();
  mend.note = Mend::Note::none;
  const auto before = workshop.present();  // may go only when another one is shown
  const auto begun = workshop.begin_anew(mend.editor.text());
  if (!begun) return mend.show_complaints(begun.error().detail);
  if (view.predict()) toggle_predict(view);
  view.show(workshop.run(), mend.ran ? view.step() : 1);
  mend.complaints.clear();
  mend.ran = true;
  mend.is_open = false;
  view.set_notice(mend.is_changed() ? Words{"mend.unsaved", {}} : Words{});
}

void save_mended(View& view) {
  Mend& mend = *view.mend();
  const std::string text = mend.editor.text();
  const auto written = formats::write_file(mend.path, text, true);
  mend.note = written ? Mend::Note::saved : Mend::Note::not_saved;
  if (!written) {
    mend.failure = written.error();
    return;
  }
  mend.saved = text;
  if (view.notice().key == "mend.unsaved") view.set_notice({});
}

void next_complaint(View& view) {
  Mend& mend = *view.mend();
  const std::size_t here = mend.editor.cursor().line + 1;
  const Complaint* next = nullptr;
  for (const Complaint& complaint : mend.complaints) {
    if (complaint.line == 0) continue;
    const bool further = complaint.line > here;
    if (next == nullptr || (further && (next->line <= here || complaint.line < next->line))) {
      next = &complaint;
    }
  }
  if (next != nullptr) mend.editor.put_cursor({next->line - 1, 0});
}

}  // namespace mailtown::view
