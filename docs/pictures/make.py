#!/usr/bin/env python3
"""Makes the pictures of this folder and the gallery that shows them.

    docs/pictures/make.py [BUILD]                the pictures, docs/gallery.md and docs/gallery.ru.md
    docs/pictures/make.py [BUILD] --all FOLDER   instead: every panel on four scenarios, in both
                                                 languages, dark and light, at three sizes, to look
                                                 at; each with the text of its panels beside it

BUILD is a build folder with bin/mailtown and bin/mailtown-view (build/release if not given). No
display is needed, but Xvfb is. Ends with 1 and says which picture could not be made."""
import argparse
import os
import struct
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path

PICTURES = Path(__file__).resolve().parent
ROOT = PICTURES.parents[1]
SCENARIOS = ["first-letter", "mx-fallback", "relay-by-password", "ptr-rejection"]
LOOKS = [("en", "dark", 1280, 720, 100), ("ru", "light", 1280, 720, 100),
         ("en", "light", 1920, 1080, 100), ("ru", "dark", 1920, 1080, 100),
         ("en", "dark", 1920, 1080, 300), ("ru", "light", 1920, 1080, 300)]

# What can be shown: a name, and the commands of the viewer's scripts that lead there from the
# beginning (mailtown-view --script-help).
INSIDES = ["dialogue", "states", "names", "routing", "policy", "queue", "mailboxes", "accounts",
           "disk"]
TO_A_DECISION = ["press End", "press Shift+D", "frames 60"]
PANELS = [
    ("map", ["press PgDn", "frames 60"]),
    ("sequence", ["stage sequence", *TO_A_DECISION]),
    *((inside, [f"inside {inside}", *TO_A_DECISION, "press Tab", "press Tab"])
      for inside in INSIDES),
    ("why", [*TO_A_DECISION, "press Shift+Tab"]),
    ("source", [*TO_A_DECISION, "press J"]),
    ("touch", ["press PgDn", "press M", "press O"]),
    ("take", ["press Ctrl+T"]),
    ("predict", ["press Q", "press End"]),
    ("present", ["press P", "press PgDn", "frames 60"]),
    ("palette", ["press Ctrl+P", "type 5"]),
    ("help", ["press F1"]),
]

# The gallery: picture, scenario, language, theme, text size, commands, and what it shows.
GALLERY = [
    ("map", "mx-fallback", "en", "dark", 100, ["press X", "frames 60"],
     ("A mail host refuses: what travels, what is lost and why, `PgDn` from beat to beat",
      "Почтовый узел отказывает: что идёт по сети, что пропало и почему; `PgDn` — к следующей сцене")),
    ("sequence", "mx-fallback", "ru", "light", 100, ["press X", "stage sequence", "frames 60"],
     ("The same run as a sequence: `V`", "Тот же прогон как последовательность: `V`")),
    ("states", "relay-by-password", "en", "dark", 100,
     ["inside states", "press C", "press C", "press C", "press S", "press S", "press S",
      "frames 60"],
     ("The state machines of both ends, drawn from the session's own table: `I`",
      "Автоматы обеих сторон, построенные по таблице самого сеанса: `I`")),
    ("names", "first-letter", "ru", "dark", 100, ["inside names", "find 250-SIZE", "frames 60"],
     ("The way of a question through the DNS, and what each cache still believes",
      "Путь вопроса через DNS и то, чему ещё верит каждый кэш")),
    ("policy", "ptr-rejection", "en", "light", 100, ["inside policy", "press X", "frames 60"],
     ("The policies stage by stage, up to the one that refused",
      "Правила одно за другим, до того, которое отказало")),
    ("mailboxes", "first-letter", "en", "dark", 100, ["inside mailboxes", "press End", "frames 60"],
     ("A letter: envelope beside header, and who received it from whom",
      "Письмо: конверт рядом с заголовком, и кто от кого его получил")),
    ("queue", "five-days", "ru", "light", 100, ["inside queue", "press R", "press R", "frames 60"],
     ("The queue: the next try, the reason, the tries so far",
      "Очередь: следующая попытка, причина и прошлые попытки")),
    ("source", "mx-fallback", "en", "dark", 100, ["press End", "press Shift+D", "press J"],
     ("The line of the reference that decided the present step: `J`",
      "Строка исходного текста, в которой решён этот шаг: `J`")),
    ("touch", "mx-fallback", "en", "dark", 100, ["select mx2.refused.test", "press PgDn", "press O"],
     ("Touch the world: `O`. The run is computed again with it",
      "Вмешаться в мир: `O`. Прогон считается заново")),
    ("compare", "mx-fallback", "ru", "dark", 100,
     ["select mx2.refused.test", "press PgDn", "press O", "type кабель", "press Enter",
      "press Shift+Y", "frames 60"],
     ("Before and after side by side: `Y`", "До и после рядом: `Y`")),
    ("predict", "mx-fallback", "en", "light", 100, ["press Q", "press End"],
     ("What comes next? Predict, and see why: `Q`", "Что дальше? Предскажите и узнайте почему: `Q`")),
    ("present", "ptr-rejection", "en", "dark", 100, ["press P", "press PgDn", "frames 60"],
     ("For the projector, with talking points: `P`", "Для показа, с подсказками для рассказа: `P`")),
    ("large", "first-letter", "ru", "light", 300, ["press PgDn", "frames 60"],
     ("Text at 300 %: `F3`", "Текст 300 %: `F3`")),
]

