#include "gate/base/supervisor_census.h"

#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstddef>
#include <cstring>

namespace gate::child {
namespace {

struct Process {
  pid_t id, parent;
};
Process processes[Census::kMost];
pid_t found[Census::kMost];

// getdents64(2)
struct Entry {
  std::uint64_t inode;
  std::int64_t offset;
  unsigned short length;
  unsigned char type;
  char name[1];
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::uint64_t number(const char*& at) {
  std::uint64_t value = 0;
  for (; is_digit(*at); ++at) value = value * 10 + static_cast<std::uint64_t>(*at - '0');
  return value;
}

// "/proc/ID/FILE" as text ended by a zero byte; false when the process is gone.
bool read_of(pid_t id, const char* file, char* text, std::size_t size) {
  char path[64] = "/proc/";
  char* at = path + 6;
  char digits[12];
  int count = 0;
  for (auto rest = static_cast<unsigned>(id); rest != 0; rest /= 10)
    digits[count++] = static_cast<char>('0' + rest % 10);
  while (count > 0) *at++ = digits[--count];
  *at++ = '/';
  std::strcpy(at, file);
  int descriptor = ::open(path, O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return false;
  ssize_t got = ::read(descriptor, text, size - 1);
  ::close(descriptor);
  text[got > 0 ? got : 0] = '\0';
  return got > 0;
}

// proc(5), /proc/pid/stat: "id (name) state parent ..."; the name may hold anything.
pid_t parent_of(pid_t id) {
  char text[512];
  if (!read_of(id, "stat", text, sizeof text)) return 0;
  const char* end = std::strrchr(text, ')');
  if (end == nullptr || std::strlen(end) < 5) return 0;
  const char* at = end + 4;
  return static_cast<pid_t>(number(at));
}

// proc(5), /proc/pid/statm: "size resident shared ...", in pages.
void add_memory(pid_t id, Census& census, std::uint64_t& most_shared) {
  char text[128];
  if (!read_of(id, "statm", text, sizeof text)) return;
  const char* at = text;
  number(at);
  if (*at != ' ') return;
  std::uint64_t resident = number(++at);
  if (*at != ' ') return;
  std::uint64_t shared = number(++at);
  auto page = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
  census.memory += (resident - (shared < resident ? shared : resident)) * page;
  if (shared * page > most_shared) most_shared = shared * page;
}

// All of /proc but this process.
unsigned list_processes(bool with_parents) {
  static char buffer[32768];
  unsigned count = 0;
  pid_t self = ::getpid();
  int folder = ::open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return 0;
  for (long got; (got = ::syscall(SYS_getdents64, folder, buffer, sizeof buffer)) > 0;) {
    for (long at = 0; at < got && count < Census::kMost;) {
      const auto* entry = reinterpret_cast<const Entry*>(buffer + at);
      const char* name = buffer + at + offsetof(Entry, name);
      at += entry->length;
      if (!is_digit(*name)) continue;
      auto id = static_cast<pid_t>(number(name));
      if (id != self) processes[count++] = {id, with_parents ? parent_of(id) : self};
    }
  }
  ::close(folder);
  return count;
}

// Takes those whose parent was taken before, until there are none.
unsigned keep_descendants(unsigned count) {
  pid_t self = ::getpid();
  unsigned kept = 0;
  for (bool grew = true; grew;) {
    grew = false;
    for (unsigned i = 0; i < count; ++i) {
      if (processes[i].id == 0) continue;
      bool ours = processes[i].parent == self;
      for (unsigned j = 0; j < kept && !ours; ++j) ours = found[j] == processes[i].parent;
      if (!ours) continue;
      found[kept++] = processes[i].id;
      processes[i].id = 0;
      grew = true;
    }
  }
  return kept;
}

}  // namespace

const pid_t* descendants() { return found; }

Census take_census(bool own_proc) {
  Census census;
  unsigned all = list_processes(!own_proc);
  census.count = keep_descendants(all);
  std::uint64_t most_shared = 0;
  for (unsigned i = 0; i < census.count; ++i) add_memory(found[i], census, most_shared);
  census.memory += most_shared;
  return census;
}

}  // namespace gate::child
