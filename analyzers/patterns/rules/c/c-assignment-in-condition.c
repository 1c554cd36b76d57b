#include <stddef.h>

int start(struct job *job, int state) {
  // ruleid: c-assignment-in-condition
  if (state = 1) {
    run(job);
  }
  // ruleid: c-assignment-in-condition
  if (job->owner = NULL) return -1;
  // ruleid: c-assignment-in-condition
  if (job->ready && (job->uid = 0)) {
    run(job);
  }
  return 0;
}

int start_right(struct job *job, int state) {
  // ok: c-assignment-in-condition
  if (state == 1) {
    run(job);
  }
  // ok: c-assignment-in-condition
  if ((job->owner = find_owner(job)) == NULL) return -1;
  // ok: c-assignment-in-condition
  if ((state = next(job)) != 0) return state;
  return 0;
}
