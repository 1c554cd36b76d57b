def plan(shards, buttons, handlers, loop):
    tasks = []
    for shard in shards:
        # ruleid: py-late-binding-closure
        tasks.append(lambda: copy(shard))
    for name in handlers:
        # ruleid: py-late-binding-closure
        handlers[name] = lambda event: handle(name, event)
    for button in buttons:
        # ruleid: py-late-binding-closure
        button.clicked.connect(lambda: press(button))
    for shard in shards:
        # ok: py-late-binding-closure
        tasks.append(lambda shard=shard: copy(shard))
    for name in handlers:
        # ok: py-late-binding-closure
        tasks.append(lambda: copy("all"))
    for name in sorted(handlers, key=lambda item: item.lower()):
        # ok: py-late-binding-closure
        tasks.append(lambda name: name.lower())
    return tasks
