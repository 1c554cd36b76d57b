#!/usr/bin/env python3
"""100 rules of equal strength over a whole source tree: gate scan beside ast-grep, in turn.

usage: patterns.py --ast-grep PROGRAM [--language c|typescript|java] [--runs N] TREE
       (needs build/release/gate, or GATE; TREE is a folder of sources, such as git's, deno's or kafka's)

Both get the same patterns, each in its own spelling (`f(...)` and `f($$$)`), and look at the same files with one thread
a core. Prints medians of processor time, elapsed time and peak memory, their ratios, and how many places each found.
"""
import argparse
import json
import os
import pathlib
import resource
import shutil
import statistics
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).parents[2]
GATE = os.environ.get("GATE", str(ROOT / "build/release/gate"))

CALLS = {
    "c": """abort access alloca asctime assert atoi atol bcmp bcopy bind bsearch bzero calloc chmod chown chroot close
      connect ctime dup2 execl execlp execv execvp exit fclose fgets fopen fork fprintf fputs fread free freopen fscanf
      fseek fstat ftruncate fwrite getenv getpwnam gets gmtime ioctl kill link listen localtime longjmp lseek malloc
      memchr memcmp memcpy memmove memset mkdir mktemp mmap open opendir perror pipe poll popen printf putenv qsort
      rand random read realloc recv rename rmdir scanf select send setenv setjmp signal sleep snprintf socket sprintf
      srand sscanf stat strcat""",
    "typescript": """eval atob btoa fetch alert confirm prompt setTimeout setInterval clearTimeout clearInterval
      setImmediate queueMicrotask structuredClone parseInt parseFloat isNaN isFinite encodeURI decodeURI escape unescape
      encodeURIComponent decodeURIComponent require describe it test expect beforeEach afterEach assert assertEquals
      assertThrows assertRejects assertStrictEquals assertNotEquals assertMatch assertExists assertInstanceOf fail
      unreachable unimplemented todo noop validateString validateNumber validateFunction validateObject validateAbortSignal
      isArrayBuffer isTypedArray isDate isRegExp isMap isSet isPromise inspect format inherits promisify deprecate debuglog
      createServer createConnection connect listen spawn spawnSync exec execSync execFile fork readFile readFileSync
      writeFile writeFileSync appendFile mkdir mkdirSync rmdir unlink unlinkSync stat statSync lstat rename""",
    "java": """readObject readLine readAllBytes readFully assertNull assertNotNull move delete assertSame assertArrayEquals
      assertInstanceOf fail verify walk lines spy any anyLong anyInt eq doReturn doThrow doAnswer times never atLeast
      createTempFile createTempDirectory toRealPath lookup getInstance getConnection prepareStatement deserialize
      format checkNotNull requireNonNull checkArgument checkState sleep wait notify notifyAll getBytes toString hashCode
      equals compareTo valueOf parseInt parseLong parseDouble exit gc forName newInstance getProperty setProperty getenv
      println printf print printStackTrace currentTimeMillis nanoTime identityHashCode arraycopy emptyList emptyMap
      emptySet singletonList singletonMap asList copyOf copyOfRange sort shuffle reverse unmodifiableList
      synchronizedMap newFixedThreadPool newCachedThreadPool submit execute invokeAll shutdown shutdownNow
      awaitTermination getMessage getCause addSuppressed initCause""",
}
# (gate's spelling, ast-grep's)
SHAPES = {
    "c": [("$A == $A",) * 2, ("$A != $A",) * 2, ("$A && $A",) * 2, ("$A - $A",) * 2, ("sizeof($A) / sizeof($B)",) * 2,
          ("$A = $A",) * 2, ("$A % 2 == 1",) * 2, ("!$A == $B",) * 2, ("$A << 31",) * 2, ("$A->$B->$C->$D",) * 2],
    "typescript": [("$A === $A",) * 2, ("$A !== $A",) * 2, ("$A && $A",) * 2, ("$A == null",) * 2, ("typeof $A == $B",) * 2,
                   ("$A.length === 0",) * 2, ("$A.indexOf($B) === -1",) * 2, ("JSON.parse(JSON.stringify($A))",) * 2,
                   ("new RegExp($A)",) * 2, ("await Promise.all($A)",) * 2],
    "java": [("$A == $A",) * 2, ("$A != $A",) * 2, ("$A && $A",) * 2, ("$A.equals($A)",) * 2, ("$A % 2 == 1",) * 2,
             ("$A.size() == 0",) * 2, ("$A.length() == 0",) * 2, ("new BigDecimal($A)",) * 2, ("new Thread($A)",) * 2,
             ("$A.get().get()",) * 2],
}
# What kind of node a pattern of C is: alone, ast-grep reads `f(x)` as a declaration.
SELECTORS = {"=": "assignment_expression", "->": "field_expression", "(": "call_expression"}


