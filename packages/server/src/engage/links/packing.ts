// What an address of a message carries, in as few bytes as it takes: a mail has many, and each makes it longer.
//
// Numbers are written seven bits to a byte, the lowest first. The beginnings that nearly all addresses share are one byte.
export type Packed = {
  workspaceId: number;
  messageId: number;
  /** The first day, since 1970, on which it opens nothing any more. */
  endDay: number;
  /** Where a click leads; undefined for what is no click. */
  url?: string;
};

const beginnings = ['', 'https://www.', 'https://', 'http://'] as const;

export function pack({ workspaceId, messageId, endDay, url }: Packed): Buffer {
  const bytes: number[] = [];
  for (const number of [workspaceId, messageId, endDay]) pushNumber(bytes, number);
  if (url === undefined) return Buffer.from(bytes);
  const place = beginnings.findIndex((one, i) => i > 0 && url.startsWith(one));
  const code = Math.max(place, 0);
  bytes.push(code);
  return Buffer.concat([Buffer.from(bytes), Buffer.from(url.slice((beginnings[code] as string).length))]);
}

/** Undefined for what was not packed here. */
export function unpack(bytes: Buffer): Packed | undefined {
  const numbers: number[] = [];
  let at = 0;
  while (numbers.length < 3) {
    const [number, next] = readNumber(bytes, at);
    if (number === undefined) return undefined;
    numbers.push(number);
    at = next;
  }
  const [workspaceId, messageId, endDay] = numbers as [number, number, number];
  if (at === bytes.length) return { workspaceId, messageId, endDay };
  const beginning = beginnings[bytes[at] as number];
  if (beginning === undefined) return undefined;
  return { workspaceId, messageId, endDay, url: beginning + bytes.toString('utf8', at + 1) };
}

// Beyond 31 bits, so without bit operators.
function pushNumber(bytes: number[], number: number): void {
  let rest = number;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  bytes.push(rest);
}

function readNumber(bytes: Buffer, from: number): [number | undefined, number] {
  let [number, weight] = [0, 1];
  for (let at = from; at < bytes.length && weight < 2 ** 53; at += 1, weight *= 128) {
    const byte = bytes[at] as number;
    number += (byte % 128) * weight;
    if (byte < 128) return [number, at + 1];
  }
  return [undefined, bytes.length];
}
