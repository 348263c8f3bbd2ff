// A peer of labs 50 and 51 sends anything: frames in pieces, and what stands in them,
// under libFuzzer. The first byte of the input says where the stream is cut.
#include "service/message.hpp"

#include <cstdlib>

#include "frame_decoder.hpp"
#include "ladder.hpp"
#include "service/names.hpp"

namespace {

using service::Json;

void must(bool holds) {
  if (!holds) std::abort();
}

void take_path(const std::string& text) {
  const service::Resolved resolved = service::resolve({"folder"}, text);
  if (resolved.error != service::Resolved::Error::none) return;
  for (const std::string& name : resolved.path) must(service::is_name(name));
  const service::Resolved again = service::resolve({}, service::text_of(resolved.path));
  must(again.path == resolved.path);
}

// Each key once more, as a session asks for them.
void take_control(const Json& json) {
  must(service::control_of(service::control_frame(json).substr(5)) == json);
  service::Fields fields(json);
  must(fields.number("id") <= service::kLargest);
  const std::string what = fields.text("do");
  must(service::printable(what).find('\x1b') == std::string::npos);
  if (fields.has("path")) take_path(fields.text("path"));
  if (fields.has("replace")) fields.flag("replace");
  if (fields.has("ladder")) {
    const service::Ladder ladder = files::ladder_of(fields.must("ladder"));
    must(files::places_of(ladder).size() == ladder.size());
  }
  fields.done();
}

void take(std::string_view body) {
  const char kind = body.front();
  body.remove_prefix(1);
  if (kind == 'c') take_control(service::control_of(body));
  if (kind == 'd') must(service::data_of(body).bytes.size() <= service::kBlock);
  if (kind == 'g') service::grant_of(body);
}

void take_all(FrameDecoder& decoder, std::string_view bytes) {
  while (const auto body = decoder.next(bytes)) {
    if (body->empty()) continue;
    try {
      take(*body);
    } catch (const service::Refusal& refusal) {
      must(!refusal.code().empty());
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const char* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view stream(data + 1, size - 1);
  const std::size_t cut = std::min<std::size_t>(static_cast<unsigned char>(*data), stream.size());
  FrameDecoder decoder(service::kLongestBeforeLogin);
  take_all(decoder, stream.substr(0, cut));
  take_all(decoder, stream.substr(cut));
  decoder.finish();
  return 0;
}
