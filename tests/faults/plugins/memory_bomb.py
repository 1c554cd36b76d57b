import speak

speak.hello()
speak.read()
kept = []
while True:
    kept.append(bytearray(8 << 20))
