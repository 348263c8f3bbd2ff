#include "show/kit_calls.hpp"

#include <array>
#include <cctype>

namespace stickylab {
namespace {

constexpr auto kCalls = std::to_array<KitCall>({
    {"run_tcp",
     {"starts both ends, with a TCP connection between them", "启动两端，中间是一条 TCP 连接"}},
    {"run_udp", {"starts both ends, with UDP between them", "启动两端，中间走 UDP"}},
    {"run_unix",
     {"starts both ends, with a local socket between them", "启动两端，中间是本机套接字"}},
    {"run_at",
     {"starts both ends, each of which makes its sockets itself",
      "启动两端，套接字由各端自己创建"}},
    {"connect_to", {"a new TCP socket, connected", "新建一个 TCP 套接字并连上"}},
    {"send_some",
     {"one send, of which the kernel takes some bytes, perhaps not all",
      "一次 send，内核可能只收下一部分字节"}},
    {"send_all", {"send, until the kernel has taken all bytes", "反复 send，直到内核收下全部字节"}},
    {"receive_some",
     {"one recv, which brings whatever is there; 0 is the end of the stream",
      "一次 recv，有多少取多少；返回 0 表示流已结束"}},
    {"receive_all",
     {"recv, until so many bytes are there; fewer only at the end of the stream",
      "反复 recv，直到取满这么多字节；只有流提前结束才会少"}},
    {"receive_waiting",
     {"one recv that does not wait; nothing where nothing is there",
      "一次不等待的 recv，有就取，没有就返回空"}},
    {"set_option",
     {"sets a socket option: setsockopt with an int", "设置套接字选项：setsockopt，值是一个 int"}},
    {"got_message",
     {"hands over what the receiver takes for one message", "交出接收方当作一条消息的内容"}},
    {"until_queued",
     {"the receiver is busy, until so many bytes wait in its queue; so every run is the same",
      "接收方在忙别的，直到队列里积了这么多字节；这样每次运行都一样"}},
    {"until_datagrams",
     {"the receiver is busy, until so many datagrams wait; so every run is the same",
      "接收方在忙别的，直到积了这么多数据报；这样每次运行都一样"}},
    {"until_arrived",
     {"the receiver is busy, until so many have come, kept or not; so every run is the same",
      "接收方在忙别的，直到到达这么多，不论是否收下；这样每次运行都一样"}},
    {"step_done", {"tells the other end that this point is reached", "告诉另一端：已经到达这一步"}},
    {"wait_for_step",
     {"waits until the other end has said so; so every run is the same",
      "等另一端到达这一步；这样每次运行都一样"}},
    {"fail", {"ends with the error of a system call", "因系统调用出错而结束"}},
    {"refuse",
     {"ends with an error, as the peer has done what it must not", "对端违反约定，报错结束"}},
});

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
