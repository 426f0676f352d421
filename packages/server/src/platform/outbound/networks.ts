// Which addresses may be reached from here, when somebody else names them.
//
// Whoever may write an address down could otherwise use this server to reach what only it can: itself, its neighbours, the
// service of its host that gives away credentials. So what may be reached is what is public, and not a list of what is
// dangerous: of IPv6 the one block that is given out to the world, without the parts of it in which an IPv4 address hides;
// of IPv4 all but what the registry of special addresses (RFC 6890 and its heirs) holds.
import { isIP } from 'node:net';
import { openNetworks } from '../http/index.ts';

const isSpecialIpv4 = openNetworks([
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12'],
  ...['192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15'],
  ...['198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
]);
/** What is given out. Outside it: loopback, IPv4 in IPv6, NAT64, unique-local, link-local, multicast. */
const isGlobalIpv6 = openNetworks(['2000::/3']);
/** Teredo and its like, documentation, 6to4. */
const isSpecialIpv6 = openNetworks(['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']);

/** Whether everybody can reach this address, which is not to say that anybody is there. */
export function isPublic(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !isSpecialIpv4(address);
  return family === 6 && isGlobalIpv6(address) && !isSpecialIpv6(address);
}
