void remove_all(struct file *file, int allowed) {
  // ruleid: c-empty-if-body
  if (allowed);
  {
    erase(file);
  }
}

void remove_right(struct file *file, int allowed) {
  // ok: c-empty-if-body
  if (allowed)
  {
    erase(file);
  }
  // ok: c-empty-if-body
  do {
    file = next(file);
  } while (file);
}
