#include <utility>

void add(Queue& queue, Job job) {
  // ruleid: cpp-used-after-move
  queue.push(std::move(job));
  log(job.name);
}

Job keep(Queue& queue, Job job) {
  // ruleid: cpp-used-after-move
  queue.push(std::move(job));
  return job;
}

void add_right(Queue& queue, Job job, Job other) {
  log(job.name);
  // ok: cpp-used-after-move
  queue.push(std::move(job));
  log(other.name);
  // ok: cpp-used-after-move
  queue.push(std::move(other));
  other = next();
  log(other.name);
}
