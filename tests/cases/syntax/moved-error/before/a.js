function a() {
  return b(;
}
