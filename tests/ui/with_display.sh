#!/usr/bin/env bash
# with_display.sh COMMAND...: runs the command on a virtual display of its own; exits as it exits.
#
# xvfb-run does this too, but now and then it fails while it cleans up, after a command that went
# well. Here the X server chooses a free display number itself and says it (-displayfd); this very
# server is ended, by its id.
# Exit code 3: no virtual display.
set -u

exec {says}< <(exec Xvfb -displayfd 3 -screen 0 1920x1080x24 -nolisten tcp 3>&1 >/dev/null 2>&1)
server=$!

finish() {
  kill "$server" 2>/dev/null
  wait "$server" 2>/dev/null
}
trap finish EXIT
trap 'exit 143' TERM
trap 'exit 130' INT

if ! read -r -t 60 number <&"$says" || [ -z "$number" ]; then
  echo "with_display.sh: Xvfb started no display" >&2
  exit 3
fi
unset WAYLAND_DISPLAY
DISPLAY=:$number "$@" {says}<&-
