import sys

import speak

speak.hello()
speak.read()
sys.exit("nothing to say")
