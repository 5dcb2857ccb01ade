# Shell functions that ./run and ./check share. Source it; do not run it.

here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

say() { printf '%s\n' "$*" >&2; }

# stop CODE MESSAGE...: ends the script; 2 is wrong input, 3 an environment that will not do.
stop() {
  local code=$1
  shift
  say "$@"
  exit "$code"
}

packages_of() {
  local groups=" $* "
  while read -r group names; do
    case "$groups" in *" $group "*) printf '%s\n' $names ;; esac
  done < <(grep -v '^#' "$here/.ci/packages")
}

missing_of() {
  local name
  for name in $(packages_of "$@"); do
    dpkg-query -W -f='${Status}' "$name" 2>/dev/null | grep -q 'ok installed' || printf '%s ' "$name"
  done
}

# install GROUP...: installs what is missing, and asks for rights only then.
install() {
  if ! command -v apt-get >/dev/null; then
    say "This is no Debian or Ubuntu; please install by hand what these packages hold:"
    say "  $(packages_of "$@" | paste -sd' ')"
    say "or build in the container that docs/Containerfile describes."
    local tool
    for tool in cmake ninja g++; do
      command -v "$tool" >/dev/null || stop 3 "Missing: $tool"
    done
    return
  fi
  local missing
  missing=$(missing_of "$@")
  [ -z "$missing" ] && return
  local as_root=()
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null ||
      stop 3 "These packages are missing: $missing" \
             $'\nThere is no sudo here; as root, run: apt-get install' "$missing"
    as_root=(sudo)
    say "Installing with sudo: $missing"
  else
    say "Installing: $missing"
  fi
  "${as_root[@]}" apt-get update -qq >&2 || stop 3 "apt-get update failed; is the network there?"
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    $missing >/dev/null ||
    stop 3 "Installing failed. Mailtown is made for Debian 12; docs/Containerfile has it ready."
}

# build PRESET [TARGET...]: configures once, then builds what has changed.
build() {
  local preset=$1
  shift
  if [ ! -f "$here/build/$preset/build.ninja" ]; then
    (cd "$here" && cmake --preset "$preset" >"$here/build/$preset.configure.log" 2>&1) ||
      { tail -n 30 "$here/build/$preset.configure.log" >&2; stop 3 "Configuring $preset failed."; }
  fi
  ninja -C "$here/build/$preset" "$@" >"$here/build/$preset.log" 2>&1 ||
    { grep -v '^\[' "$here/build/$preset.log" | tail -n 60 >&2; stop 3 "Building $preset failed; all of it: build/$preset.log"; }
}
