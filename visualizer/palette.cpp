#include "visualizer/palette.h"

#include <sstream>

#include "mime/case_folding.h"

namespace mailtown::view {
namespace {

bool contains_all(const std::string& text, const std::string& typed) {
  std::istringstream words(typed);
  for (std::string word; words >> word;) {
    if (text.find(word) == std::string::npos) return false;
  }
  return true;
}

// Of each action, in both languages.
std::vector<std::string> searched_words(const ShownRun& run) {
  std::vector<std::string> all;
  for (const Action& action : actions()) {
    std::string words;
    for (const Language language : {Language::english, Language::russian}) {
      words += mime::fold_case(run.catalogue(language).ui(action.what)) + "\n";
    }
    all.push_back(std::move(words));
  }
  return all;
}

void add_places(const View& view, std::vector<PaletteEntry>& entries) {
  const std::string& typed = view.palette().typed;
  const auto& words = view.words();
  if (const auto place = parse_destination(typed)) {
    entries.push_back({words.ui("view.do.go-to", {{"place", typed}}), "", [place](View& to) {
                         to.go_to(*place);
                         return WindowAction::none;
                       }});
  }
  const auto stop = Breakpoint::parse(typed);
  if (stop && stop->is_possible(view.run().reading())) {
    entries.push_back(
        {words.ui("view.do.break-at", {{"breakpoint", stop->to_string()}}), "", [stop](View& to) {
           to.toggle(*stop);
           return WindowAction::none;
         }});
  }
}

// Machines whose name or roles contain all words typed, as many as a list can hold.
void add_machines(const View& view, const std::string& folded, std::size_t most,
                  std::vector<PaletteEntry>& entries) {
  for (const auto& machine : view.run().reading().header().machines) {
    if (entries.size() >= most) return;
    std::string roles;
    for (const std::string& role : machine.roles) {
      roles += (roles.empty() ? "" : " · ") + view.words().ui("view.role." + role);
    }
    if (!contains_all(mime::fold_case(machine.name + " " + roles), folded)) continue;
    entries.push_back({machine.name + "   " + roles, "", [name = machine.name](View& to) {
                         to.show_on_map(name);
                         return WindowAction::none;
                       }});
  }
}

// Each kind of file that there is to take away.
void add_kinds(const View& view, const std::string& folded, std::vector<PaletteEntry>& entries) {
  for (const Take::Kind& kind : Take::kinds_of(view)) {
    const std::string key = "take.kind." + std::string(kind.name);
    std::string searched;
    for (const Language language : {Language::english, Language::russian}) {
      const auto& words = view.run().catalogue(language);
      searched += words.ui("take.do", {{"what", words.ui(key)}}) + " " + std::string(kind.ending);
    }
    if (!contains_all(mime::fold_case(searched), folded)) continue;
    entries.push_back({view.words().ui("take.do", {{"what", view.words().ui(key)}}), "",
                       [name = kind.name](View& of) {
                         of.take().open(of, name);
                         return WindowAction::none;
                       }});
  }
}

}  // namespace

const std::vector<PaletteEntry>& palette_entries(View& view) {
  PaletteMemo& memo = view.palette_memo();
  const std::string& typed = view.palette().typed;
  const bool machines = view.palette().machines;
  if (memo.language == view.language() && memo.typed == typed && memo.machines == machines) {
    return memo.entries;
  }
  if (memo.searched.empty()) memo.searched = searched_words(view.run());
  memo.typed = typed;
  memo.machines = machines;
  memo.language = view.language();
  memo.entries.clear();
  const std::string folded = mime::fold_case(typed);
  if (machines) {
    add_machines(view, folded, 200, memo.entries);
    return memo.entries;
  }
  add_places(view, memo.entries);
  for (std::size_t i = 0; i < actions().size(); ++i) {
    const Action& action = actions()[i];
    if (!contains_all(memo.searched[i], folded)) continue;
    memo.entries.push_back({view.words().ui(action.what), std::string(action.key), action.act});
  }
  if (!typed.empty()) add_kinds(view, folded, memo.entries);
  if (typed.size() > 2) add_machines(view, folded, memo.entries.size() + 5, memo.entries);
  return memo.entries;
}

}  // namespace mailtown::view
