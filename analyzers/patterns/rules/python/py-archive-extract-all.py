import tarfile


def unpack(upload, target):
    # ruleid: py-archive-extract-all
    tarfile.open(upload).extractall(target)
    with tarfile.open(upload, "r:gz") as archive:
        # ruleid: py-archive-extract-all
        archive.extractall(path=target)
    with tarfile.open(upload) as archive:
        # ok: py-archive-extract-all
        archive.extractall(target, filter="data")
    with tarfile.open(upload) as archive:
        # ok: py-archive-extract-all
        archive.extractall(target, members=checked(archive, target))
    bundle = tarfile.open(upload)
    # ruleid: py-archive-extract-all
    bundle.extractall()
    return bundle


def checked(archive, target):
    return [member for member in archive if member.isreg() and target in member.name]
