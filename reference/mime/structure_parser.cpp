#include "mime/structure_parser.h"

#include <cstring>

#include "mime/ascii.h"
#include "mime/field.h"
#include "mime/part_header.h"

namespace mailtown::mime {

namespace {

// RFC 2046 §5.1.1 allows 70; a longer boundary is known by its beginning.
constexpr std::size_t boundary_bytes_max = 200;
// Of a line of a body so much is kept, to see whether it is a boundary.
constexpr std::size_t body_line_bytes_kept = boundary_bytes_max + 4;

// A place in the message, with what was counted up to there.
struct Mark {
  std::uint64_t position = 0, lines = 0, bare_line_ends = 0;
};

Extent between(const Mark& begin, const Mark& end) {
  if (end.position < begin.position) return between(begin, begin);
  return {begin.position, end.position, end.lines - begin.lines,
          end.bare_line_ends - begin.bare_line_ends};
}

}  // namespace

// Works line by line. The parts that have begun and not ended lie on a stack, the message first;
// the top one is being read.
class StructureParser::Work {
 public:
  explicit Work(Limits limits) : limits_(limits) { push(true, "", {}); }

  void feed(std::string_view bytes);
  Part finish();
  std::uint64_t steps() const { return steps_; }

 private:
  enum class Reading { header, body, parts, epilogue };
  struct Frame {
    Reading reading = Reading::header;
    Part part;
    Mark begin, body_begin;
    PartHeader header;
    std::string default_type;
    std::string boundary;  // of a multipart whose last boundary has not come
  };

  void push(bool is_message, std::string default_type, const Mark& begin);
  void take_line_end(bool has_line_end);
  void take_field(std::optional<HeaderField> field);
  void end_header(Mark end);
  void begin_body();
  std::optional<std::size_t> find_boundary();
  bool take_boundary();
  void close_above(std::size_t frame, Mark end);
  static Mark end_body(Frame& frame, Mark end);

  Limits limits_;
  std::vector<Frame> frames_;
  FieldReader fields_;          // of the top frame's header
  std::size_t parts_ = 0;       // that have begun
  std::size_t bytes_kept_ = 0;  // of header fields
  std::uint64_t steps_ = 0;

