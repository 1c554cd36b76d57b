import speak

speak.hello()
request = speak.read()
request["id"] += 1
speak.answer(request)
speak.read()
