#!/bin/sh
# mend.sh VIEWER LOOK_AT_PICTURE SCENARIO FOLDER: mends a scenario in the viewer's editor; looks that
# its file changes only when that is asked for.
set -eu
viewer=$1 look=$2 scenario=$3 folder=$4
here=$(dirname "$0")
rm -rf "$folder"
mkdir -p "$folder"
sed '1i nonsense = 1' "$scenario" > "$folder/town.toml"
cp "$folder/town.toml" "$folder/wrong"
"$here/with_display.sh" "$viewer" "$folder/town.toml" --script "$here/mend.script" --shots "$folder"
cmp "$folder/town.toml" "$folder/wrong"
for picture in wrong wrong_ru_light_200 wrong_ru_light_300 unsaved second; do
  "$look" "$folder/mend_$picture.png" 1280 720
done
"$here/with_display.sh" "$viewer" "$folder/town.toml" --script "$here/save.script" --shots "$folder"
cmp "$folder/town.toml" "$scenario"
