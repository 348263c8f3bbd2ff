#include "show/terminal.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <signal.h>
#include <spawn.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <cstring>
#include <string_view>

#include "base/interrupts.hpp"
#include "base/system_error.hpp"
#include "catalog/catalog.hpp"
#include "text/title.hpp"

namespace stickylab {
namespace {

// xterm: the alternate screen, no cursor, no wrapping at the edge.
constexpr std::string_view kEnter = "\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[2J";
constexpr std::string_view kLeave = "\x1b[0m\x1b[?7h\x1b[?25h\x1b[?1049l";
constexpr std::array kFatal = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGQUIT, SIGTRAP, SIGSYS};
constexpr std::array kWatched = {SIGINT, SIGTERM, SIGHUP, SIGWINCH, SIGTSTP, SIGCONT};

// What a handler of a fatal signal needs.
termios before{};
volatile sig_atomic_t taken = 0;
volatile sig_atomic_t titled = 0;
pid_t owner = 0;  // a child that crashes leaves the terminal alone

void write_all(std::string_view text) {
  while (!text.empty()) {
    const ssize_t n = write(STDOUT_FILENO, text.data(), text.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return;  // the terminal is gone
    text.remove_prefix(static_cast<std::size_t>(n));
  }
}

/// Makes only async-signal-safe calls.
void give_back() {
  if (taken == 0 || getpid() != owner) return;
  taken = 0;
  if (titled != 0) write_all(kGiveTitleBack);
  titled = 0;
  write_all(kLeave);
  tcsetattr(STDIN_FILENO, TCSANOW, &before);
}

void take() {
  if (taken != 0) return;
  must(tcgetattr(STDIN_FILENO, &before), "tcgetattr");
  termios raw = before;
  raw.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);  // Ctrl-C and Ctrl-Z stay signals
  raw.c_cc[VMIN] = 1;
  raw.c_cc[VTIME] = 0;
  owner = getpid();
  taken = 1;
  must(tcsetattr(STDIN_FILENO, TCSANOW, &raw), "tcsetattr");
  write_all(kEnter);
}

void on_fatal(int number) {
  give_back();
  raise(number);  // its handler is the default again
}

void set_fatal(void (*handler)(int)) {
  struct sigaction action {};
  action.sa_handler = handler;
  action.sa_flags = SA_RESETHAND | SA_NODEFER;
  for (const int number : kFatal) sigaction(number, &action, nullptr);
}

/// A description of its own: libuv makes it non-blocking, and the shell's is to stay as it is. The
/// terminal may be somebody else's, after su(1): then it can be had under its other name only.
Fd open_input() {
  for (const char* name : {"/proc/self/fd/0", "/dev/tty"})
    if (const int fd = ::open(name, O_RDONLY | O_CLOEXEC | O_NOCTTY); fd >= 0) return Fd(fd);
  throw InputError({"the terminal cannot be opened: {}; use one that is this account's own",
                    "打不开终端：{}；请换一个属于本账户的终端"},
                   strerror(errno));
}

/// The command's output is to be read before the screen is taken again.
void wait_for_line(const std::string& farewell) {
  write_all("\n" + farewell + " ");
  char byte = 0;
  while (byte != '\n') {
    const ssize_t n = read(STDIN_FILENO, &byte, 1);
    if (n == 0 || (n < 0 && errno != EINTR)) return;
  }
}

}  // namespace

void must_be_terminal(const std::string& command, const std::string& instead) {
  const char* term = std::getenv("TERM");
  const bool can_move = term != nullptr && *term != '\0' && std::string_view(term) != "dumb";
  if (isatty(STDIN_FILENO) != 0 && isatty(STDOUT_FILENO) != 0 && can_move) return;
  throw InputError({"`{}` needs a terminal, for keys and a full screen: run it in one, or use `{}`",
                    "`{}` 要用整个屏幕，还要读按键，必须在终端里运行；没有终端就用 `{}`"},
                   command, instead);
}

