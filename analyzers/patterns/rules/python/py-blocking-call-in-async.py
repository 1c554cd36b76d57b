import asyncio
import subprocess
import time

import requests


async def poll(url, client):
    # ruleid: py-blocking-call-in-async
    time.sleep(5)
    # ruleid: py-blocking-call-in-async
    page = requests.get(url, timeout=5)
    # ruleid: py-blocking-call-in-async
    subprocess.run(["sync"], check=True)
    # ok: py-blocking-call-in-async
    await asyncio.sleep(5)
    # ok: py-blocking-call-in-async
    other = await asyncio.to_thread(requests.get, url, timeout=5)
    # ok: py-blocking-call-in-async
    third = await client.get(url)
    return page, other, third


def blocking(url):
    # ok: py-blocking-call-in-async
    time.sleep(1)
    # ok: py-blocking-call-in-async
    return requests.get(url, timeout=5)


async def through_thread(url):
    def fetch():
        # ok: py-blocking-call-in-async
        return requests.get(url, timeout=5)

    return await asyncio.to_thread(fetch)
