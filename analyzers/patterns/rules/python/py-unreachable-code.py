class Store:
    def close(self):
        return self.file.close()
        # ruleid: py-unreachable-code
        self.lock.release()

    def check(self, entry):
        if entry.broken:
            raise ValueError(entry.key)
            # ruleid: py-unreachable-code
            self.count += 1
        return entry

    def scan(self, entries):
        for entry in entries:
            if entry.skip:
                continue
                # ruleid: py-unreachable-code
                self.count += 1
            # ok: py-unreachable-code
            self.check(entry)
        # ok: py-unreachable-code
        return self.count

    def nothing(self):
        return
        # ok: py-unreachable-code
        yield

    def todo(self):
        # ok: py-unreachable-code
        raise NotImplementedError

    def branch(self, flag):
        if flag:
            return 1
        # ok: py-unreachable-code
        self.count += 1
        return 0
