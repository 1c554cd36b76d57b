#include <stdlib.h>
#include <sys/random.h>

void start(struct session *session) {
  // ruleid: c-predictable-token
  session->token = rand();
  for (int i = 0; i < 16; i++) {
    // ruleid: c-predictable-token
    session->salt[i] = 'a' + random() % 26;
  }
  // ruleid: c-predictable-token
  long session_key = lrand48();
  use(session_key);
}

void start_right(struct session *session) {
  // ok: c-predictable-token
  getrandom(&session->token, sizeof session->token, 0);
  // ok: c-predictable-token
  session->delay = rand() % 100;
}
