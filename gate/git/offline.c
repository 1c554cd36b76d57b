/* The network half of libgit2, left out of a program that links it statically: gate reads repositories in process and
 * lets the git command line fetch. These definitions stand in for the archive members of the same symbols (ssh.c,
 * http.c, mbedtls.c of libgit2 1.5), so that neither they nor libssh2, GSSAPI and TLS are linked, and no start of gate
 * parses the system's certificates. Every attempt to reach the network is an error of libgit2. */
#include <git2/errors.h>
#include <git2/sys/stream.h>
#include <git2/sys/transport.h>
#include <stdbool.h>

bool git_http__expect_continue = false;

int git_transport_ssh_global_init(void);
int git_mbedtls_stream_global_init(void);
int git_mbedtls__set_cert_location(const char* path, int is_folder);
int git_mbedtls_stream_new(git_stream** out, const char* host, const char* port);
int git_mbedtls_stream_wrap(git_stream** out, git_stream* in, const char* host);

static int refuse(void) {
  git_error_set_str(GIT_ERROR_NET, "this libgit2 is built into gate without any network");
  return GIT_ERROR;
}

int git_transport_ssh_global_init(void) { return 0; }
int git_mbedtls_stream_global_init(void) { return 0; }

int git_mbedtls__set_cert_location(const char* path, int is_folder) {
  (void)path;
  (void)is_folder;
  return refuse();
}

int git_mbedtls_stream_new(git_stream** out, const char* host, const char* port) {
  (void)host;
  (void)port;
  *out = NULL;
  return refuse();
}

int git_mbedtls_stream_wrap(git_stream** out, git_stream* in, const char* host) {
  (void)in;
  (void)host;
  *out = NULL;
  return refuse();
}

int git_smart_subtransport_http(git_smart_subtransport** out, git_transport* owner, void* parameter) {
  (void)owner;
  (void)parameter;
  *out = NULL;
  return refuse();
}

int git_smart_subtransport_ssh(git_smart_subtransport** out, git_transport* owner, void* parameter) {
  (void)owner;
  (void)parameter;
  *out = NULL;
  return refuse();
}

int git_transport_ssh_with_paths(git_transport** out, git_remote* owner, void* payload) {
  (void)owner;
  (void)payload;
  *out = NULL;
  return refuse();
}
