#!/bin/sh
# run_script.sh VIEWER WRITE_SAMPLE_TRACE LOOK_AT_PICTURE SCRIPT FOLDER [SCENARIO]: runs a script on
# the scenario, or on the sample trace, without a display; then looks at each picture that it took.
set -eu
viewer=$1 write=$2 look=$3 script=$4 folder=$5
rm -rf "$folder"
mkdir -p "$folder"
if [ $# -gt 5 ]; then
  set -- "$6"
else
  "$write" "$folder/sample.trace"
  set -- --trace "$folder/sample.trace"
fi
"$(dirname "$0")/with_display.sh" "$viewer" "$@" --script "$script" --shots "$folder"
# The size of each picture is the last "window" before it, or "# window" where a key changed it; a
# script begins with 1600 by 900.
awk '{ sub(/^# window/, "window") } $1 == "window" { w = $2; h = $3 } $1 == "shot" { print $2, w ? w : 1600, h ? h : 900 }' "$script" |
  while read -r name width height; do
    "$look" "$folder/$name.png" "$width" "$height"
  done
