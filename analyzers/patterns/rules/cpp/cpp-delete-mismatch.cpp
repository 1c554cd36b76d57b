#include <vector>

void fill(int n) {
  char* text = new char[n];
  use(text);
  // ruleid: cpp-delete-mismatch
  delete text;
}

void fill_again(int n) {
  auto* values = new double[n];
  use(values);
  // ruleid: cpp-delete-mismatch
  delete values;
}

void fill_right(int n) {
  char* text = new char[n];
  use(text);
  // ok: cpp-delete-mismatch
  delete[] text;
  auto* user = new User(n);
  user->names[0] = text;
  // ok: cpp-delete-mismatch
  delete user;
}
