#include <sstream>
#include <string>

void open_index(const std::string& folder, int number) {
  // ruleid: cpp-dangling-text
  const char* path = (folder + "/index").c_str();
  open(path);
  // ruleid: cpp-dangling-text
  std::string_view text = std::to_string(number);
  show(text);
  std::ostringstream out;
  out << number;
  // ruleid: cpp-dangling-text
  const char* line = out.str().c_str();
  show(line);
}

void open_right(const std::string& folder, int number) {
  // ok: cpp-dangling-text
  const std::string path = folder + "/index";
  open(path.c_str());
  // ok: cpp-dangling-text
  const char* name = folder.c_str();
  show(name);
  // ok: cpp-dangling-text
  std::string_view view = folder;
  show(view.substr(1));
}
