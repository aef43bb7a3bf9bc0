// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/free_port.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace pentimento::test {

std::uint16_t freePort() {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  auto* plain = reinterpret_cast<sockaddr*>(&address);
  const int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const bool bound = descriptor >= 0 && bind(descriptor, plain, length) == 0 &&  // port 0: the system chooses
                     getsockname(descriptor, plain, &length) == 0;
  const int failure = errno;
  if (descriptor >= 0) close(descriptor);
  if (!bound) throw std::system_error(failure, std::generic_category(), "bind");
  return ntohs(address.sin_port);
}

}  // namespace pentimento::test
