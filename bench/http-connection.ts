// A kept-alive HTTP/1.1 connection that sends ready-made bytes and reads plain answers.
//
// A general client costs as much processor time per request as the server under test, and here both share two cores.
// This one writes a buffer and looks for a status and a length, nothing more.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { apiHeaders } from './keys.ts';

export type HttpAnswer = {
  status: number;
  /** Of `Retry-After`; 0 when absent. */
  retryAfterSeconds: number;
  body: Buffer;
};

export type HttpConnection = {
  /** Sends a whole request, head and body. One at a time. */
  send(request: Buffer): Promise<HttpAnswer>;
  close(): void;
};

const headEnd = Buffer.from('\r\n\r\n');

/** Connects to the host and port of `url`, and again when the server closed the connection while it was idle. */
export async function openConnection(url: string): Promise<HttpConnection> {
  const { hostname, port } = new URL(url);
  let waiting: { resolve(answer: HttpAnswer): void; reject(error: Error): void } | undefined;

  async function dial(): Promise<Socket> {
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    await once(socket, 'connect');
    let received: Buffer | undefined;
    socket.on('data', (chunk: Buffer) => {
      received = received === undefined ? chunk : Buffer.concat([received, chunk]);
      const answer = findAnswer(received);
      if (answer === undefined) return;
      received = undefined;
      waiting?.resolve(answer);
      waiting = undefined;
    });
    const fail = (error: Error): void => waiting?.reject(error);
    socket.on('error', fail);
    socket.on('close', () => fail(new Error('The server closed the connection')));
    return socket;
  }

  let socket = await dial();
  return {
    async send(request) {
      if (socket.destroyed || socket.readableEnded) socket = await dial();
      return new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        socket.write(request);
      });
    },
    close() {
      waiting = undefined;
      socket.destroy();
    },
  };
}

/** Undefined while a part is still on its way. */
function findAnswer(bytes: Buffer): HttpAnswer | undefined {
  const at = bytes.indexOf(headEnd);
  if (at === -1) return undefined;
  const head = bytes.toString('latin1', 0, at);
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
  if (length === undefined) throw new Error(`The answer does not tell its length:\n${head}`);
  const bodyAt = at + headEnd.length;
  if (bytes.length < bodyAt + Number(length)) return undefined;
  const retryAfter = /\r\nretry-after: (\d+)/i.exec(head)?.[1];
  return {
    status: Number(head.slice(9, 12)),
    retryAfterSeconds: Number(retryAfter ?? 0),
    body: bytes.subarray(bodyAt, bodyAt + Number(length)),
  };
}

/** The bytes of a request, ready to send. */
export function toRequest(
  method: string,
  path: string,
  headers: Record<string, string>,
  body: Buffer | string = '',
): Buffer {
  const bytes = Buffer.from(body);
  const lines = Object.entries({ host: 'localhost', ...headers, 'content-length': String(bytes.length) });
  const head = `${method} ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
  return Buffer.concat([Buffer.from(head), bytes]);
}

/** A request to the API, with the key of the administrator. */
export const toPost = (path: string, body: object): Buffer =>
  toRequest('POST', path, apiHeaders, JSON.stringify(body));
