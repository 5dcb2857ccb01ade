#include "programs/certificates.h"

namespace mailtown::programs {

void Certificates::reload() {
  const auto loaded = load();
  const std::string file = has_certificate() ? files_.certificate : files_.trust;
  Evidence evidence{.rule = loaded ? "certificates.read" : "certificates.kept",
                    .inputs = {{"file", file}},
                    .alternatives = {},
                    .source = ""};
  if (!loaded) evidence.inputs.push_back({"failure", loaded.error().message()});
  platform_.tracer.note(
      decision("certificates", file, loaded ? "read" : "kept", std::move(evidence)));
}

}  // namespace mailtown::programs