# For the README: picture and language, at the step where the letter itself goes over.
FIRST_LETTER = [("first-letter", "en"), ("first-letter-ru", "ru")]


def step_of_the_letter(build):
    """The step at which example.org's server sends the letter itself to example.com's."""
    story = subprocess.run([build / "bin/mailtown", "run", "first-letter", "--color", "never"],
                           check=True, capture_output=True, text=True).stdout
    there = False
    for line in story.splitlines():
        there = there or "mail.example.org → mx1.example.com: SMTP" in line
        if there and "→ (the letter itself" in line:
            return line.split()[0]
    sys.exit("make.py: the story of first-letter has no letter on its way")


def pack(path):
    """Compresses a PNG file's pixels as tightly as zlib can."""
    data = path.read_bytes()
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
    path.write_bytes(out)


def draw(build, scenario, script, folder):
    """Runs the viewer with a script that saves its pictures into `folder`."""
    with tempfile.NamedTemporaryFile("w", suffix=".script") as file:
        file.write("\n".join(script) + "\n")
        file.flush()
        ran = subprocess.run(
            [ROOT / "tests/ui/with_display.sh", build / "bin/mailtown-view", scenario,
             "--script", file.name, "--shots", folder], capture_output=True, text=True)
    if ran.returncode != 0:
        sys.exit(f"make.py: {scenario}: {ran.stderr}\n" + "\n".join(script))


def looks(language, theme, width, height, percent):
    return [f"window {width} {height}", f"lang {language}", f"theme {theme}", f"size {percent}"]


def make_all(build, folder):
    folder.mkdir(parents=True, exist_ok=True)
    for scenario in SCENARIOS:
        for panel, commands in PANELS:
            script = commands[:]
            for look in LOOKS:
                name = "-".join([scenario, panel, *(str(part) for part in look)])
                script += [*looks(*look), "frames 30", f"shot {name}", f"dump {name}"]
            draw(build, scenario, script, folder)
        print(f"{scenario}: {len(LOOKS) * len(PANELS)} pictures in {folder}")


def page(title, opening, language, other):
    lines = [f"# {title}", "", opening, "", f"{other}", ""]
    for name, scenario, *_, captions in GALLERY:
        caption = captions[language]
        lines += [f"## {caption}", "", f"![{caption}](pictures/{name}.png)", "",
                  f"`mailtown-view {scenario}`", ""]
    return "\n".join(lines)


def make_gallery(build):
    step = step_of_the_letter(build)
    for name, language in FIRST_LETTER:
        draw(build, "first-letter",
             [*looks(language, "dark", 1600, 900, 100), f"step {step}", "frames 29",
              f"shot {name}"], PICTURES)
        pack(PICTURES / f"{name}.png")
    for name, scenario, language, theme, percent, commands, _ in GALLERY:
        draw(build, scenario,
             [*looks(language, theme, 1440, 900, percent), *commands, f"shot {name}"], PICTURES)
        pack(PICTURES / f"{name}.png")
    docs = ROOT / "docs"
    docs.joinpath("gallery.md").write_text(page(
        "What the viewer shows", "Made by `docs/pictures/make.py`; `F1` in the viewer lists all "
        "keys.", 0, "[По-русски](gallery.ru.md)"))
    docs.joinpath("gallery.ru.md").write_text(page(
        "Что показывает программа", "Снято программой `docs/pictures/make.py`; все клавиши "
        "перечисляет `F1`.", 1, "[In English](gallery.md)"))


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", nargs="?", type=Path, default=ROOT / "build/release")
    parser.add_argument("--all", type=Path, metavar="FOLDER")
    options = parser.parse_args()
    viewer = options.build / "bin/mailtown-view"
    if not os.access(viewer, os.X_OK):
        sys.exit(f"make.py: there is no {viewer}; ./run builds it into build/release")
    if options.all:
        make_all(options.build, options.all)
    else:
        make_gallery(options.build)


if __name__ == "__main__":
    main()
