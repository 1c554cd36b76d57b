#include <vector>

void repeat(std::vector<Job>& jobs) {
  for (auto& job : jobs) {
    // ruleid: cpp-changed-while-iterating
    if (job.repeat) jobs.push_back(job);
  }
  for (const Job& job : jobs) {
    if (job.done) {
      // ruleid: cpp-changed-while-iterating
      jobs.erase(jobs.begin() + job.place);
    }
  }
}

void repeat_right(std::vector<Job>& jobs) {
  std::vector<Job> again;
  for (auto& job : jobs) {
    // ok: cpp-changed-while-iterating
    if (job.repeat) again.push_back(job);
  }
  for (auto& job : jobs) {
    if (job.last) {
      // ok: cpp-changed-while-iterating
      jobs.clear();
      break;
    }
  }
}
