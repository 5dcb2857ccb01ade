// Mending a scenario: its text in an editor, what is wrong at its line, and another try.
//
// The file stays as it is until one asks for it to be saved. Nothing here draws.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "platform/result.h"
#include "visualizer/mend/text_editor.h"

namespace mailtown::view {

class View;

// One thing that is wrong.
struct Complaint {
  std::size_t line = 0;  // from 1; 0: about no line
  std::string what;
};
// From "FILE:LINE: what" and other lines, as parse_scenario() tells them; one for each line that is
// wrong.
std::vector<Complaint> complaints_of(const std::string& detail);

struct Mend {
  Mend(std::string file, std::string_view text);

  std::string path;  // the scenario's file
  TextEditor editor;
  std::string saved;  // what the file holds
  bool is_open = false;
  bool ran = false;  // at least once, so that there is something to go back to
  std::vector<Complaint> complaints;
  enum class Note { none, saved, not_saved } note = Note::none;
  Failure failure;             // not saved: why
  std::string clipboard;       // a line that was cut
  std::size_t lines_seen = 8;  // at once, as last drawn: how far a page is

  std::string detail;  // of the last failure, as it was said

  // What is wrong, with the cursor there.
  void show_complaints(const std::string& failure);
  bool is_changed() const { return editor.text() != saved; }
  // The first complaint about this line (from 0), or null.
  const Complaint* complaint_at(std::size_t line) const;
};

// Opens the editor, if the run is of a scenario's file.
void open_mend(View& view);
// Closes it, if there is a run to be seen.
void close_mend(View& view);
// Another try, in the workshop: shows the new run, or what is still wrong.
void try_again(View& view);
// Into the file, in one piece.
void save_mended(View& view);
// The cursor to the next line that is wrong.
void next_complaint(View& view);

}  // namespace mailtown::view
