#include "text/words.hpp"

#include <string.h>

#include <algorithm>
#include <array>

namespace stickylab {
namespace {

struct Entry {
  Word word;
  std::string_view en;
  std::string_view zh;
};

constexpr std::array<Entry, kWords> kEntries = {{
    {Word::sender, "SENDER", "发送方"},
    {Word::wire, "WIRE", "链路"},
    {Word::receiver, "RECEIVER", "接收方"},
    {Word::harness, "HARNESS", "实验台"},
    {Word::sender_short, "S", "发"},
    {Word::wire_short, "W", "路"},
    {Word::receiver_short, "R", "收"},
    {Word::harness_short, "H", "台"},
    {Word::sender_name, "sender", "发送方"},
    {Word::wire_name, "wire", "链路"},
    {Word::receiver_name, "receiver", "接收方"},
    {Word::harness_name, "harness", "实验台"},
    {Word::ms, "ms", "毫秒"},
    {Word::broken, "broken", "出错版"},
    {Word::fixed, "fixed", "修正版"},

    {Word::same, "same", "一致"},
    {Word::merged, "merged", "粘连"},
    {Word::torn, "torn", "拆散"},
    {Word::lost, "lost", "丢失"},
    {Word::garbled, "garbled", "错乱"},
    {Word::extra, "extra", "多余"},
    {Word::stalled, "stalled", "迟滞"},
    {Word::hang, "hang", "卡死"},
    {Word::crash, "crash", "崩溃"},
    {Word::inconclusive, "inconclusive", "无法判定"},

    {Word::same_means, "the messages arrived as they were meant", "收到的消息与本意一致"},
    {Word::merged_means, "several messages arrived as one", "几条消息被当成了一条"},
    {Word::torn_means, "one message arrived in pieces", "一条消息被拆成了几块"},
    {Word::lost_means, "some messages did not arrive", "有消息没有收到"},
    {Word::garbled_means, "bytes arrived that nobody meant as a message",
     "收到的内容不是任何一条消息的本意"},
    {Word::extra_means, "messages arrived that nobody sent", "收到了没有人发过的消息"},
    {Word::stalled_means, "the messages are right, but come late", "消息没错，却来得太晚"},
    {Word::hang_means, "a program was still waiting when the run was ended",
     "运行被终止时，程序仍在等待"},
    {Word::crash_means, "a program failed", "程序出错退出"},
    {Word::inconclusive_means, "this run shows nothing either way", "这次运行说明不了问题"},

    {Word::gate_not_seen, "what the lab needs to happen first did not happen in this run",
     "实验所需的前提在这次运行中没有出现"},
    {Word::calls_not_seen, "the calls of a program could not be observed (is it static?)",
     "观察不到程序的系统调用（是静态链接的吗？）"},
    {Word::events_dropped, "the log was too small for all calls of this run",
     "调用太多，日志装不下，记录不完整"},
    {Word::between_thresholds, "too slow to be prompt, too fast to be a stall",
     "耗时介于“及时”与“迟滞”之间，不好下结论"},
    {Word::receiver_not_ready, "the receiver never opened its port", "接收方始终没有打开端口"},
    {Word::not_started, "a program could not be started", "程序无法启动"},
    {Word::stage_lost, "the stage ended under the run", "实验环境中途退出"},
    {Word::deadline, "a program was still waiting at the time limit", "时限已到，程序仍在等待"},
    {Word::deadlock, "each program waits for the other, and no byte is queued or under way",
     "两个程序互相等待，队列里和路上都没有数据"},
    {Word::too_much_output, "the receiver printed without end and was stopped",
     "接收方没完没了地输出，已被终止"},
    {Word::signaled, "a signal ended the program", "程序被信号终止"},
    {Word::failed, "the messages are right, but the program reported a failure",
     "消息没错，但程序以失败状态退出"},
    {Word::too_much_memory, "a program used too much memory and was stopped",
     "程序占用的内存太多，已被终止"},
    {Word::too_many_processes, "a program started too many processes and was stopped",
     "程序启动的进程太多，已被终止"},
    {Word::too_much_written, "a program wrote too much into files and was stopped",
     "程序写入文件的数据太多，已被终止"},
    {Word::too_many_descriptors, "a program had too many descriptors open and was stopped",
     "程序打开的描述符太多，已被终止"},
    {Word::too_much_traffic, "more was sent than can be recorded, and the run was stopped",
     "收发的数据太多，记录不下，运行已被终止"},

    {Word::outcome_reproduced, "reproduced", "已重现"},
    {Word::outcome_not_reproduced, "not reproduced", "未重现"},
    {Word::outcome_inconclusive, "inconclusive", "无法判定"},

    {Word::stop_deadline, "stopped: the time limit was reached", "终止：到了时限"},
    {Word::stop_deadlock, "stopped: each waits for the other, and nothing is under way",
     "终止：双方互相等待，路上没有数据"},
    {Word::stop_output, "stopped: too much output", "终止：输出太多"},
    {Word::stop_not_started, "a program could not be started", "程序无法启动"},
    {Word::stop_not_ready, "stopped: the port was never opened", "终止：端口始终没有打开"},
    {Word::stop_stage_lost, "the stage ended under the run", "实验环境中途退出"},
    {Word::stop_silence, "nothing more comes, and the receiver waits",
     "再也没有数据到来，接收方在等待"},
    {Word::stop_memory, "stopped: too much memory", "终止：占用的内存太多"},
    {Word::stop_processes, "stopped: too many processes", "终止：进程太多"},
    {Word::stop_written, "stopped: too much written into files", "终止：写入文件的数据太多"},
    {Word::stop_descriptors, "stopped: too many open descriptors", "终止：打开的描述符太多"},
    {Word::stop_traffic, "stopped: more was sent than can be recorded",
     "终止：收发的数据太多，记录不下"},

    {Word::number_verdict, "verdict", "判定"},
    {Word::number_messages, "messages understood", "识别出的消息数"},
    {Word::number_writes, "writes", "写入次数"},
    {Word::number_reads, "reads that brought bytes", "读到字节的次数"},
    {Word::number_empty_reads, "reads that returned 0", "返回 0 的读取次数"},
    {Word::number_first_read, "bytes of the first read", "首次读到的字节数"},
    {Word::number_largest_read, "bytes of the largest read", "一次最多读到的字节数"},
    {Word::number_longest_read_ms, "longest wait in a read (ms)", "一次读取最久等了（毫秒）"},
    {Word::number_segments, "segments", "TCP 报文段数"},
    {Word::number_unacked, "segments without ACK, at most", "最多同时未确认的报文段数"},
    {Word::number_first_held_bytes, "bytes of the first write held back by TCP",
     "首次写入被 TCP 压住的字节数"},
    {Word::number_held_bytes, "bytes held back by TCP, at most", "TCP 最多压住的字节数"},
    {Word::number_held_ms, "held back by TCP, median (ms)", "被 TCP 压住的时间，中位数（毫秒）"},
    {Word::number_exchanges, "exchanges: requests replied to", "一问一答的次数"},
    {Word::number_exchange_ms, "one exchange, median (ms)", "一问一答用时，中位数（毫秒）"},
    {Word::number_shortest_exchange_ms, "shortest exchange (ms)", "最快的一问一答（毫秒）"},
    {Word::number_reading_us, "first to last read (microseconds)", "首次读取到末次读取（微秒）"},
    {Word::number_elapsed_ms, "first write to last read (ms)", "首次写入到末次读取（毫秒）"},
    {Word::number_ending, "ending", "结束方式"},

    {Word::exited, "exited with {0}", "以 {0} 退出"},
    {Word::killed, "killed by {0}", "被 {0} 终止"},
    {Word::stopped, "stopped by stickylab", "被 stickylab 终止"},
    {Word::never_started, "never started", "没有启动"},

    {Word::size, "{0} B", "{0} 字节"},
    {Word::byte_range, "bytes {0}{1}{2}", "第 {0}{1}{2} 字节"},
    {Word::one_byte, "byte {0}", "第 {0} 字节"},
    {Word::end_of_stream, "{0}: end of stream", "{0}：流到此结束"},
    {Word::empty_datagram, "= 0: an empty datagram", "= 0：空数据报"},
    {Word::read_end, "= 0: end of stream", "= 0：流到此结束"},
    {Word::datagram_cut, "the other {0} B of the datagram are gone", "该数据报其余 {0} 字节已丢弃"},
    {Word::queued, "({0} B were waiting)", "（已有 {0} 字节在排队）"},
    {Word::held, "TCP holds {0} B back", "TCP 压住 {0} 字节未发"},
    {Word::unacked, "segments without ACK: {0}", "未确认的报文段：{0}"},
    {Word::waited, "waited {0} ms", "等了 {0} 毫秒"},
    {Word::took, "took {0} ms", "用了 {0} 毫秒"},
    {Word::still_waiting, "{0} still waiting", "{0} 仍在等待"},
    {Word::call_failed, "failed: {0}", "失败：{0}"},
    {Word::nothing_there, "= nothing there ({0})", "= 暂无数据（{0}）"},
    {Word::option_on, "{0} on", "打开 {0}"},
    {Word::option_off, "{0} off", "关闭 {0}"},
    {Word::message, "message", "消息"},
    {Word::prints, "prints: {0}", "输出：{0}"},
    {Word::prints_error, "stderr: {0}", "标准错误：{0}"},
    {Word::same_again, "the same {0} times more", "同样的再来 {0} 次"},
    {Word::exchanges, "exchanges {0}{1}{2} went the same way, in ms: {3}",
     "第 {0}{1}{2} 次一问一答与此相同，用时（毫秒）：{3}"},
    {Word::one_exchange, "exchange {0} went the same way, in ms: {1}",
     "第 {0} 次一问一答与此相同，用时（毫秒）：{1}"},
    {Word::rows_left_out, "{0} rows are left out here", "此处略去 {0} 行"},
    {Word::not_observed, "calls not observed", "观察不到调用"},
    {Word::gap, "{0} ms", "{0} 毫秒"},
    {Word::held_until_ack, "TCP holds {0} B back until what it has sent before is acknowledged",
     "TCP 压住 {0} 字节，要等先前发出的数据得到确认"},
    {Word::held_by_cork, "TCP_CORK is on: the kernel holds {0} B back",
     "TCP_CORK 开着：内核压住 {0} 字节"},
    {Word::held_by_tcp, "TCP holds {0} B back", "TCP 压住 {0} 字节"},
    {Word::held_by_nagle, "Nagle holds {0} B: {1} B are not yet acknowledged",
     "Nagle 压住 {0} 字节：先前的 {1} 字节还没有得到确认"},
    {Word::ack_delayed, "the {0} delays its ACK", "{0}推迟了确认"},
    {Word::crossing, "on the wire: {0}", "正在链路上：{0}"},
    {Word::kept_back, "the wire keeps it back: {0}", "被链路扣住：{0}"},
    {Word::resending, "not acknowledged: {0}; TCP waits, then sends it again",
     "没有得到确认：{0}；TCP 等了一阵才重传"},
    {Word::segment, "segment {0}", "报文段 {0}"},
    {Word::segments, "segments {0}", "报文段 {0}"},
    {Word::datagram, "datagram {0}", "数据报 {0}"},
    {Word::ack_of, "ACK of {0}", "确认{0}"},
    {Word::again, "{0} again", "重传{0}"},
    {Word::copy_of, "copy of {0}", "{0}（副本）"},
    {Word::handshake, "handshake", "三次握手"},
    {Word::write_number, "write {0}", "第 {0} 次写"},
    {Word::carries_part, "part of write {0}", "第 {0} 次写的一部分"},
    {Word::carries_parts, "parts of writes {0}", "第 {0} 次写的各一部分"},
    {Word::carries_writes, "carries writes {0}", "载有第 {0} 次写"},
    {Word::took_part, "part of segment {0}", "报文段 {0} 的一部分"},
    {Word::took_parts, "parts of segments {0}", "报文段 {0} 的各一部分"},
    {Word::took_segments, "took segments {0}", "取自报文段 {0}"},
    {Word::lost_on_wire, "lost on the wire", "在链路上丢失"},
    {Word::still_on_wire, "still on the wire as the run ended", "运行结束时还在链路上"},
    {Word::held_on_wire, "the wire keeps it back", "被链路扣住"},
    {Word::fragment, "fragment, from byte {0}", "分片，从第 {0} 字节起"},
    {Word::window_closed, "window 0: no room left", "窗口为 0：装不下了"},

    {Word::meant, "messages meant ({0}):", "本意（{0} 条消息）"},
    {Word::understood, "messages understood ({0}):", "识别结果（{0} 条消息）"},
    {Word::none, "none", "无"},
    {Word::more_messages, "and {0} more", "另有 {0} 条"},
    {Word::not_utf8, "The receiver printed bytes that are not UTF-8.",
     "接收方输出了不合 UTF-8 的字节。"},
    {Word::calls_dropped, "Calls that did not fit into the log: {0}.",
     "有 {0} 次调用没能记入日志。"},
    {Word::strays, "Processes left behind, ended by stickylab: {0}.",
     "程序遗留了 {0} 个进程，已由 stickylab 终止。"},
    {Word::how_they_differ, "How they differ", "两者的差别"},
    {Word::why, "Why", "原因"},
    {Word::numbers, "In numbers", "数据"},
    {Word::segments_source,
     "Segments: TCP_INFO of the sender, data segments without retransmissions.",
     "报文段数取自发送方的 TCP_INFO：只计数据段，不计重传。"},
    {Word::segments_counted, "Segments: counted on the wire, without retransmissions.",
     "报文段数是在链路上数出来的：只计数据段，不计重传。"},
    {Word::wire_missed, "Frames that the wire was too slow to see: {0}.",
     "有 {0} 个帧来得太快，链路没能看到。"},
    {Word::expected_observed, "{0}, {1}: expected {2}, observed {3}",
     "{0}的{1}：应为 {2}，实为 {3}"},
    {Word::first_failure, "First failure: run {0} of {1}", "首次失败：第 {0} 次，共 {1} 次"},
    {Word::runs_reproduced, "{0} of {1} reproduced", "{1} 次中重现 {0} 次"},
    {Word::runs_inconclusive, "inconclusive: {0}", "无法判定 {0} 次"},
    {Word::runs_made, "runs made: {0} of {1}", "应运行 {1} 次，已运行 {0} 次"},
    {Word::not_run, "not run: the check stopped at the first failure",
     "没有运行：检查在首次失败后就停了"},
    {Word::no_runs, "no run falls to this shard", "没有哪一次运行分到这一份"},
    {Word::failed_later,
     "not as stated in {0} runs, all after the first failure of the other version",
     "有 {0} 次与标明的不符，都在另一版首次失败之后"},
    {Word::bytes_left_out, "{0} bytes are left out here", "此处略去 {0} 字节"},
    {Word::total_reproduced, "reproduced: {0} of {1}", "{1} 个实验中重现 {0} 个"},
    {Word::total_not_reproduced, "not reproduced: {0}", "未重现 {0} 个"},
    {Word::total_inconclusive, "inconclusive: {0}", "无法判定 {0} 个"},
    {Word::observed_were, "observed: {0}", "观察手段：{0}"},
    {Word::comma, ", ", "，"},
    {Word::colon, ": ", "："},
    {Word::semicolon, "; ", "；"},

    {Word::pcap_segment, "segment {0} of the {1}", "{1}的第 {0} 个报文段"},
    {Word::pcap_datagram, "datagram {0} of the {1}", "{1}的第 {0} 个数据报"},
    {Word::pcap_fragment, "its fragment at offset {0}", "其中偏移 {0} 的分片"},
    {Word::pcap_retransmission, "retransmission", "重传"},
    {Word::pcap_repeats, "repeats segment {0}", "重复第 {0} 个报文段"},
    {Word::pcap_write, "carries bytes of write {0}", "装有第 {0} 次写入的字节"},
    {Word::pcap_writes, "carries bytes of writes {0}", "装有第 {0} 次写入的字节"},
    {Word::pcap_read, "taken by read {0} of the {1}", "被{1}的第 {0} 次读取取走"},
    {Word::pcap_reads, "taken by reads {0} of the {1}", "被{1}的第 {0} 次读取取走"},
    {Word::pcap_opens, "the {0} opens the connection", "{0}发起连接"},
    {Word::pcap_accepts, "the kernel of the {0} accepts the connection", "{0}的内核接受连接"},
    {Word::pcap_ends, "the {0} sends no more", "{0}不再发送"},
    {Word::pcap_aborts, "the {0} aborts the connection", "{0}强行断开连接"},
    {Word::pcap_acknowledges, "acknowledges all up to segment {0} of the {1}",
     "确认收到{1}的数据，到第 {0} 个报文段为止"},
    {Word::pcap_bare_ack, "an acknowledgement, no data", "只是确认，不带数据"},
    {Word::pcap_copy, "a copy that the wire made", "链路复制出来的副本"},
    {Word::pcap_held, "held back by the wire", "在链路上被扣住"},
    {Word::pcap_lost, "lost on the wire", "在链路上丢失"},
    {Word::pcap_underway, "still on the wire as the run ended", "运行结束时仍在链路上"},
    {Word::pcap_arrived, "arrived {0} ms after it left", "离开 {0} 毫秒后到达"},
    {Word::pcap_missed, "The wire was too slow to read {0} frames; they are not in here.",
     "有 {0} 个帧链路来不及读取，这里没有它们。"},

    {Word::yes, "yes", "可用"},
    {Word::no, "no", "不可用"},
    {Word::doctor_kernel, "kernel", "内核"},
    {Word::doctor_two_hosts, "two hosts", "两台主机"},
    {Word::doctor_two_hosts_means, "yes: two real hosts and a wire, every segment is seen",
     "可用：两台真实的主机和一条链路，每个报文段都看得见"},
    {Word::doctor_loopback, "loopback", "本机回环"},
    {Word::doctor_loopback_means,
     "yes: two processes on 127.0.0.1 and 127.0.0.2; there is no wire lane, segments are counted "
     "by TCP_INFO",
     "可用：127.0.0.1 与 127.0.0.2 上的两个进程；没有链路一栏，报文段数取自 TCP_INFO"},
    {Word::doctor_probe, "probe", "探针"},
    {Word::doctor_containment, "processes", "进程"},
    {Word::doctor_pid_namespace, "each run has a PID namespace of its own; nothing outlives it",
     "每次运行都有自己的 PID 命名空间，运行结束后什么也不会留下"},
    {Word::doctor_subreaper, "no PID namespace; stickylab itself ends what a run leaves behind",
     "没有 PID 命名空间；运行遗留的进程由 stickylab 自己清理"},
    {Word::advice_apparmor,
     "AppArmor keeps user namespaces from ordinary users. As root: "
     "sysctl -w kernel.apparmor_restrict_unprivileged_userns=0",
     "AppArmor 不让普通用户使用用户命名空间。请以 root 执行："
     "sysctl -w kernel.apparmor_restrict_unprivileged_userns=0"},
    {Word::advice_userns_clone,
     "User namespaces are off for ordinary users. As root: "
     "sysctl -w kernel.unprivileged_userns_clone=1",
     "普通用户的用户命名空间被关闭。请以 root 执行："
     "sysctl -w kernel.unprivileged_userns_clone=1"},
    {Word::advice_no_userns,
     "The system allows no user namespace. As root: sysctl -w user.max_user_namespaces=10000",
     "系统不允许创建用户命名空间。请以 root 执行：sysctl -w user.max_user_namespaces=10000"},
    {Word::advice_container,
     "A seccomp filter is active, as in Docker. Start the container with --privileged, or with "
     "--security-opt seccomp=unconfined",
     "有 seccomp 过滤器在起作用，例如在 Docker 里。启动容器时请加 --privileged，或者 "
     "--security-opt seccomp=unconfined"},
    {Word::falls_back,
     "two hosts cannot be had here ({0}); loopback instead, without a wire lane. "
     "`stickylab doctor` says how to get them",
     "这里无法建立两台主机（{0}），改用本机回环，没有链路一栏。办法见 `stickylab doctor`"},

    {Word::trial_passed, "passed", "通过"},
    {Word::trial_schedules,
     "right under every delivery that was tried ({0}, early endings included)",
     "试过的 {0} 种送达方式下全部正确，包括提前结束"},
    {Word::trial_fails, "fails", "出错"},
    {Word::trial_some, "right under every delivery that was tried ({0})",
     "试过的 {0} 种送达方式下全部正确"},
    {Word::trial_delivery, "delivered as", "送达方式"},
    {Word::trial_replies, "replies", "应答"},
    {Word::trial_meant, "meant", "本意"},
    {Word::trial_understood, "understood", "识别结果"},
    {Word::trial_ending, "the receiver", "接收方"},
    {Word::trial_sender, "the sender", "发送方"},
    {Word::trial_hint, "look at", "请看"},
    {Word::trial_again, "again", "再跑一次"},
    {Word::in_brackets, "{0} ({1})", "{0}（{1}）"},
    {Word::cut_at, "cut at |", "在 | 处切开"},
    {Word::more_pieces, "and {0} more", "另有 {0} 段"},
    {Word::then_fin, "then FIN", "随后 FIN"},
    {Word::then_rst, "then RST", "随后 RST"},
    {Word::then_silence, "then silence", "随后没有动静"},
    {Word::fault_silent_end,
     "the stream ended inside a message, and the program ended without an error",
     "流在一条消息中间结束，程序却没有报错就退出了"},
    {Word::fault_hang,
     "the program was still waiting or busy at the time limit, although all had come",
     "数据已经到齐，时限到时程序仍在等待或空转"},
    {Word::fault_crash, "the messages are right, but the program {0}", "消息没错，但是程序{0}"},
    {Word::fault_not_run, "it did not run: {0}", "没有运行起来：{0}"},
    {Word::fault_nothing_sent, "the sender sent nothing", "发送方什么也没有发"},
    {Word::fault_output, "it printed more than {0} and was stopped", "输出超过 {0}，已被终止"},
    {Word::fault_memory, "it used more than {0} of memory and was stopped",
     "占用的内存超过 {0}，已被终止"},
    {Word::fault_processes, "it started more than {0} processes and threads and was stopped",
     "启动的进程和线程超过 {0} 个，已被终止"},
    {Word::fault_written, "it wrote more than {0} into files and was stopped",
     "写入文件的数据超过 {0}，已被终止"},
    {Word::fault_descriptors, "it had {0} descriptors open, as many as it may, and was stopped",
     "打开的描述符达到上限 {0} 个，已被终止"},
    {Word::fault_traffic, "more was sent than can be recorded ({0}), and it was stopped",
     "收发的数据超过能记录的 {0}，已被终止"},
    {Word::hint_eof, "recv returned 0 inside a message: that is an error, not an end",
     "recv 在消息中间返回 0：这是错误，不是正常结束"},
    {Word::hint_reset,
     "recv failed with ECONNRESET: the connection was cut off, the message is not complete",
     "recv 以 ECONNRESET 失败：连接被切断，消息并不完整"},
    {Word::hint_hang,
     "what the loop waits for when the stream has ended, or when half a header is there",
     "流已经结束，或者只到了半个头部时，循环还在等什么"},
    {Word::hint_merged, "one recv may bring several messages: keep what is left for the next one",
     "一次 recv 可能带来几条消息：多出来的要留给下一条"},
    {Word::hint_short_read, "one recv may bring less than was asked for: read until all is there",
     "一次 recv 可能比要的少：要一直读到够"},
    {Word::hint_character,
     "a message was taken in the middle of a character: decode whole messages only",
     "在一个字符中间就当成消息收下了：整条消息到齐再解码"},
    {Word::hint_empty, "a recv that returns 0 brings no message: the peer has closed",
     "recv 返回 0 并不是一条消息：对端已经关闭"},
    {Word::held_everywhere, "{0}: same under all {1} deliveries", "{0}：{1} 种送达方式下全部正确"},
    {Word::held_sometimes, "{0}: same under some deliveries only", "{0}：只在部分送达方式下正确"},
    {Word::held_always, "{0}: same under all {1} deliveries, and must fail under one",
     "{0}：{1} 种送达方式下全部正确，本应至少有一种出错"},
    {Word::held_never, "{0}: same under none of {1} deliveries, and must be under one",
     "{0}：{1} 种送达方式下没有一种正确，本应至少有一种"},
    {Word::not_held, "{0}: not same under the delivery {1}", "{0}：送达方式 {1} 下出错"},
    {Word::real_run_failed, "{0}: its real run went wrong, before any delivery",
     "{0}：还没有送达，实际运行就出了错"},
    {Word::written_by_runs, "{0} changes in each run: what a run writes starts no new one",
     "{0} 每次运行都会被改写：运行时写的不再引起新的一轮"},
    {Word::watching, "watching {0}: each save is tried; Ctrl-C goes back",
     "正在监视 {0}：每次保存都会再试；按 Ctrl-C 返回"},

    {Word::claim_true, "true", "对"},
    {Word::claim_false, "false", "错"},
    {Word::claim_depends, "depends", "不一定"},
    {Word::claim_undecided, "undecided", "未判定"},

    {Word::doubt_other_net, "{0} does not decide it; use --net {1}",
     "{0} 上判定不了，请用 --net {1}"},
    {Word::doubt_inconclusive, "the run was inconclusive", "这次运行说明不了问题"},
    {Word::doubt_not_observed, "not observed on {0}", "{0} 上观察不到"},

    {Word::claims_heading, "What the documents claim, and what runs made just now show",
     "文档里的说法，以及刚刚实测的结果"},
    {Word::claims_document, "Document S{0}", "文档 S{0}"},
    {Word::claims_run, "lab {0} {1}, {2}", "实验 {0} {1}，{2}"},
    {Word::claims_as_claimed, "{0}: {1}, as claimed", "{0}：{1}，与说法相符"},
    {Word::claims_measured, "{0}: {1} (the claim needs {2})", "{0}：{1}（按这种说法应为 {2}）"},
    {Word::claims_disagree, "this kernel disagrees with what was measured before: {0}",
     "与以前测得的不同，那时是“{0}”"},
    {Word::claims_more, "{0}; more: stickylab compare {1}", "{0}；详情：stickylab compare {1}"},
    {Word::claims_total, "claims: {0}; true {1}, false {2}, depends {3}, undecided {4}",
     "共 {0} 条说法：对 {1}，错 {2}，不一定 {3}，未判定 {4}"},
    {Word::claims_agree, "as measured before: {0} of {1}",
     "已判定的 {1} 条中，与以前测得一致的有 {0} 条"},
    {Word::claims_none, "these labs decide no claim", "这些实验没有要判定的说法"},

    {Word::page_keys, "Keys", "按键"},
    {Word::page_labs, "All labs", "全部实验"},
    {Word::page_space, "Space", "空格"},
    {Word::page_play, "Play", "播放"},
    {Word::page_pause, "Pause", "暂停"},
    {Word::page_back, "Step back", "后退一步"},
    {Word::page_forward, "Step", "前进一步"},
    {Word::page_point_before, "Previous point", "上一个要点"},
    {Word::page_point_after, "Next point", "下一个要点"},
    {Word::page_speed, "Speed", "速度"},
    {Word::page_slower, "Slower", "减速"},
    {Word::page_faster, "Faster", "加速"},
    {Word::page_hex, "Hex", "十六进制"},
    {Word::page_fold, "Fold gaps", "折叠空档"},
    {Word::page_show, "Show", "显示"},
    {Word::page_both, "Both", "两版对照"},
    {Word::page_position, "Step {0} of {1}", "第 {0} 步，共 {1} 步"},
    {Word::page_close, "Close", "关闭"},
    {Word::page_send_queue, "Send queue", "发送队列"},
    {Word::page_receive_queue, "Receive queue", "接收队列"},
    {Word::page_in_kernel, "In the kernel", "在内核里"},
    {Word::page_read, "Read", "已读出"},
    {Word::page_to_scale, "The whole run to scale: {0} ms", "全程，按比例：{0} 毫秒"},
    {Word::page_many_bytes,
     "More bytes moved than can be drawn one by one; the lanes tell of them.",
     "字节太多，无法逐个画出，请看下面的时间线。"},
    {Word::page_first_bytes, "the first {0} of {1} B", "共 {1} 字节，这里是前 {0} 字节"},
    {Word::page_diff, "What the fix changes", "修正了什么"},
    {Word::page_claims, "What it settles", "由此断定"},
    {Word::page_needs_script,
     "This page draws its replay with JavaScript, which is turned off here.",
     "本页用 JavaScript 绘制回放，但这里没有启用。"},
    {Word::lines_shown, "lines not shown: {0} above, {1} below",
     "未显示：上面 {0} 行，下面 {1} 行"},
    {Word::learn_look, "what you will see", "要看什么"},
    {Word::learn_code, "the code", "代码"},
    {Word::learn_predict, "guess", "先猜"},
    {Word::learn_run, "run it", "运行"},
    {Word::learn_fix, "the fix", "改法"},
    {Word::learn_fixed, "run the fix", "运行修正版"},
    {Word::learn_why, "why", "为什么"},
    {Word::learn_practice, "try this", "动手试试"},
    {Word::learn_guesses, "your guesses", "你的猜测"},
    {Word::learn_step, "step {0} of {1}: {2}", "第 {0} 步，共 {1} 步：{2}"},
    {Word::learn_programs,
     "Two programs, a sender and a receiver, talk over {0}. Both are real, and so is the kernel "
     "between them.",
     "两个程序，一个发送，一个接收，通过 {0} 通信。程序是真的，中间的内核也是真的。"},
    {Word::learn_meant, "The sender means to send ({0}):", "发送方想发的消息（{0} 条）"},
    {Word::learn_order,
     "First you read the version that goes wrong. Then you guess what it does, and then it runs, "
     "here and now. After that come the fix, its run, and why.",
     "先读会出错的那一版代码，再猜它会怎样，然后当场运行。接着是改法、修正版的运行，以及原因。"},
    {Word::learn_guess_is_yours,
     "Do guess, even if you are not sure: what you expected is what you learn from. Your guesses "
     "stay on this computer.",
     "没有把握也请猜一猜：学到东西，靠的正是自己原来的预想。猜测只留在这台计算机上。"},
    {Word::learn_two_hosts,
     "Each of the two has a host of its own, made on this computer for the run, and all that goes "
     "over the wire between them is seen.",
     "两个程序各有一台主机，都是为这次运行在本机上建的；两台之间的链路上传了什么，全都看得到。"},
    {Word::learn_one_host,
     "Both are on one host, made on this computer for the run, and all that goes between them is "
     "seen.",
     "两个程序在同一台主机上，它是为这次运行在本机上建的；两者之间传了什么，全都看得到。"},
    {Word::learn_loopback,
     "Both run on this computer as it is, over its loopback; what goes over the wire is not seen.",
     "两个程序直接在本机上运行，走回环接口；链路上传了什么，看不到。"},
    {Word::learn_marked,
     "broken.cpp. The fix changes the lines marked {0}. They look right, and the comments say what "
     "their author believed. Below the code stands what the calls of kit:: do.",
     "broken.cpp。标有 {0} "
     "的，是修正版要改的几行。它们看上去没有问题，注释写的也正是作者当时相信的。kit:: "
     "的各个调用是什么意思，写在代码下面。"},
    {Word::learn_kit, "What the calls of kit:: do", "kit:: 的各个调用"},
    {Word::learn_yours, "(your guess)", "（你的猜测）"},
    {Word::learn_open, "Press the number of your guess. You may also go on without one.",
     "按数字键选择你的猜测。不猜也可以继续。"},
    {Word::learn_change, "You can change it until you have seen the run.",
     "看到运行结果之前，随时可以改。"},
    {Word::learn_without,
     "You have not guessed yet. Press a number; Enter once more goes on without a guess.",
     "你还没有猜。请按数字键；再按一次 Enter，就不猜了。"},
    {Word::learn_stays, "You have seen the run, so your guess stays as it was.",
     "你已经看过运行结果，猜测就保持原样了。"},
    {Word::learn_too_late,
     "You have seen the run without a guess. To begin this lab anew: stickylab learn --reset {0}",
     "你没有猜就看过了运行结果。想从头再来：stickylab learn --reset {0}"},
    {Word::learn_running, "It is running.", "正在运行。"},
    {Word::learn_not_shown,
     "This run did not show what the lab is about: that happens, and the run below says why. Run "
     "it again with r.",
     "这次运行没有出现实验要看的现象。这是可能的，原因见下面的运行过程。按 r 再运行一次。"},
    {Word::learn_guessed, "you guessed", "你猜的"},
    {Word::learn_happened, "what happened", "实际的"},
    {Word::learn_none, "no guess", "没有猜"},
    {Word::learn_right, "As you guessed.", "和你猜的一样。"},
    {Word::learn_wrong, "Not as you guessed, and many guess so.",
     "和你猜的不一样，这样想的人很多。"},
    {Word::learn_lanes, "How to read it", "怎么看"},
    {Word::learn_lanes_three,
     "Left are the calls of the sender, right those of the receiver, and between them what went "
     "over the wire. Time runs down.",
     "左边是发送方的调用，右边是接收方的调用，中间是链路上传了什么。时间从上往下走。"},
    {Word::learn_lanes_two,
     "Left are the calls of the sender, right those of the receiver. Time runs down.",
     "左边是发送方的调用，右边是接收方的调用。时间从上往下走。"},
    {Word::learn_lanes_counts,
     "Bytes are counted from 0, writes and segments from 1, each direction for itself.",
     "字节从 0 编号，写和报文段从 1 编号，两个方向各编各的。"},
    {Word::learn_lanes_held,
     "TCP holds bytes back: send has taken them, but they have not left yet.",
     "TCP 压住字节未发：send 已经收下，但还没有发出去。"},
    {Word::learn_lanes_message, "{0} message: what the receiver takes for one message.",
     "{0} 消息：接收方把这些当作一条消息。"},
    {Word::learn_diff, "How fixed.cpp differs from broken.cpp, compared just now: - goes, + comes.",
     "刚刚比较得出的 broken.cpp 与 fixed.cpp 的差别：- 是去掉的行，+ 是加上的行。"},
    {Word::learn_wild, "Where this has happened (issues on GitHub)",
     "这样的事在哪里发生过（GitHub 上的 issue）"},
    {Word::learn_copy,
     "With t you get a copy of broken.cpp that is yours: {0}. Change it in an editor in another "
     "window. Each time you save it, what its sender sends is delivered to its receiver in every "
     "way that TCP may: all at once, byte by byte, cut at each place, ended early. The calls of "
     "kit:: that wait for a point in the run do nothing there. You see the first way that goes "
     "wrong, or that all are right. Ctrl-C brings you back here.",
     "按 t，就有一份你自己的 "
     "broken.cpp：{0}。在另一个窗口用编辑器修改它。每次保存，发送方发出的字节都会按 TCP "
     "允许的各种方式送给接收方：一次全到、逐个字节到、在每一处断开、中途结束。kit:: "
     "里用来等待时机的调用在这里不起作用。你会看到最先出错的是哪一种，或者全部通过。按 Ctrl-C "
     "回到这里。"},
    {Word::learn_copy_there, "It is there already, as you left it. Delete it to begin anew.",
     "这个文件已经有了，还是你上次留下的样子。想重新开始，删掉它就行。"},
    {Word::learn_no_copy, "For a plain run, or for fixed.cpp: change the file in {0} and type",
     "想照常运行，或者想改 fixed.cpp：修改 {0} 里的文件，再输入"},
    {Word::learn_often, "and a hundred times:", "运行一百次："},
    {Word::learn_part, "Part {0}: {1}", "第 {0} 部分：{1}"},
    {Word::learn_part_guessed, "You have guessed {0} of its {1} labs.",
     "这一部分有 {1} 个实验，你猜过 {0} 个。"},
    {Word::learn_part_over,
     "This was the last lab of the part. As you guessed: {0}. Otherwise: {1}.",
     "这是这一部分的最后一个实验。和你猜的一样：{0} 个；不一样：{1} 个。"},
    {Word::learn_part_surprises,
     "What came otherwise cannot be seen from the code alone. Now you know it.",
     "不一样的那些，光看代码是看不出来的；现在你知道了。"},
    {Word::learn_part_no_surprise, "Nothing here took you by surprise.", "没有一个出乎你的意料。"},
    {Word::learn_next_lab, "The next lab is {0} {1}.", "下一个实验是 {0} {1}。"},
    {Word::learn_next_part, "With it begins part {0}: {1}.", "从这个实验起，是第 {0} 部分：{1}。"},
    {Word::learn_any_lab, "`stickylab learn` with its number opens any lab.",
     "`stickylab learn` 加上编号，可以打开任何一个实验。"},
    {Word::learn_last_lab, "This was the last lab.", "这是最后一个实验。"},
    {Word::learn_left, "`stickylab learn` goes on from here.",
     "下次用 `stickylab learn`，就从这里继续。"},
    {Word::learn_not_kept, "Your guesses are not kept: {0}", "猜测没有保存：{0}"},
    {Word::learn_forgotten, "forgotten: {0}", "已经忘掉：{0}"},
    {Word::learn_forgotten_all, "all guesses are forgotten", "所有猜测都已忘掉"},
    {Word::key_next, "Enter: next", "Enter：下一步"},
    {Word::key_run, "Enter: run it", "Enter：运行"},
    {Word::key_next_lab, "Enter: next lab", "Enter：下一个实验"},
    {Word::key_back, "b: back", "b：上一步"},
    {Word::key_guess, "1 to {0}: your guess", "1 到 {0}：猜"},
    {Word::key_again, "r: run it again", "r：再运行一次"},
    {Word::key_try, "t: try your own", "t：动手改"},
    {Word::key_scroll, "Up, Down, space: scroll", "上下键、空格：滚动"},
    {Word::key_quit, "q: quit", "q：退出"},

    {Word::part_stream, "A stream has no packets", "流里没有包"},
    {Word::part_cures, "Cures that do not cure", "治不好的药方"},
    {Word::part_framing, "Framing, and how it goes wrong", "分帧，以及它怎样出错"},

    {Word::kit_send_some, "one send, of which the kernel takes some bytes, perhaps not all",
     "一次 send，内核可能只收下一部分字节"},
    {Word::kit_send_all, "send, until the kernel has taken all bytes",
     "反复 send，直到内核收下全部字节"},
    {Word::kit_receive_some, "one recv, which brings whatever is there; 0 is the end of the stream",
     "一次 recv，有多少取多少；返回 0 表示流已结束"},
    {Word::kit_receive_all,
     "recv, until so many bytes are there; fewer only at the end of the stream",
     "反复 recv，直到取满这么多字节；只有流提前结束才会少"},
    {Word::kit_receive_waiting, "one recv that does not wait; nothing where nothing is there",
     "一次不等待的 recv，有就取，没有就空手返回"},
    {Word::kit_set_option, "sets a socket option: setsockopt with an int",
     "设置套接字选项：setsockopt，值是一个 int"},
    {Word::kit_got_message, "hands over what the receiver takes for one message",
     "交出接收方当作一条消息的内容"},
    {Word::kit_until_queued,
     "the receiver is busy, until so many bytes wait in its queue; so every run is the same",
     "接收方在忙别的，直到队列里积了这么多字节；这样每次运行都一样"},
    {Word::kit_until_datagrams,
     "the receiver is busy, until so many datagrams wait; so every run is the same",
     "接收方在忙别的，直到积了这么多数据报；这样每次运行都一样"},
    {Word::kit_step_done, "tells the other end that this point is reached",
     "告诉另一端，已经到了这一步"},
    {Word::kit_wait_for_step, "waits until the other end has said so; so every run is the same",
     "等另一端说“已经到了”；这样每次运行都一样"},
    {Word::kit_fail, "ends with the error of a system call", "因系统调用出错而结束"},
    {Word::kit_refuse, "ends with an error, as the peer has done what it must not",
     "报错结束，因为对端做了不该做的事"},
    {Word::kit_run_tcp, "starts both ends, with a TCP connection between them",
     "启动两端，中间是一条 TCP 连接"},
    {Word::kit_run_udp, "starts both ends, with UDP between them", "启动两端，中间走 UDP"},

    {Word::present_event, "{0}, event {1} of {2}", "{0}，第 {1} 个事件，共 {2} 个"},
    {Word::present_both, "broken and fixed", "出错版与修正版"},
    {Word::present_ask, "What do you think?", "你怎么看？"},
    {Word::present_running, "Both versions are running.", "两个版本正在运行。"},
    {Word::present_playing, "playing", "播放中"},
    {Word::present_paused, "paused", "已暂停"},
    {Word::present_speed, "speed {0}", "速度 {0}"},
    {Word::present_gaps_folded, "gaps folded", "空档已折叠"},
    {Word::present_gaps_long, "gaps as long as they were", "空档按实际长短"},
    {Word::present_text, "bytes as text", "字节显示为文本"},
    {Word::present_hex, "bytes as hex", "字节显示为十六进制"},
    {Word::present_help, "?: keys", "?：按键"},
    {Word::help_step, "Page Down, right, . : next event; after the last one, the next act",
     "Page Down、→、. ：下一个事件；最后一个之后是下一幕"},
    {Word::help_back, "Page Up, left, , : back", "Page Up、←、, ：上一个事件"},
    {Word::help_play, "space: play, pause", "空格：播放、暂停"},
    {Word::help_points, "[ ] : previous, next teaching point", "[ ] ：上一个、下一个要点"},
    {Word::help_ends, "Home, End: to the beginning, to the end of the act",
     "Home、End：本幕的开头、结尾"},
    {Word::help_acts, "1 2 3: broken, fixed, both", "1 2 3：出错版、修正版、两者并列"},
    {Word::help_speed, "+ - : speed", "+ - ：速度"},
    {Word::help_fold, "f: gaps folded, or as long as they were", "f：空档折叠，或按实际长短"},
    {Word::help_hex, "x: bytes as text, or as hex", "x：字节显示为文本或十六进制"},
    {Word::help_theme, "t: colours of the terminal, dark, light", "t：终端的颜色、深色、浅色"},
    {Word::help_quit, "q: quit", "q：退出"},

    {Word::step_where, "{0}, {1}, packets let through: {2}", "{0}，{1}，已放行 {2} 个包"},
    {Word::step_held, "live", "实时"},
    {Word::step_flowing, "live, nothing is held", "实时，不扣包"},
    {Word::step_over, "over", "已结束"},
    {Word::step_now, "now", "此刻"},
    {Word::step_waits, "what waits for what", "谁在等什么"},
    {Word::step_is_over, "The run is over. How long it took says nothing here: you held the wire.",
     "运行结束。快慢不算数：链路在你手里。"},
    {Word::step_keys,
     "Page Down: let through | Page Up: another | d: drop | a: all | space: flow | ?",
     "Page Down：放行 | Page Up：换一个 | d：丢掉 | a：全部 | 空格：不再扣 | ?：按键"},
    {Word::step_keys_over, "Page Down: the fixed version | 1: broken | 2: fixed | q: quit",
     "Page Down：看修正版 | 1：出错版 | 2：修正版 | q：退出"},
    {Word::step_keys_none, "r: again | space: flow | ?: keys | q: quit",
     "r：再来一次 | 空格：不再扣 | ?：按键 | q：退出"},
    {Word::step_reordered, "All messages arrived, in the order in which you let them through.",
     "消息都到了，顺序就是你放行的顺序。"},
    {Word::step_keys_last, "r: again | 1: broken | 2: fixed | q: quit",
     "r：再来一次 | 1：出错版 | 2：修正版 | q：退出"},
    {Word::doing_not_started, "has not started", "还没有启动"},
    {Word::doing_in_call, "has not returned", "还没有返回"},
    {Word::doing_busy, "is busy until {0} B wait in its queue", "正忙，要等队列里有 {0} 字节"},
    {Word::doing_peeks, "looks into its queue until more has come", "盯着自己的队列，等更多的到来"},
    {Word::doing_elsewhere, "is in none of its socket calls", "没有停在套接字调用里"},
    {Word::doing_ended, "has ended", "已结束"},
    {Word::queue_unread, "{0} B to be read", "{0} 字节待读"},
    {Word::queue_unacked, "{0} B sent, not acknowledged", "{0} 字节已发出，未确认"},
    {Word::queue_unsent, "{0} B written, not sent", "{0} 字节已写入，未发出"},
    {Word::wire_empty, "nothing", "空"},
    {Word::wire_more, "and {0} more", "另有 {0} 个"},
    {Word::wait_nagle,
     "The {0}'s TCP keeps {1} B until the {2} B before them are acknowledged (Nagle).",
     "{0}的 TCP 压住 {1} 字节，等前面发出的 {2} 字节被确认（Nagle）。"},
    {Word::wait_cork, "The {0}'s TCP keeps {1} B back: TCP_CORK is on.",
     "{0}的 TCP 压住 {1} 字节：TCP_CORK 开着。"},
    {Word::wait_cork_timer,
     "The {0}'s TCP keeps {1} B back: TCP_CORK is on; its timer sends them in {2} s.",
     "{0}的 TCP 压住 {1} 字节：TCP_CORK 开着；{2} 秒后定时器会发出。"},
    {Word::wait_unsent, "The {0}'s TCP keeps {1} B back.", "{0}的 TCP 压住 {1} 字节。"},
    {Word::wait_ack, "The {0}'s TCP waits for an ACK of {1} B, and sends them again in {2} s.",
     "{0}的 TCP 在等 {1} 字节的确认，{2} 秒后重发。"},
    {Word::wait_fin, "The {0}'s TCP waits for an ACK of its FIN, and sends it again in {2} s.",
     "{0}的 TCP 在等对 FIN 的确认，{2} 秒后重发。"},
    {Word::wait_read, "{1} B wait in the {0}'s queue, until its program reads.",
     "{1} 字节在{0}的队列里，等程序来读。"},
    {Word::wait_missing,
     "The {0}'s TCP has bytes {1}{2}{3} and keeps them: bytes {4}{2}{5} must come first.",
     "{0}的 TCP 已收到第 {1}{2}{3} 字节，先留着：第 {4}{2}{5} 字节还没有到。"},
    {Word::wait_wire, "Nobody waits but for the wire.", "只差链路上的包。"},
    {Word::wait_nothing,
     "Nothing is on the wire: the next move is a program's, or a timer's of TCP.",
     "链路上什么都没有：接下来要看程序，或者 TCP 的定时器。"},
    {Word::wait_nothing_udp,
     "Nothing is on the wire, and UDP sends nothing again. r: run it again.",
     "链路上什么都没有，UDP 也不会重发。r：再来一次。"},
    {Word::step_help_release,
     "Page Down, right, Enter, . : let the chosen packet through; after the end, the fixed version",
     "Page Down、→、Enter、. ：放行选中的包；结束后接着看修正版"},
    {Word::step_help_choose, "Page Up, left, up, down: choose another packet",
     "Page Up、←、↑、↓：换一个包"},
    {Word::step_help_drop, "d: the wire loses the chosen packet", "d：让链路丢掉选中的包"},
    {Word::step_help_all, "a: let all through that are held now", "a：放行此刻扣着的所有包"},
    {Word::step_help_flow, "space: hold no more; again: hold every packet from then on",
     "空格：不再扣包；再按一次：从那时起又扣住每个包"},
    {Word::step_help_again, "r: run it again; 1 2: broken, fixed",
     "r：重新运行；1 2：出错版、修正版"},
    {Word::step_help_hex, "x: bytes as text, or as hex", "x：字节显示为文本或十六进制"},
    {Word::step_help_theme, "t: colours of the terminal, dark, light", "t：终端的颜色、深色、浅色"},
    {Word::step_help_quit, "q: quit; that ends the run", "q：退出，运行随之结束"},
}};

constexpr bool in_order() {
  for (int i = 0; i < kWords; ++i)
    if (static_cast<int>(kEntries[static_cast<std::size_t>(i)].word) != i) return false;
  return true;
}
static_assert(in_order());

/// The word of `value` in the group that begins with `first`.
template <class Enum>
Word member(Word first, Enum value) {
  return static_cast<Word>(static_cast<int>(first) + static_cast<int>(value));
}

/// Its place in the groups of words: sender, wire, receiver, harness.
int place_of(Actor who) {
  if (who == kHarness) return 3;
  return who == kWire ? 1 : who == kSender ? 0 : 2;
}

bool is_success(const Ending& ending) {
  return ending.how == Ending::How::exited && ending.code == 0;
}

struct NumberWord {
  std::string_view name;
  Word word;
};
constexpr std::array<NumberWord, 19> kNumberWords = {{
    {"verdict", Word::number_verdict},
    {"messages", Word::number_messages},
    {"writes", Word::number_writes},
    {"reads", Word::number_reads},
    {"empty_reads", Word::number_empty_reads},
    {"first_read", Word::number_first_read},
    {"largest_read", Word::number_largest_read},
    {"longest_read_ms", Word::number_longest_read_ms},
    {"segments", Word::number_segments},
    {"unacked", Word::number_unacked},
    {"first_held_bytes", Word::number_first_held_bytes},
    {"held_bytes", Word::number_held_bytes},
    {"held_ms", Word::number_held_ms},
    {"exchanges", Word::number_exchanges},
    {"exchange_ms", Word::number_exchange_ms},
    {"shortest_exchange_ms", Word::number_shortest_exchange_ms},
    {"reading_us", Word::number_reading_us},
    {"elapsed_ms", Word::number_elapsed_ms},
    {"ending", Word::number_ending},
}};

}  // namespace

std::string_view word(Word word, Lang lang) {
  const Entry& entry = kEntries.at(static_cast<std::size_t>(word));
  return lang == Lang::zh ? entry.zh : entry.en;
}

const std::string& in(Lang lang, const Text& text) { return lang == Lang::zh ? text.zh : text.en; }

Word lane_word(Actor who) { return member(Word::sender, place_of(who)); }
Word lane_short_word(Actor who) { return member(Word::sender_short, place_of(who)); }
Word end_word(Actor who) { return member(Word::sender_name, place_of(who)); }
Word version_word(Version version) { return member(Word::broken, version); }
Word verdict_word(Verdict verdict) { return member(Word::same, verdict); }
Word verdict_meaning(Verdict verdict) { return member(Word::same_means, verdict); }
Word outcome_word(Outcome outcome) { return member(Word::outcome_reproduced, outcome); }
static_assert(static_cast<int>(Word::part_framing) - static_cast<int>(Word::part_stream) + 1 ==
              kParts);

Word part_word(int part) {
  return static_cast<Word>(static_cast<int>(Word::part_stream) + part - 1);
}

Word stop_word(Stop stop) { return member(Word::stop_deadline, stop); }
Word limit_word(Stop excess) {
  if (excess == Stop::output) return Word::fault_output;
  return member(Word::fault_memory, static_cast<int>(excess) - static_cast<int>(Stop::memory));
}

Word truth_word(const std::optional<Truth>& truth) {
  return truth ? member(Word::claim_true, *truth) : Word::claim_undecided;
}
Word doubt_word(Doubt doubt) {
  return static_cast<Word>(static_cast<int>(Word::doubt_other_net) + static_cast<int>(doubt) - 1);
}

std::string reason_text(const Observation& seen, Lang lang) {
  if (seen.reason == Reason::none) return {};
  const int past_none = static_cast<int>(seen.reason) - 1;
  std::string text(word(member(Word::gate_not_seen, past_none), lang));
  if (!seen.detail.empty()) text += std::string(word(Word::colon, lang)) + seen.detail;
  return text;
}

std::string verdict_text(const Observation& seen, Lang lang) {
  const std::string reason = reason_text(seen, lang);
  return fmt::format("{}{}{}", word(verdict_word(seen.verdict), lang), word(Word::colon, lang),
                     reason.empty() ? word(verdict_meaning(seen.verdict), lang) : reason);
}

std::string value_text(const Observation& seen, const std::string& what, const std::string& value,
                       Lang lang) {
  const auto verdict = verdict_from_name(value);
  if (what == "verdict" && verdict) return std::string(word(verdict_word(*verdict), lang));
  return what == "ending" ? endings_text(seen, lang) : value;
}

std::string ending_text(const Ending& ending, Lang lang) {
  switch (ending.how) {
    case Ending::How::exited:
      return say(Word::exited, lang, ending.code);
    case Ending::How::signaled:
      return say(Word::killed, lang, signal_name(ending.code));
    case Ending::How::stopped:
      return say(Word::stopped, lang);
    case Ending::How::never_started:
      break;
  }
  return say(Word::never_started, lang);
}

std::string endings_text(const Observation& seen, Lang lang) {
  const auto of = [&](Word name, const Ending& ending) {
    return fmt::format("{}{}{}", word(name, lang), lang == Lang::zh ? "" : " ",
                       ending_text(ending, lang));
  };
  const bool sender_well = is_success(seen.sender);
  const bool receiver_well = is_success(seen.receiver);
  if (sender_well && receiver_well) return ending_text(seen.sender, lang);
  if (sender_well) return of(Word::receiver_name, seen.receiver);
  if (receiver_well) return of(Word::sender_name, seen.sender);
  return fmt::format("{}{}{}", of(Word::sender_name, seen.sender), word(Word::comma, lang),
                     of(Word::receiver_name, seen.receiver));
}

std::string number_text(std::string_view name, Lang lang) {
  const auto* found = std::find_if(kNumberWords.begin(), kNumberWords.end(),
                                   [&](const NumberWord& n) { return n.name == name; });
  return std::string(found == kNumberWords.end() ? name : word(found->word, lang));
}

std::string signal_name(int signal) {
  const char* name = sigabbrev_np(signal);
  return name ? std::string("SIG") + name : "signal " + std::to_string(signal);
}

}  // namespace stickylab