def patterns(language):
    names = CALLS[language].split()[:90]
    made = []
    for name in names:
        made.append((f"{name}(...)", f"{name}($$$)"))
    return (made + SHAPES[language])[:100]


def peer_pattern(language, text):
    if language != "c":
        return text
    kind = "binary_expression"
    for mark, selector in SELECTORS.items():
        if mark in text and not text.startswith("sizeof") and " == " not in text and " != " not in text:
            kind = selector
            break
    return {"context": text + ";", "selector": kind}


def write_rules(folder, language):
    own = {"rules": [{"id": f"r{n}", "languages": [language], "severity": "WARNING", "message": "m", "pattern": ours}
                     for n, (ours, _) in enumerate(patterns(language))]}
    (folder / "gate.yaml").write_text(json.dumps(own))
    theirs = [json.dumps({"id": f"r{n}", "language": language, "severity": "warning", "message": "m",
                          "rule": {"pattern": peer_pattern(language, text)}}) for n, (_, text) in enumerate(patterns(language))]
    (folder / "sg.yml").write_text("\n---\n".join(theirs))


def run(command, output):
    """Processor seconds, elapsed seconds and peak MiB of one run."""
    with open(output, "wb") as out:
        start = time.perf_counter()
        child = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(child.pid, 0)
        elapsed = time.perf_counter() - start
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        raise SystemExit(f"{command} failed: {status}")
    return used.ru_utime + used.ru_stime, elapsed, used.ru_maxrss / 1024


def places(language, ours, theirs):
    found = len(json.loads(pathlib.Path(ours).read_text()).get("findings", []))
    with open(theirs, encoding="utf-8") as lines:
        return found, sum(1 for _ in lines)


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("tree")
    arguments.add_argument("--ast-grep", required=True)
    arguments.add_argument("--language", choices=sorted(CALLS), default="c")
    arguments.add_argument("--runs", type=int, default=5)
    given = arguments.parse_args()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    folder = pathlib.Path(tempfile.mkdtemp())
    try:
        write_rules(folder, given.language)
        ours = [GATE, "scan", "--rules", str(folder / "gate.yaml"), "--analyzer", "patterns", "--format", "json", given.tree]
        theirs = [given.ast_grep, "scan", "-r", str(folder / "sg.yml"), "--json=stream", given.tree]
        samples = {"gate": [], "ast-grep": []}
        for turn in range(given.runs + 1):
            for name, command in (("gate", ours), ("ast-grep", theirs)):
                sample = run(command, folder / f"{name}.out")
                if turn > 0:  # the first warms the page cache
                    samples[name].append(sample)
        medians = {name: [statistics.median(column) for column in zip(*rows)] for name, rows in samples.items()}
        for name, (cpu, elapsed, peak) in medians.items():
            print(f"{name:9} cpu {cpu:7.3f} s   elapsed {elapsed:7.3f} s   peak {peak:6.0f} MiB")
        ratios = [a / b for a, b in zip(medians["gate"], medians["ast-grep"])]
        print(f"{'ratio':9} cpu {ratios[0]:7.2f}     elapsed {ratios[1]:7.2f}     peak {ratios[2]:6.2f}")
        print("places found: gate %d, ast-grep %d" % places(given.language, folder / "gate.out", folder / "ast-grep.out"))
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
