"""This file holds texts with the number of their words, on which Python and scripts must agree."""

COUNTED = {
    "nothing": ("", 0),
    "white space": (" \t\r\n\x0b\x0c", 0),
    "one": ("woord", 1),
    "around": ("  twee woorden \n", 2),
    "line ends": ("een\r\ntwee\n\n\ndrie", 3),
    "hyphens": ("kop-en-staart is één", 3),
    "signs": ("– een , twee !", 5),
    "no-break": ("een\u00a0twee\u202fdrie", 3),
    "thin": ("een\u2009twee\u3000drie\u2028vier\x85vijf", 5),
    "unseen": ("een\u200btwee\ufeffdrie\u00adviер", 1),
    "separators": ("een\x1ftwee", 1),
    "emoji": ("👩\u200d💻 schrijft", 2),
    "other scripts": ("שלום עולם مرحبا 中文", 4),
    "composed": ("cafe\u0301 café", 2),
}
