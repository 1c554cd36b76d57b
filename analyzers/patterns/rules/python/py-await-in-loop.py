import asyncio


async def collect(urls, fetch, reader):
    pages = []
    for url in urls:
        # ruleid: py-await-in-loop
        pages.append(await fetch(url))
    # ruleid: py-await-in-loop
    heads = [await fetch(url, method="HEAD") for url in urls]
    # ok: py-await-in-loop
    together = await asyncio.gather(*(fetch(url) for url in urls))
    rows = []
    for _ in range(3):
        # ok: py-await-in-loop
        rows.append(await reader.next())
    token = ""
    while True:
        # ok: py-await-in-loop
        token = await fetch(token)
        if not token:
            break
    return pages, heads, together, rows
