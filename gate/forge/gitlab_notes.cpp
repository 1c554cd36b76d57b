#include "gate/forge/gitlab.h"
#include "gate/forge/words.h"

namespace gate::forge {
namespace {

struct Note {
  std::uint64_t id = 0;
  std::string body;
};

std::uint64_t number_at(const Json& value, const char* pointer) {
  const auto place = Json::json_pointer(pointer);
  return value.contains(place) && value[place].is_number_unsigned() ? value[place].get<std::uint64_t>() : 0;
}

std::unexpected<RestError> explained(RestError failed) {
  if (failed.status == 401 || failed.status == 403 || failed.status == 404)
    failed.error.remedy =
        "writing a note needs GITLAB_TOKEN, a project access token with the scope api and the role Reporter or more; "
        "CI_JOB_TOKEN may not";
  return std::unexpected(std::move(failed));
}

// Others may write a note that begins with the marker too; only our own is changed.
std::optional<Note> own_note(const Json& notes, std::uint64_t self, const std::string& marker) {
  for (const auto& item : notes) {
    const auto body = text_at(item, "/body");
    if (number_at(item, "/author/id") != self || !body.starts_with(marker)) continue;
    if (const auto id = number_at(item, "/id"); id > 0) return Note{id, body};
  }
  return std::nullopt;
}

}  // namespace

GitLabPublisher::GitLabPublisher(const GitLabContext& context, Deadline deadline)
    : client_(gitlab_client(context, deadline)),
      path_("/projects/" + context.project + "/merge_requests/" + context.merge_request),
      page_url_(context.project_url.empty() ? "" : context.project_url + "/-/merge_requests/" + context.merge_request) {
}

RestExpected<std::string> GitLabPublisher::head() const {
  const auto answer = client_.get(path_);
  if (!answer) return explained(answer.error());
  auto head = text_at(*answer, "/sha");
  if (!head.empty()) return head;
  return std::unexpected(
      RestError{200, {ErrorKind::parse, "the server's answer for " + path_ + " names no head", "", ""}});
}

RestExpected<NoteWritten> GitLabPublisher::put_note(const std::string& marker, const WriteNote& write) const {
  const auto self = client_.get("/user");
  if (!self) return explained(self.error());
  const auto id = number_at(*self, "/id");
  const auto notes = client_.get_all(path_ + "/notes?sort=asc&order_by=created_at&per_page=100");
  if (!notes) return explained(notes.error());
  const auto note = id == 0 ? std::nullopt : own_note(*notes, id, marker);
  std::string why;
  const auto body = write(note ? note->body : std::string(), why);
  const auto address = [&](std::uint64_t number) {
    return page_url_.empty() || number == 0 ? page_url_ : page_url_ + "#note_" + std::to_string(number);
  };
  if (!body) return NoteWritten{address(note ? note->id : 0), why};
  if (note && note->body == *body) return NoteWritten{address(note->id), "left as it is: it says so already"};
  const auto answer = note ? client_.send("PUT", path_ + "/notes/" + std::to_string(note->id), {{"body", *body}})
                           : client_.send("POST", path_ + "/notes", {{"body", *body}});
  if (!answer) return explained(answer.error());
  return NoteWritten{address(number_at(*answer, "/id")), note ? "changed" : "written"};
}

}  // namespace gate::forge
