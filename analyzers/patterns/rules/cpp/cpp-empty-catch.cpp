#include <exception>

void run(Job& job) {
  try {
    job.run();
    // ruleid: cpp-empty-catch
  } catch (...) {
  }
  try {
    job.save();
    // ruleid: cpp-empty-catch
  } catch (const std::exception& e) {}
}

void run_right(Job& job) {
  try {
    job.run();
    // ok: cpp-empty-catch
  } catch (const std::exception& e) {
    log(e.what());
  }
  try {
    job.cancel();
    // ok: cpp-empty-catch
  } catch (...) {
    // A job that ended meanwhile cannot be cancelled.
  }
}