  std::string line_;             // the line begun, as much as is needed of it
  std::uint64_t line_size_ = 0;  // all of it
  char last_byte_ = 0;
  Mark here_;  // the next byte to come
  Mark line_begin_;
  Mark before_line_end_;  // of the line before: the line end before a boundary is its own
};

void StructureParser::Work::feed(std::string_view bytes) {
  steps_ += bytes.size();
  while (!bytes.empty()) {
    const void* found = std::memchr(bytes.data(), '\n', bytes.size());
    const std::size_t size =
        found ? static_cast<std::size_t>(static_cast<const char*>(found) - bytes.data())
              : bytes.size();
    const std::string_view piece = bytes.substr(0, size);
    const bool in_header = frames_.back().reading == Reading::header;
    const bool is_needed =
        in_header || (line_size_ == 0 ? piece.starts_with('-') : line_.size() == line_size_);
    const std::size_t kept_max = in_header ? field_bytes_max : body_line_bytes_kept;
    if (is_needed && line_.size() < kept_max) line_ += piece.substr(0, kept_max - line_.size());
    line_size_ += size;
    here_.position += size;
    if (size > 0) last_byte_ = piece.back();
    bytes.remove_prefix(size);
    if (!found) break;
    bytes.remove_prefix(1);
    take_line_end(true);
  }
}

// The line begun has ended: with CRLF, LF, or the message.
void StructureParser::Work::take_line_end(bool has_line_end) {
  const bool has_cr = has_line_end && line_size_ > 0 && last_byte_ == '\r';
  Mark content_end = here_;
  if (has_cr) {
    --content_end.position;
    if (line_.size() == line_size_) line_.pop_back();
  }
  if (has_line_end) {
    ++here_.position;
    ++here_.lines;
    if (!has_cr) ++here_.bare_line_ends;
  }
  const bool is_boundary = line_.starts_with("--") && take_boundary();
  if (!is_boundary && frames_.back().reading == Reading::header) {
    if (content_end.position == line_begin_.position) {
      end_header(here_);
    } else {
      take_field(fields_.take_line(line_));
    }
  }
  line_.clear();
  line_size_ = 0;
  last_byte_ = 0;
  line_begin_ = here_;
  before_line_end_ = content_end;
}

void StructureParser::Work::take_field(std::optional<HeaderField> field) {
  if (!field) return;
  const std::size_t room = limits_.kept_bytes - bytes_kept_;
  bytes_kept_ += frames_.back().header.take(std::move(*field), room);
}

void StructureParser::Work::push(bool is_message, std::string default_type, const Mark& begin) {
  ++parts_;
  Frame frame;
  frame.begin = begin;
  frame.header = PartHeader(is_message);
  frame.default_type = std::move(default_type);
  frames_.push_back(std::move(frame));
}

// The header of the top frame ends there, and its body begins.
void StructureParser::Work::end_header(Mark end) {
  take_field(fields_.finish());
  Frame& frame = frames_.back();
  if (end.position < frame.begin.position) end = frame.begin;
  frame.part.header = between(frame.begin, end);
  frame.body_begin = end;
  frame.header.finish(frame.part, frame.default_type);
  frame.header = PartHeader();
  begin_body();
}

void StructureParser::Work::begin_body() {
  Frame& frame = frames_.back();
  Part& part = frame.part;
  frame.reading = Reading::body;
  const bool is_rfc822 = part.type == "message" && part.subtype == "rfc822";
  if (!part.is_multipart() && !is_rfc822) return;
  if (frames_.size() >= limits_.depth || parts_ >= limits_.parts) {
    part.type = "application";
    part.subtype = "octet-stream";
    part.parameters.clear();
  } else if (is_rfc822) {
    frame.reading = Reading::parts;
    const Mark begin = frame.body_begin;
    push(true, "", begin);
  } else {
    const std::string boundary = parameter_text(part.parameters, "boundary").value_or("");
    frame.boundary = trimmed(boundary).substr(0, boundary_bytes_max);
    if (!frame.boundary.empty()) {
      frame.reading = Reading::parts;
    } else {
      part.type = "text";
      part.subtype = "plain";
      part.parameters = Part().parameters;
    }
  }
}

// The multipart whose boundary the line begins with.
std::optional<std::size_t> StructureParser::Work::find_boundary() {
  std::optional<std::size_t> best;
  for (std::size_t i = frames_.size(); i-- > 0;) {
    const std::string& boundary = frames_[i].boundary;
    ++steps_;
    if (boundary.empty() || line_.size() < 2 + boundary.size()) continue;
    if (best && boundary.size() <= frames_[*best].boundary.size()) continue;
    steps_ += boundary.size();
    if (line_.compare(2, boundary.size(), boundary) == 0) best = i;
  }
  return best;
}

bool StructureParser::Work::take_boundary() {
  if (parts_ >= limits_.parts) return false;
  const auto found = find_boundary();
  if (!found) return false;
  close_above(*found, before_line_end_);
  Frame& frame = frames_[*found];
  if (line_.compare(2 + frame.boundary.size(), 2, "--") == 0) {
    frame.boundary.clear();
    frame.reading = Reading::epilogue;
  } else {
    const bool is_digest = frame.part.subtype == "digest";
    push(false, is_digest ? "message/rfc822" : "", here_);
  }
  return true;
}

// Ends all parts within the frame of that index.
void StructureParser::Work::close_above(std::size_t frame, Mark end) {
  while (frames_.size() > frame + 1) {
    if (frames_.back().reading == Reading::header) {
      end_header(end);  // which may begin a message within
      continue;
    }
    end = end_body(frames_.back(), end);
    Part part = std::move(frames_.back().part);
    frames_.pop_back();
    frames_.back().part.children.push_back(std::move(part));
  }
}

// Where it ends: with the header, if that ended with the very line end that is the boundary's.
Mark StructureParser::Work::end_body(Frame& frame, Mark end) {
  if (end.position < frame.body_begin.position) end = frame.body_begin;
  frame.part.body = between(frame.body_begin, end);
  if (!frame.part.is_multipart() || !frame.part.children.empty()) return end;
  // Its boundary never came; a multipart has at least one part (RFC 3501 §9, body-type-mpart).
  Part empty;
  empty.header = empty.body = between(end, end);
  frame.part.children.push_back(std::move(empty));
  return end;
}

Part StructureParser::Work::finish() {
  if (line_size_ > 0) take_line_end(false);
  if (frames_.back().reading == Reading::header) end_header(here_);
  close_above(0, here_);
  end_body(frames_.front(), here_);
  return std::move(frames_.front().part);
}

StructureParser::StructureParser(Limits limits) : work_(std::make_unique<Work>(limits)) {}
StructureParser::~StructureParser() = default;
StructureParser::StructureParser(StructureParser&&) noexcept = default;
StructureParser& StructureParser::operator=(StructureParser&&) noexcept = default;

void StructureParser::feed(std::string_view bytes) {
  work_->feed(bytes);
}

Part StructureParser::finish() {
  return work_->finish();
}

std::uint64_t StructureParser::steps() const {
  return work_->steps();
}

Part parse_structure(std::string_view message, Limits limits) {
  StructureParser parser(limits);
  parser.feed(message);
  return parser.finish();
}

}  // namespace mailtown::mime
