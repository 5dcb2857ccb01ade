#!/bin/sh
# bad_input.sh VIEWER WRITE_SAMPLE_TRACE FOLDER: what the viewer says to wrong input, and how it ends.
set -u
viewer=$1 write=$2 folder=$3
display=$(dirname "$0")/with_display.sh
rm -rf "$folder"
mkdir -p "$folder"
"$write" "$folder/sample.trace"
failed=0

# expect WHAT EXIT_CODE TEXT COMMAND...
expect() {
  what=$1 wanted=$2 text=$3
  shift 3
  output=$("$@" 2>&1)
  code=$?
  if [ "$code" != "$wanted" ] || ! printf '%s\n' "$output" | grep -qF -- "$text"; then
    printf '%s: exit %s, wanted %s and "%s"; it said:\n%s\n' "$what" "$code" "$wanted" "$text" "$output"
    failed=1
  fi
}

printf 'step 1\nfly away\n' > "$folder/unknown.script"
printf '\nstep many\n' > "$folder/number.script"
printf 'expect no such words\n' > "$folder/unmet.script"
printf 'step 100000\n' > "$folder/far.script"
printf 'break host nowhere.example.com\n' > "$folder/host.script"
: > "$folder/empty.trace"
head -n 1 "$folder/sample.trace" > "$folder/header-only.trace"
# Cut in the middle of a line: what came before is shown.
head -c 20000 "$folder/sample.trace" > "$folder/cut.trace"
printf 'expect 10:00:0\n' > "$folder/fine.script"

expect "unknown command" 2 "unknown.script:2: there is no command 'fly'" \
  "$viewer" --trace "$folder/sample.trace" --script "$folder/unknown.script"
expect "no number" 2 "number.script:2: 'step' takes: number" \
  "$viewer" --trace "$folder/sample.trace" --script "$folder/number.script"
expect "no such script" 2 "cannot read the script" \
  "$viewer" --trace "$folder/sample.trace" --script "$folder/none.script"
expect "no such trace" 2 "cannot read the trace" "$viewer" --trace "$folder/none.trace"
expect "empty trace" 2 "holds no event" "$viewer" --trace "$folder/empty.trace"
expect "header only" 2 "header-only.trace" "$viewer" --trace "$folder/header-only.trace"
expect "unknown scenario" 2 "there is no scenario nowhere" "$viewer" nowhere
expect "unknown option" 2 "--fly" "$viewer" --fly
expect "no display" 3 "mailtown run first-letter" \
  env -u DISPLAY -u WAYLAND_DISPLAY "$viewer" --trace "$folder/sample.trace"
expect "no fonts" 3 "fonts-dejavu-core" \
  env MAILTOWN_FONTS=/nowhere "$viewer" --trace "$folder/sample.trace"
expect "unmet expectation" 1 "unmet.script:1: no panel shows 'no such words'" \
  "$display" "$viewer" --trace "$folder/sample.trace" --script "$folder/unmet.script"
expect "step that is not" 1 "far.script:1: there is no step 100000" \
  "$display" "$viewer" --trace "$folder/sample.trace" --script "$folder/far.script"
expect "machine that is not" 1 "host.script:1: there is no machine 'nowhere.example.com'" \
  "$display" "$viewer" --trace "$folder/sample.trace" --script "$folder/host.script"
expect "cut trace" 0 "" \
  "$display" "$viewer" --trace "$folder/cut.trace" --script "$folder/fine.script"
exit $failed
