import speak

speak.hello()
request = speak.read()
speak.answer(request)
speak.answer(request)
speak.read()
