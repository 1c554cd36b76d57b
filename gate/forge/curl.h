// libcurl, opened on first use: linked, it would load its TLS and name-service libraries at every start of gate.
// Internal to this room.
#pragma once

#include <curl/curl.h>

#include "gate/base/error.h"

namespace gate::forge {

// The functions that the room calls. One table for the process, never closed.
struct Curl {
  decltype(&::curl_global_init) global_init = nullptr;
  decltype(&::curl_easy_init) easy_init = nullptr;
  decltype(&::curl_easy_setopt) setopt = nullptr;
  decltype(&::curl_easy_perform) perform = nullptr;
  decltype(&::curl_easy_getinfo) getinfo = nullptr;
  decltype(&::curl_easy_cleanup) cleanup = nullptr;
  decltype(&::curl_easy_strerror) strerror = nullptr;
  decltype(&::curl_slist_append) slist_append = nullptr;
  decltype(&::curl_slist_free_all) slist_free_all = nullptr;
  decltype(&::curl_url) url = nullptr;
  decltype(&::curl_url_set) url_set = nullptr;
  decltype(&::curl_url_get) url_get = nullptr;
  decltype(&::curl_url_cleanup) url_cleanup = nullptr;
  decltype(&::curl_free) free = nullptr;
};

// Safe from any thread. ErrorKind::unavailable where the library is not installed, with the package's name.
Expected<const Curl*> open_curl();

}  // namespace gate::forge
