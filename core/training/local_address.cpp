// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/local_address.h"

#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>

#include <memory>

#include "core/base/error.h"

namespace pentimento {

std::string localAddressTowards(const std::string& host, std::uint16_t port) {
  addrinfo wanted{}, *found = nullptr;
  wanted.ai_socktype = SOCK_DGRAM;  // connecting sends nothing, but chooses the way
  const int failed = getaddrinfo(host.c_str(), std::to_string(port).c_str(), &wanted, &found);
  if (failed != 0) throw Error(ErrorKind::NotFound, host + ": " + gai_strerror(failed));
  const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> all(found, freeaddrinfo);
  for (const auto* one = found; one; one = one->ai_next) {
    const int descriptor = socket(one->ai_family, one->ai_socktype | SOCK_CLOEXEC, one->ai_protocol);
    if (descriptor < 0) continue;
    sockaddr_storage own{};
    socklen_t length = sizeof own;
    auto* address = reinterpret_cast<sockaddr*>(&own);
    const bool reached = connect(descriptor, one->ai_addr, one->ai_addrlen) == 0 &&
                         getsockname(descriptor, address, &length) == 0;
    close(descriptor);
    char text[NI_MAXHOST];
    if (reached && getnameinfo(address, length, text, sizeof text, nullptr, 0, NI_NUMERICHOST) == 0)
      return text;
  }
  throw Error(ErrorKind::NotFound, host + ": no network leads there");
}

}  // namespace pentimento
