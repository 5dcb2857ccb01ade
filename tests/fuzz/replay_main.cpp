// Runs a fuzz target without libFuzzer: on each file of a corpus folder, and on mutations of it.
//
// usage: NAME_fuzz CORPUS_FOLDER [MUTATIONS [SEED]]
//
// Every run does the same: files are taken in order of their names and mutations come from a
// seeded generator. What a crash leaves printed last is the file that led to it; the same arguments
// find it again.
#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <fmt/format.h>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

// SplitMix64: small, and the same everywhere.
class Generator {
 public:
  explicit Generator(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t mixed = state_ += 0x9e3779b97f4a7c15u;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebu;
    return mixed ^ (mixed >> 31);
  }
  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(next() % bound); }

 private:
  std::uint64_t state_;
};

struct Input {
  std::string name;
  std::string bytes;
};

std::vector<Input> read_corpus(const std::string& folder) {
  std::vector<Input> inputs;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::ifstream file(entry.path(), std::ios::binary);
    inputs.push_back(
        {entry.path().filename().string(), std::string(std::istreambuf_iterator<char>(file), {})});
  }
  std::sort(inputs.begin(), inputs.end(),
            [](const Input& left, const Input& right) { return left.name < right.name; });
  return inputs;
}

// One small change: what real damage and simple attacks look like.
void mutate(std::string& bytes, const std::vector<Input>& corpus, Generator& random) {
  const std::size_t at = bytes.empty() ? 0 : random.below(bytes.size());
  const std::uint64_t kind = random.below(7);
  if (kind == 0 || bytes.empty()) {
    bytes.insert(at, 1, static_cast<char>(random.next()));
  } else if (kind == 1) {
    bytes[at] = static_cast<char>(bytes[at] ^ 1 << random.below(8));
  } else if (kind == 2) {
    bytes[at] = static_cast<char>(random.next());
  } else if (kind == 3) {
    bytes.resize(at);
  } else if (kind == 4) {
    bytes.erase(at, 1 + random.below(8));
  } else if (kind == 5) {  // a piece twice
    const std::string piece = bytes.substr(at, 1 + random.below(64));
    bytes.insert(random.below(bytes.size()), piece);
  } else {  // the end of another file
    const std::string& other = corpus[random.below(corpus.size())].bytes;
    bytes.resize(at);
    if (!other.empty()) bytes += other.substr(random.below(other.size()));
  }
}

void run(const std::string& bytes) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

std::uint64_t number(const char* text, const char* what) {
  std::uint64_t value = 0;
  const std::string given = text;
  const auto [end, error] = std::from_chars(given.data(), given.data() + given.size(), value);
  if (error == std::errc{} && end == given.data() + given.size()) return value;
  fmt::print(stderr, "{} must be a number, not '{}'\n", what, given);
  std::exit(2);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2 || argc > 4) {
    fmt::print(stderr, "usage: {} CORPUS_FOLDER [MUTATIONS [SEED]]\n", argv[0]);
    return 2;
  }
  const std::uint64_t mutations = argc > 2 ? number(argv[2], "MUTATIONS") : 1000;
  const std::uint64_t seed = argc > 3 ? number(argv[3], "SEED") : 1;
  const auto corpus = read_corpus(argv[1]);
  if (corpus.empty()) {
    fmt::print(stderr, "{} holds no files\n", argv[1]);
    return 2;
  }
  Generator random(seed);
  for (const auto& input : corpus) {
    // Printed before the runs: what stands there last is what crashed.
    fmt::print(stderr, "{} and {} mutations of it\n", input.name, mutations);
    run(input.bytes);
    for (std::uint64_t count = 0; count < mutations; ++count) {
      std::string bytes = input.bytes;
      for (std::size_t changes = 1 + random.below(4); changes > 0; --changes) {
        mutate(bytes, corpus, random);
      }
      run(bytes);
    }
  }
  return 0;
}
