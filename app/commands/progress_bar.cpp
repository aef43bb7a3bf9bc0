// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/progress_bar.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace pentimento {

namespace {

using Clock = std::chrono::steady_clock;

std::size_t terminalWidth() {
  winsize size{};
  return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

std::string minutesAndSeconds(double seconds) {
  const long whole = std::lround(seconds);
  char text[32];
  std::snprintf(text, sizeof text, "%ld:%02ld", whole / 60, whole % 60);
  return text;
}

/// Cuts at a character of UTF-8, not within one.
std::string shortened(const std::string& text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) --bytes;
  return text.substr(0, bytes);
}

}  // namespace

ProgressBar::ProgressBar(std::size_t total, bool wanted)
    : total_(total), visible_(wanted && isatty(STDERR_FILENO)), start_(Clock::now()), lastShown_() {}

void ProgressBar::show(std::size_t done, double fraction, const std::string& name) {
  const auto now = Clock::now();
  // Ten times a second is enough to look alive; more only slows down a remote terminal.
  if (!visible_ || (done < total_ && now - lastShown_ < std::chrono::milliseconds(100))) return;
  lastShown_ = now;
  const double part =
      std::clamp((static_cast<double>(done) + fraction) / static_cast<double>(total_), 0.0, 1.0);
  const double elapsed = std::chrono::duration<double>(now - start_).count();

  const auto filled = static_cast<std::size_t>(part * 30);
  std::string line = "[" + std::string(filled, '#') + std::string(30 - filled, ' ') + "] " +
                     std::to_string(done) + " of " + std::to_string(total_);
  // The first photo also warms the network up: a forecast from less than one would be far too long.
  if (part > 0 && done > 0) line += ", " + minutesAndSeconds(elapsed / part * (1 - part)) + " left";
  line = shortened(line + "  " + name, terminalWidth() - 1);
  std::fprintf(stderr, "\r%s\033[K", line.c_str());
  std::fflush(stderr);
}

void ProgressBar::clear() {
  if (!visible_) return;
  std::fputs("\r\033[K", stderr);
  std::fflush(stderr);
}

}  // namespace pentimento
