import asyncio

tasks = set()


async def register(user, mailer):
    await user.save()
    # ruleid: py-task-not-kept
    asyncio.create_task(mailer.send(user))
    loop = asyncio.get_running_loop()
    # ruleid: py-task-not-kept
    loop.create_task(mailer.count(user))
    return user


async def right(user, mailer):
    # ok: py-task-not-kept
    task = asyncio.create_task(mailer.send(user))
    tasks.add(task)
    task.add_done_callback(tasks.discard)
    # ok: py-task-not-kept
    await asyncio.create_task(mailer.count(user))
    async with asyncio.TaskGroup() as group:
        # ok: py-task-not-kept
        group.create_task(mailer.send(user))
    return user
