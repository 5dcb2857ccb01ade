// Touching the world: the menu of what can be done here and now, the list of what was done, undo,
// and redo. What keys do with it; nothing in it draws, and the simulator is reached through
// the workshop alone.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "visualizer/touch/workshop.h"

namespace mailtown::view {

class View;

// A line of the menu: something to do, or something done that can be taken back.
struct TouchEntry {
  std::string words;
  std::optional<Offer> offer;
  std::size_t made = 0;  // if no offer: which of the workshop's
};

class Touch {
 public:
  bool is_open() const { return is_open_; }
  // Null where a trace is shown, which nobody can run again.
  Workshop* workshop() const { return workshop_; }
  void set_workshop(Workshop* workshop) { workshop_ = workshop; }

  // --- the menu ---
  void open(View& view);       // for the machine that is selected or that the present step is about
  void open_list(View& view);  // only what was done, to be taken back
  void close();
  void type(View& view, std::string_view text);
  void erase(View& view);
  void choose(View& view, int direction);
  void choose_entry(std::size_t entry) { chosen_ = entry; }
  void next_machine(View& view, int direction);
  void next_peer(View& view, int direction);  // through the links of the machine, then itself
  // Does what is chosen. A long run is announced first: see carry_out().
  void pick();

  const std::vector<TouchEntry>& entries() const { return entries_; }
  const TouchEntry* chosen() const {
    return chosen_ < entries_.size() ? &entries_[chosen_] : nullptr;
  }
  std::size_t chosen_number() const { return chosen_; }
  const std::string& typed() const { return typed_; }
  bool only_made() const { return only_made_; }
  const std::string& machine() const { return machine_; }
  const std::string& peer() const { return peer_; }
  const std::string& trouble() const { return trouble_; }  // why the last one was not done
  const std::string& notice() const { return notice_; }    // what was done last
  void tell(std::string notice) { notice_ = std::move(notice); }
  void refresh(View& view);  // the language or the step has changed

  // --- without the menu ---
  void undo(View& view);
  void redo(View& view);

  // Something is to be computed: at once, if it was asked for before the last picture was drawn or
  // will hardly take time.
  bool is_busy() const { return pending_.has_value(); }
  bool is_quick(const View& view) const;
  void carry_out(View& view);

 private:
  void fill(View& view);
  void fill_offers(View& view);
  bool refuses(const View& view);
  void stand(View& view, const ShownRun& before);
  // Undo or redo.
  void walk(View& view, bool can, void (Workshop::*go)(), std::string_view done,
            std::string_view nothing);

  Workshop* workshop_ = nullptr;
  bool is_open_ = false;
  std::string typed_, machine_, peer_, trouble_, notice_;
  std::vector<TouchEntry> entries_;
  std::pair<Language, Step> filled_for_;  // the entries are for this language and step
  std::size_t chosen_ = 0;
  std::optional<TouchEntry> pending_;
  bool only_made_ = false;
  bool just_opened_ = false;  // by a key that also types a letter
};

}  // namespace mailtown::view
