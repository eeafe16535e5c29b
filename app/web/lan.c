#include <arpa/inet.h>
#include <string.h>

#include "base/text.h"
#include "web/phone.h"

/* RFC 1918, RFC 6598 (shared), RFC 3927 (link-local). */
static bool is_local_v4(uint32_t a)
{
	return a >> 24 == 10 || a >> 20 == 0xac1 || a >> 16 == 0xc0a8 || a >> 22 == 0x191 ||
	       a >> 16 == 0xa9fe;
}

bool lan_is_local(const char *address)
{
	struct in6_addr six;
	struct in_addr four;

	if (inet_pton(AF_INET, address, &four) == 1)
		return is_local_v4(ntohl(four.s_addr));
	/* RFC 4193, RFC 4291. */
	return inet_pton(AF_INET6, address, &six) == 1 &&
	       ((six.s6_addr[0] & 0xfe) == 0xfc || IN6_IS_ADDR_LINKLOCAL(&six));
}

/* Networks inside this machine, by how Linux names their ends. */
static bool is_inner(const char *interface)
{
	static const char *const names[] = { "docker", "br-",  "veth", "virbr", "lxc",
					     "lxd",    "vnet", "tun",  "tap",   "wg" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (text_has_prefix(interface, names[i]))
			return true;
	return false;
}

const char *lan_choose(const struct lan_address list[], size_t n, const char *route)
{
	const char *first = NULL;

	for (size_t i = 0; i < n; i++) {
		const struct lan_address *each = &list[i];

		if (!each->up || each->loopback || each->point_to_point ||
		    is_inner(each->interface) || !lan_is_local(each->address))
			continue;
		if (text_same(route, each->address))
			return each->address;
		if (!first)
			first = each->address;
	}
	return first;
}
