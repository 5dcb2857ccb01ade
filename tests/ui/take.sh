#!/bin/sh
# take.sh VIEWER MAILTOWN LOOK_AT_PICTURE FOLDER: takes a run away in every format; compares with what
# 'mailtown run' writes.
set -eu
viewer=$1 mailtown=$2 look=$3 folder=$4
here=$(cd "$(dirname "$0")" && pwd)
rm -rf "$folder"
mkdir -p "$folder"
cd "$folder"
echo old > first-letter.svg
cp first-letter.svg first-letter.mmd
"$here/with_display.sh" "$viewer" first-letter --script "$here/take.script" --shots "$folder"
for picture in take_dialog take_asks take_no_folder_ru take_ru_light take_ru_light_300 \
  take_asks_ru_light_300 first-letter-step-*.png; do
  "$look" "${picture%.png}.png" 1280 720
done
# The picture is of the view, without the dialog.
cmp first-letter-step-*.png behind.png
# same FILE SCENARIO FORMAT [LANGUAGE]: the file is what mailtown writes.
same() {
  "$mailtown" run "$2" --format "$3" --lang "${4:-en}" --out wanted --force 2>/dev/null || [ $? = 1 ]
  cmp "$1" wanted
}
same first-letter.txt first-letter story
same first-letter.jsonl first-letter json
same first-letter.mmd first-letter mermaid
same first-letter-2.svg first-letter svg
same по-русски.svg first-letter svg ru
same first-letter.pcapng first-letter pcapng
[ "$(cat first-letter.svg)" = old ]
# What was changed is another run.
same first-letter-changed.pcapng ./first-letter-changed.toml pcapng
same first-letter-changed.mmd ./first-letter-changed.toml mermaid
! cmp -s first-letter-changed.mmd first-letter.mmd
[ "$(wc -c < predicted.txt)" -lt "$(wc -c < first-letter.txt)" ]
[ ! -e nowhere ] && [ -c /dev/full ]

"$here/with_display.sh" "$viewer" --trace first-letter.jsonl --script "$here/take_trace.script"
grep -q '<svg' again.svg
