import speak

speak.serve(lambda request: [("escaped", "\x1b]0;owned\x07\x1b[2J\n::error::injected\u202e")])
