// A data decoder as bad servers have it: a line ends at LF, whatever stands before. Linked in the
// reference's place, to show that one file is enough to make the whole server smugglable.
#include "smtp/data_decoder.h"

namespace mailtown::smtp {

namespace {

class GullibleDecoder : public DataDecoder {
 public:
  Progress decode(std::string_view bytes, std::string& text) override {
    for (std::size_t at = 0; at < bytes.size(); ++at) {
      line_ += bytes[at];
      if (bytes[at] != '\n') continue;
      if (line_ == ".\n" || line_ == ".\r\n") return {at + 1, true};
      text += line_.front() == '.' ? line_.substr(1) : line_;
      line_.clear();
    }
    return {bytes.size(), false};
  }
  DataFault fault() const override { return DataFault::none; }

 private:
  std::string line_;
};

}  // namespace

std::unique_ptr<DataDecoder> make_data_decoder(DataLimits) {
  return std::make_unique<GullibleDecoder>();
}

}  // namespace mailtown::smtp
