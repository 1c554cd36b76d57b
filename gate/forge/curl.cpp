#include "gate/forge/curl.h"

#include <dlfcn.h>

#include <string>

namespace gate::forge {
namespace {

struct Opened {
  Curl table;
  std::string problem;
};

template <class Function>
void look_up(void* library, const char* name, Function& function, std::string& problem) {
  function = reinterpret_cast<Function>(dlsym(library, name));
  if (function == nullptr && problem.empty()) problem = std::string("libcurl lacks ") + name;
}

Opened open_library() {
  Opened out;
  void* library = nullptr;
  for (const char* name : {"libcurl.so.4", "libcurl-gnutls.so.4"}) {
    if (library == nullptr) library = dlopen(name, RTLD_NOW | RTLD_LOCAL);
  }
  if (library == nullptr) {
    out.problem = "libcurl is not installed";
    return out;
  }
  auto& curl = out.table;
  look_up(library, "curl_global_init", curl.global_init, out.problem);
  look_up(library, "curl_easy_init", curl.easy_init, out.problem);
  look_up(library, "curl_easy_setopt", curl.setopt, out.problem);
  look_up(library, "curl_easy_perform", curl.perform, out.problem);
  look_up(library, "curl_easy_getinfo", curl.getinfo, out.problem);
  look_up(library, "curl_easy_cleanup", curl.cleanup, out.problem);
  look_up(library, "curl_easy_strerror", curl.strerror, out.problem);
  look_up(library, "curl_slist_append", curl.slist_append, out.problem);
  look_up(library, "curl_slist_free_all", curl.slist_free_all, out.problem);
  look_up(library, "curl_url", curl.url, out.problem);
  look_up(library, "curl_url_set", curl.url_set, out.problem);
  look_up(library, "curl_url_get", curl.url_get, out.problem);
  look_up(library, "curl_url_cleanup", curl.url_cleanup, out.problem);
  look_up(library, "curl_free", curl.free, out.problem);
  if (out.problem.empty() && curl.global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
    out.problem = "libcurl does not start";
  }
  return out;
}

}  // namespace

Expected<const Curl*> open_curl() {
  static const Opened opened = open_library();
  if (!opened.problem.empty()) {
    return fail(ErrorKind::unavailable, opened.problem, "", "install the package libcurl4 (7.62 or newer)");
  }
  return &opened.table;
}

}  // namespace gate::forge
