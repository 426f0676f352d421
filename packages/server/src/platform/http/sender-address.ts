// Whose address a request comes from, behind proxies that are trusted to say so.
//
// Each proxy adds, at the right end of `X-Forwarded-For`, the address that it got the request from. So the list is read
// from the right, and believed as long as who said it is trusted: the first address that is no trusted proxy is the
// sender. What stands to the left of it came with the request, and anybody can write that.
import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

/** The address of whoever sent this request; undefined where the connection is gone. */
export type AddressOf = (request: Pick<IncomingMessage, 'headers' | 'socket'>) => string | undefined;

/** `trusted`: addresses and networks of proxies, such as `10.0.0.0/8`. Without any, the header is not looked at. */
export function openAddressOf(trusted: readonly string[]): AddressOf {
  const isProxy = openNetworks(trusted);

  return function addressOf({ headers, socket }) {
    let address = socket.remoteAddress === undefined ? undefined : toAddress(socket.remoteAddress);
    if (trusted.length === 0 || address === undefined) return address;
    // Node joins repeated headers with a comma.
    const told = String(headers['x-forwarded-for'] ?? '').split(',');
    while (isProxy(address)) {
      const before = toAddress(told.pop() ?? '');
      // Nothing more is told, or nothing that is an address: then the last that is known has sent it.
      if (before === undefined) return address;
      address = before;
    }
    return address;
  };
}

/** Whether this is an address or a network: `192.0.2.1`, `10.0.0.0/8`, `2001:db8::/32`. */
export function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const family = isIP(address);
  if (family === 0 || address.includes('%') || more.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 6 ? 128 : 32));
}

/** Whether an address lies in one of these networks. IPv4 that is written as IPv6 counts as what it is. */
export function openNetworks(networks: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const network of networks) addTo(list, network);
  return (address) => list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

function addTo(list: BlockList, network: string): void {
  const [address = '', bits] = network.split('/');
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  if (bits === undefined) list.addAddress(address, family);
  else list.addSubnet(address, Number(bits), family);
}

/** Without port, brackets, and the IPv6 form of an IPv4 address; undefined for what is no address. */
function toAddress(text: string): string | undefined {
  const trimmed = text.trim();
  const bare = /^\[([^\]]*)\](?::\d{1,5})?$/.exec(trimmed)?.[1] ?? /^([\d.]+):\d{1,5}$/.exec(trimmed)?.[1];
  const address = (bare ?? trimmed).replace(/^::ffff:(?=[\d.]+$)/i, '').replace(/%.*$/, '');
  return isIP(address) === 0 ? undefined : address;
}
