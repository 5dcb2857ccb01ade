#!/bin/sh
# Makes the pictures of this folder: docs/pictures/make.sh [BUILD], where BUILD is a build folder
# with bin/mailtown and bin/mailtown-view (build/dev if not given). No display is needed.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=${1:-$here/../../build/dev}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The step at which example.org's server sends the letter itself to example.com's.
step=$("$build/bin/mailtown" run first-letter --color never |
  awk '/mail.example.org → mx1.example.com: SMTP/ { there = 1 }
       there && /→ \(the letter itself/ { print $1; exit }')

# Packs a PNG file's pixels as tightly as zlib can.
pack() {  # FILE
  python3 - "$1" << 'END'
import struct, sys, zlib
data = open(sys.argv[1], "rb").read()
out, pixels, at = data[:8], b"", 8
while at < len(data):
    length, kind = struct.unpack(">I4s", data[at:at + 8])
    if kind == b"IDAT":
        pixels += data[at + 8:at + 8 + length]
    else:
        if kind == b"IEND":
            packed = b"IDAT" + zlib.compress(zlib.decompress(pixels), 9)
            out += struct.pack(">I", len(packed) - 4) + packed
            out += struct.pack(">I", zlib.crc32(packed))
        out += data[at:at + 12 + length]
    at += 12 + length
open(sys.argv[1], "wb").write(out)
END
}

picture() {  # NAME LANGUAGE
  cat > "$work/$1.script" << END
window 1600 900
lang $2
step $step
frames 29
shot $1
END
  xvfb-run -a "$build/bin/mailtown-view" first-letter --script "$work/$1.script" --shots "$here"
  pack "$here/$1.png"
}
picture first-letter en
picture first-letter-ru ru
