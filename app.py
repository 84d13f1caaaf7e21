"""The page: ask the recaps in a browser, read the quotes, and each quote in its recap. `python app.py --help`."""

import sys

from qa.cli import main

if __name__ == "__main__":
    sys.exit(main(["serve", *sys.argv[1:]]))
