"""Passports of Utopia with counted numbers, as many as are wanted, an empty line between two.

    python3 benches/compare/zones.py 10000000 > zones.txt         # the middle one in small letters
    doc9303 mrz --bad-only --json - < zones.txt
"""

import sys

NAMES = ["ERIKSSON<<ANNA<MARIA", "ARKFREITH<<ELA", "STEVENSON<<PETER<JOHN", "VAN<DER<MUELLEN<<JAN"]


def check_digit(text):
    value = lambda c: 0 if c == "<" else int(c, 36)
    return str(sum(value(c) * (7, 3, 1)[at % 3] for at, c in enumerate(text)) % 10)


def zone(n):
    """A passport of Utopia with counted numbers."""
    closed = lambda text: text + check_digit(text)
    number = closed(f"L{n * 390625 % 100000000:08}")
    birth = closed(f"{n * 7 % 100:02}{n % 12 + 1:02}{n % 28 + 1:02}")
    expiry = closed(f"{26 + n % 10:02}{n * 5 % 12 + 1:02}{n * 3 % 28 + 1:02}")
    personal = closed(f"ZE{n:05}B".ljust(14, "<"))
    composite = check_digit(number + birth + expiry + personal)
    return f"{('P<UTO' + NAMES[n % 4]).ljust(44, '<')}\n{number}UTO{birth}{'MF'[n % 2]}{expiry}{personal}{composite}"


def passport(name="ERIKSSON<<ANNA<MARIA", number="L898902C3", state="UTO", birth="740812", sex="F", personal="ZE184226B", empty="0"):
    """A passport of the given fields with right check digits; `empty` is the digit of an empty personal number."""
    closed = lambda text: text + check_digit(text)
    number, birth, expiry = closed(number.ljust(9, "<")), closed(birth), closed("340219")
    personal = closed(personal.ljust(14, "<")) if personal else "<" * 14 + empty
    composite = check_digit(number + birth + expiry + personal)
    first = f"P<{state.ljust(3, '<')}{name}".ljust(44, "<")
    return f"{first}\n{number}{state.ljust(3, '<')}{birth}{sex}{expiry}{personal}{composite}"


def with_cell(cell, at):
    """The passport with one cell of the second line overwritten."""
    text = passport()
    place = text.index("\n") + 1 + at
    return text[:place] + cell + text[place + 1 :]


# A date of birth whose check digit is 0.
ZERO = next(birth for birth in (f"7401{day:02}" for day in range(1, 29)) if check_digit(birth) == "0")

# What a reader of passports must find sound, and what it must not (Doc 9303-3 and -4).
PROBES = [
    ("all fields given", passport(), True),
    ("State of one letter", passport(state="D"), True),
    ("one name only", passport(name="ARKFREITH"), True),
    ("sex not stated", passport(sex="<"), True),
    ("day of birth unknown", passport(birth="7408<<"), True),
    ("no personal number, digit 0", passport(personal=""), True),
    ("no personal number, digit <", passport(personal="", empty="<"), True),
    ("wrong digit in the number", with_cell("3", 5), False),
    ("composite digit <", with_cell("<", 43), False),
    ("number's digit <", with_cell("<", 9), False),
    ("birth's digit 0 a letter O", passport(birth=ZERO).replace(f"{ZERO}0", f"{ZERO}O"), False),
    ("a small letter", with_cell("l", 0), False),
]

if __name__ == "__main__":
    count = int(sys.argv[1])
    for n in range(count):
        text = zone(n)
        print(text.lower() if n == count // 2 else text, end="\n\n")
