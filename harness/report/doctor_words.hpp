// What `doctor` says.
#pragma once

#include "base/phrase_table.hpp"
#include "report/doctor.hpp"

namespace stickylab {

inline constexpr Phrase kDoctorKernel{"kernel", "内核"};
inline constexpr Phrase kDoctorTwoHosts{"two hosts", "两台主机"};
inline constexpr Phrase kDoctorTwoHostsMeans{
    "yes: two real hosts and a wire, every segment is seen",
    "可用：两台真实的主机和一条链路，每个报文段都看得见"};
inline constexpr Phrase kDoctorNoTwoHosts{"no ({0})", "不可用 ({0})"};
inline constexpr Phrase kDoctorLoopback{"loopback", "本机回环"};
inline constexpr Phrase kDoctorLoopbackMeans{
    "yes: two processes on 127.0.0.1 and 127.0.0.2; there is no wire lane, segments are counted "
    "by TCP_INFO",
    "可用：127.0.0.1 与 127.0.0.2 上的两个进程；没有链路一栏，报文段数取自 TCP_INFO"};
inline constexpr Phrase kDoctorProbe{"probe", "探针"};
inline constexpr Phrase kDoctorContainment{"processes", "进程"};
inline constexpr Phrase kDoctorPidNamespace{
    "each run has a PID namespace of its own; nothing outlives it",
    "每次运行都有自己的 PID 命名空间，运行结束后什么也不会留下"};
inline constexpr Phrase kDoctorSubreaper{
    "no PID namespace; stickylab itself ends what a run leaves behind",
    "没有 PID 命名空间；运行遗留的进程由 stickylab 自己清理"};

/// What to do about an obstacle.
inline constexpr auto kAdvice = phrases_of<Obstacle>({
    {Obstacle::apparmor,
     {"AppArmor keeps user namespaces from ordinary users. As root: "
      "sysctl -w kernel.apparmor_restrict_unprivileged_userns=0",
      "AppArmor 不让普通用户使用用户命名空间。请以 root 执行："
      "sysctl -w kernel.apparmor_restrict_unprivileged_userns=0"}},
    {Obstacle::userns_clone,
     {"User namespaces are off for ordinary users. As root: "
      "sysctl -w kernel.unprivileged_userns_clone=1",
      "普通用户的用户命名空间被关闭。请以 root 执行："
      "sysctl -w kernel.unprivileged_userns_clone=1"}},
    {Obstacle::no_userns,
     {"The system allows no user namespace. As root: sysctl -w user.max_user_namespaces=10000",
      "系统不允许创建用户命名空间。请以 root 执行：sysctl -w user.max_user_namespaces=10000"}},
    {Obstacle::container,
     {"A seccomp filter is active, as in Docker. Start the container with --privileged, or with "
      "--security-opt seccomp=unconfined",
      "有 seccomp 过滤器在起作用，例如在 Docker 里。启动容器时请加 --privileged，或者 "
      "--security-opt seccomp=unconfined"}},
    {Obstacle::chroot,
     {"This is in a chroot, and there the kernel makes no user namespace. Run stickylab outside of "
      "it, or enter the folder by bwrap --dev-bind FOLDER / in place of chroot",
      "这里是 chroot 环境，内核不允许在其中创建用户命名空间。请在它外面运行 stickylab，或者不用 "
      "chroot，改用 bwrap --dev-bind 目录 / 进入该目录"}},
});

}  // namespace stickylab
