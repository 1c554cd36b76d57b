// Counts.
const limit = 3;

function a() {
  return b(;
}
