#include "show/kit_calls.hpp"

#include <array>
#include <cctype>

namespace stickylab {
namespace {

constexpr std::array kCalls = {
    KitCall{"run_tcp", Word::kit_run_tcp},
    KitCall{"run_udp", Word::kit_run_udp},
    KitCall{"send_some", Word::kit_send_some},
    KitCall{"send_all", Word::kit_send_all},
    KitCall{"receive_some", Word::kit_receive_some},
    KitCall{"receive_all", Word::kit_receive_all},
    KitCall{"receive_waiting", Word::kit_receive_waiting},
    KitCall{"set_option", Word::kit_set_option},
    KitCall{"got_message", Word::kit_got_message},
    KitCall{"until_queued", Word::kit_until_queued},
    KitCall{"until_datagrams", Word::kit_until_datagrams},
    KitCall{"step_done", Word::kit_step_done},
    KitCall{"wait_for_step", Word::kit_wait_for_step},
    KitCall{"fail", Word::kit_fail},
    KitCall{"refuse", Word::kit_refuse},
};

bool names(std::string_view code, std::string_view call) {
  const std::string wanted = "kit::" + std::string(call);
  for (std::size_t at = code.find(wanted); at != std::string_view::npos;
       at = code.find(wanted, at + 1)) {
    const std::size_t end = at + wanted.size();
    const char next = end < code.size() ? code[end] : ' ';
    if (std::isalnum(static_cast<unsigned char>(next)) == 0 && next != '_') return true;
  }
  return false;
}

}  // namespace

std::vector<KitCall> kit_calls(std::string_view code) {
  std::vector<KitCall> found;
  for (const KitCall& call : kCalls)
    if (names(code, call.name)) found.push_back(call);
  return found;
}

}  // namespace stickylab
