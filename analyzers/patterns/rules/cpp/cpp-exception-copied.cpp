#include <exception>
#include <stdexcept>

void run(Job& job) {
  try {
    job.run();
    // ruleid: cpp-exception-copied
  } catch (std::runtime_error e) {
    log(e.what());
    // ruleid: cpp-exception-copied
  } catch (const std::exception e) {
    log(e.what());
  }
}

void run_right(Job& job) {
  try {
    job.run();
    // ok: cpp-exception-copied
  } catch (const std::runtime_error& e) {
    log(e.what());
    // ok: cpp-exception-copied
  } catch (int code) {
    log(code);
    // ok: cpp-exception-copied
  } catch (...) {
    throw;
  }
}
