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
printf 'nonsense = 1\n' > "$folder/wrong.toml"
printf "expect unknown key 'nonsense'\n" > "$folder/fine-text.script"
# It is said at every size where it ends, in whichever panel.
printf 'expect The trace ends early: line\nsize 300\nexpect The trace ends early: line\nshot cut\n' \
  > "$folder/cut.script"
sed '30s/.*/{"p":0,/' "$folder/sample.trace" > "$folder/damaged.trace"
printf 'expect The trace ends early: line 30\nexpect step 1 of 28\n' > "$folder/damaged.script"

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
# Without a window the run is told in the terminal; a script fails.
expect "no display" 0 "There is no window to show the run in (no display" \
  env -u DISPLAY -u WAYLAND_DISPLAY "$viewer" --trace "$folder/sample.trace"
expect "the story" 0 "ivanov@example.org" \
  env -u DISPLAY -u WAYLAND_DISPLAY "$viewer" --trace "$folder/sample.trace"
expect "the story in Russian" 0 "нажимает" \
  env -u DISPLAY -u WAYLAND_DISPLAY "$viewer" first-letter --lang ru
expect "no display for a script" 3 "no display" \
  env -u DISPLAY -u WAYLAND_DISPLAY "$viewer" first-letter --script "$folder/fine.script"
expect "no OpenGL 3" 0 "There is no window to show the run in (no OpenGL 3" \
  "$display" env MESA_GL_VERSION_OVERRIDE=2.1 "$viewer" --trace "$folder/sample.trace"
expect "no fonts" 0 "fonts-dejavu-core" \
  env MAILTOWN_FONTS=/nowhere "$viewer" --trace "$folder/sample.trace"
expect "a wrong scenario without a display" 2 "wrong.toml:1: unknown key 'nonsense'" \
  env -u DISPLAY -u WAYLAND_DISPLAY "$viewer" "$folder/wrong.toml"
expect "a wrong scenario that stays wrong" 2 "wrong.toml:1: unknown key 'nonsense'" \
  "$display" "$viewer" "$folder/wrong.toml" --script "$folder/fine-text.script"
expect "a cut trace without a display" 0 "The trace ends early: line" \
  env -u DISPLAY -u WAYLAND_DISPLAY "$viewer" --trace "$folder/cut.trace"
expect "unmet expectation" 1 "unmet.script:1: no panel shows 'no such words'" \
  "$display" "$viewer" --trace "$folder/sample.trace" --script "$folder/unmet.script"
expect "step that is not" 1 "far.script:1: there is no step 100000" \
  "$display" "$viewer" --trace "$folder/sample.trace" --script "$folder/far.script"
expect "machine that is not" 1 "host.script:1: there is no machine 'nowhere.example.com'" \
  "$display" "$viewer" --trace "$folder/sample.trace" --script "$folder/host.script"
expect "cut trace" 0 "" \
  "$display" "$viewer" --trace "$folder/cut.trace" --script "$folder/cut.script" --shots "$folder"
expect "damaged trace" 0 "" \
  "$display" "$viewer" --trace "$folder/damaged.trace" --script "$folder/damaged.script"
exit $failed
