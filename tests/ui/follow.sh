#!/bin/sh
# follow.sh VIEWER WRITE_SAMPLE_TRACE LOOK_AT_PICTURE SCRIPT FOLDER: lets trace files grow under the
# viewer's eyes, each piece after the script has seen the one before.
set -eu
viewer=$1 write=$2 look=$3 script=$4 folder=$5
rm -rf "$folder"
mkdir -p "$folder"
"$write" "$folder/whole"

# Until the script has dumped that, or has ended.
await() {
  until [ -f "$folder/$1.txt" ]; do
    kill -0 "$pid" 2>/dev/null || return 0
    sleep 0.05
  done
}

head -n 41 "$folder/whole" > "$folder/first.trace"
"$(dirname "$0")/with_display.sh" "$viewer" --follow "$folder/first.trace" "$folder/second.trace" \
  --script "$script" --shots "$folder" &
pid=$!
await seen-40
sed -n 42,61p "$folder/whole" >> "$folder/first.trace"
sed -n 62p "$folder/whole" | head -c 30 >> "$folder/first.trace"
await went-back
sed -n 62p "$folder/whole" | tail -c +31 >> "$folder/first.trace"
sed -n '63,$p' "$folder/whole" >> "$folder/first.trace"
await at-end
cp "$folder/whole" "$folder/second.trace"
await both
head -n 3 "$folder/whole" > "$folder/first.trace"
await cut
rm "$folder/first.trace"
wait "$pid"
for picture in awaited both cut gone_ru; do
  "$look" "$folder/follow_$picture.png" 1280 720
done
