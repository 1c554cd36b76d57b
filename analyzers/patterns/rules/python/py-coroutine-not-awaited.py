import asyncio


async def save(order):
    await asyncio.sleep(0)
    order.saved = True


class Inbox:
    async def deliver(self, message):
        await self.store(message)
        # ruleid: py-coroutine-not-awaited
        self.notify(message)
        return True

    async def notify(self, message):
        await asyncio.sleep(0)

    async def store(self, message):
        await asyncio.sleep(0)

    def count(self):
        return 0

    async def poll(self):
        # ok: py-coroutine-not-awaited
        self.count()
        # ok: py-coroutine-not-awaited
        await self.notify("poll")


async def handler(order, log):
    # ruleid: py-coroutine-not-awaited
    save(order)
    log.info("saved")
    # ok: py-coroutine-not-awaited
    await save(order)
    # ok: py-coroutine-not-awaited
    task = asyncio.create_task(save(order))
    # ok: py-coroutine-not-awaited
    waiting = save(order)
    await waiting
    await task


def main():
    # ok: py-coroutine-not-awaited
    asyncio.run(save(None))