Terminal::Terminal() : input_(open_input()) {
  set_fatal(on_fatal);
  take();
  watch();
}

Terminal::~Terminal() {
  give_back();
  set_fatal(SIG_DFL);
}

Size Terminal::size() {
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0)
    return {};
  return {size.ws_col, size.ws_row};
}

void Terminal::watch() {
  for (const int number : kWatched)
    signals_.push_back(
        std::make_unique<Signal>(loop_, number, [this, number] { on_signal(number); }));
  readable_.emplace(loop_, input_.get(), [this] { on_readable(); });
}

void Terminal::unwatch() {
  readable_.reset();
  signals_.clear();
}

void Terminal::draw(const std::vector<std::string>& lines) {
  std::string text = "\x1b[H";
  for (std::size_t row = 0; row < static_cast<std::size_t>(size().rows); ++row) {
    text += row == 0 ? "" : "\r\n";
    text += row < lines.size() ? lines[row] : "\x1b[K";
  }
  write_all(text);
}

void Terminal::title(const std::string& text) {
  if (!may_have_title()) return;
  if (titled != 0 && text == title_) return;
  if (titled == 0) write_all(kKeepTitle);
  titled = 1;
  title_ = text;
  write_all(title_sequence(text));
}

Key Terminal::next(std::optional<std::uint64_t> most_ms) {
  std::optional<Timer> limit;
  if (most_ms) limit.emplace(loop_, *most_ms, 0, [this] { loop_.stop(); });
  if (keys_.empty() && signal_ == 0) loop_.run();
  if (signal_ != 0) throw Interrupted(signal_);
  if (keys_.empty()) return Key::none;
  const Key key = keys_.front();
  keys_.pop_front();
  return key;
}

void Terminal::on_readable() {
  char buffer[256];
  const ssize_t n = read(input_.get(), buffer, sizeof buffer);
  if (n < 0 && (errno == EINTR || errno == EAGAIN)) return;
  if (n <= 0) return on_signal(SIGHUP);  // nobody is there any more
  bytes_.append(buffer, static_cast<std::size_t>(n));
  for (const Key key : take_keys(bytes_)) keys_.push_back(key);
  if (!keys_.empty()) loop_.stop();
}

void Terminal::on_signal(int number) {
  if (number == SIGTSTP) return stop_here();
  if (number == SIGCONT) {
    take_again();
  } else if (number == SIGWINCH) {
    keys_.push_back(Key::resized);
  } else {
    signal_ = number;
  }
  loop_.stop();
}

/// Until SIGCONT.
void Terminal::stop_here() {
  give_back();
  raise(SIGSTOP);
}

void Terminal::take_again() {
  taken = 0;
  if (tcgetattr(STDIN_FILENO, &before) != 0) return on_signal(SIGHUP);  // it is gone
  take();
  keys_.push_back(Key::resized);
}

void Terminal::forget_keys() {
  tcflush(STDIN_FILENO, TCIFLUSH);
  bytes_.clear();
  keys_.clear();
}

void Terminal::lend(const std::vector<std::string>& command, const std::string& farewell) {
  unwatch();
  give_back();
  signal(SIGINT, SIG_IGN);
  std::vector<char*> words;
  for (const std::string& word : command) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t defaults;
  sigemptyset(&defaults);
  sigaddset(&defaults, SIGINT);
  posix_spawnattr_setsigdefault(&attributes, &defaults);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
  pid_t pid = 0;
  const int error = posix_spawn(&pid, words[0], nullptr, &attributes, words.data(), environ);
  posix_spawnattr_destroy(&attributes);
  while (error == 0 && waitpid(pid, nullptr, 0) < 0 && errno == EINTR) continue;
  if (error == 0 && !farewell.empty()) wait_for_line(farewell);
  signal(SIGINT, SIG_DFL);
  watch();
  take_again();
  if (error != 0) throw std::system_error(error, std::generic_category(), "start " + command[0]);
}

}  // namespace stickylab
