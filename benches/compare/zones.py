"""Passports of Utopia with counted numbers, as many as are wanted, an empty line between two.

    python3 benches/compare/zones.py 10000000 > zones.txt         # the middle one with a small letter
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


if __name__ == "__main__":
    count = int(sys.argv[1])
    for n in range(count):
        text = zone(n)
        print(text.lower() if n == count // 2 else text, end="\n\n")
