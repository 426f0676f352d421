// Requests to real servers of this machine: those that may be reached, those that must not be, and those that behave badly.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import http, { type RequestListener } from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { after, describe, test } from 'node:test';
import { type Outbound, OutboundFault, openOutbound } from './index.ts';

const closing: (() => void)[] = [];
after(() => {
  for (const close of closing) close();
});

/** The port of a server that answers so. */
async function serve(listener: RequestListener, host = '127.0.0.1'): Promise<number> {
  const server = http.createServer(listener).listen(0, host);
  await once(server, 'listening');
  closing.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return (server.address() as AddressInfo).port;
}

/** The port of a server that does this with each connection. */
async function serveRaw(act: (socket: net.Socket) => void): Promise<number> {
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket.on('error', () => {}));
    act(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return (server.address() as AddressInfo).port;
}

const opened = (options: Partial<Parameters<typeof openOutbound>[0]> = {}): Outbound => {
  const outbound = openOutbound({ allowedNetworks: ['127.0.0.0/8', '::1'], ...options });
  closing.push(outbound.close);
  return outbound;
};

const kindOf = async (asked: Promise<unknown>): Promise<string> => {
  try {
    await asked;
    return 'answered';
  } catch (error) {
    assert.ok(error instanceof OutboundFault, String(error));
    return error.kind;
  }
};

describe('Where nothing is allowed', () => {
  const forms = [
    ...['127.0.0.1', '2130706433', '0177.0.0.1', '0x7f000001', '127.1', '0', '127.0.0.1.'],
    ...['[::1]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::]', '169.254.169.254', '[fe80::1]', '10.0.0.1'],
    ...['[64:ff9b::7f00:1]', '[fd00::1]', '１２７.0.0.1', 'localhost'],
  ];
  for (const form of forms)
    test(`${form} is not reached, and nobody there hears of it`, async () => {
      let heard = 0;
      const port = await serve((_, answer) => {
        heard += 1;
        answer.end();
      });
      for (const scheme of ['http', 'https'])
        assert.equal(
          await kindOf(
            opened({ allowedNetworks: [] }).request({ method: 'GET', url: `${scheme}://${form}:${port}/` }),
          ),
          'forbidden',
        );
      assert.equal(heard, 0);
    });

  test('a name that leads to a private address is not reached, nor one that leads to both', async () => {
    for (const addresses of [['10.0.0.7'], ['93.184.215.14', '127.0.0.1'], ['::1', '2600::1']]) {
      const resolve = async () => addresses.map((address) => ({ address, family: net.isIP(address) }));
      const outbound = opened({ allowedNetworks: [], resolve });
      assert.equal(await kindOf(outbound.request({ method: 'GET', url: 'https://a.example/' })), 'forbidden');
      assert.equal(await kindOf(outbound.connect('https://a.example/')), 'forbidden');
    }
  });

  test('a public address is not reached without TLS', async () => {
    const resolve = async () => [{ address: '93.184.215.14', family: 4 }];
    const outbound = opened({ allowedNetworks: [], resolve });
    assert.equal(await kindOf(outbound.request({ method: 'GET', url: 'http://a.example/' })), 'forbidden');
  });
});

describe('What may be reached', () => {
  test('is connected to where it was looked at: the second answer of a name counts for nothing', async () => {
    const answers = ['127.0.0.1', '127.0.0.2'];
    let asked = 0;
    const heard: string[] = [];
    const port = await serve((request, answer) => {
      heard.push(request.headers.host ?? '');
      answer.end('here');
    });
    const resolve = async () => [{ address: answers[asked++] ?? '127.0.0.2', family: 4 }];
    const outbound = opened({ allowedNetworks: ['127.0.0.1'], resolve });
    const url = `http://rebinding.example:${port}/`;
    const first = await outbound.request({ method: 'GET', url, reuse: false });
    assert.deepEqual([first.status, first.body.toString()], [200, 'here']);
    assert.equal(asked, 1);
    assert.equal(await kindOf(outbound.request({ method: 'GET', url, reuse: false })), 'forbidden');
    assert.deepEqual(heard, [`rebinding.example:${port}`]);
  });

  test('is told what was written, and keeps its connection', async () => {
    const seen: unknown[] = [];
    const ports = new Set<number | undefined>();
    const port = await serve(async (request, answer) => {
      ports.add(request.socket.remotePort);
      let body = '';
      for await (const chunk of request) body += String(chunk);
      seen.push([request.method, request.url, request.headers['content-length'], body]);
      answer.writeHead(202, { 'retry-after': '3' }).end('taken');
    });
    const outbound = opened();
    const asked = { method: 'POST', url: `http://localhost:${port}/a?b=c`, body: 'żółw' } as const;
    const { status, headers, body, isCut } = await outbound.request(asked);
    assert.deepEqual([status, headers['retry-after'], body.toString(), isCut], [202, '3', 'taken', false]);
    await outbound.request(asked);
    assert.deepEqual(seen, Array(2).fill(['POST', '/a?b=c', '7', 'żółw']));
    assert.equal(ports.size, 1);
    await outbound.request({ ...asked, reuse: false });
    assert.equal(ports.size, 2);
  });

  test('a redirect is an answer, also to where nothing may go', async () => {
    let heard = 0;
    const hidden = await serve((_, answer) => {
      heard += 1;
      answer.end();
    }, '127.0.0.2');
    const port = await serve((_, answer) =>
      answer.writeHead(302, { location: `http://127.0.0.2:${hidden}/` }).end(),
    );
    const outbound = opened({ allowedNetworks: ['127.0.0.1'] });
    const { status } = await outbound.request({ method: 'GET', url: `http://127.0.0.1:${port}/` });
    assert.deepEqual([status, heard], [302, 0]);
  });

  test('no address with a name or password, of another kind, or too long', async () => {
    for (const url of [
      'http://a:b@127.0.0.1/',
      'ftp://127.0.0.1/',
      'file:///etc/passwd',
      'x',
      `http://127.0.0.1/${'a'.repeat(3000)}`,
    ])
      assert.equal(await kindOf(opened().request({ method: 'GET', url })), 'forbidden');
  });
});

describe('Who behaves badly', () => {
  const ask = (port: number, options = {}, more = {}) =>
    opened({ timeoutMs: 300, ...options }).request({
      method: 'POST',
      url: `http://127.0.0.1:${port}/`,
      body: '{}',
      ...more,
    });

  test('nobody there, or a name that nobody has: unreachable', async () => {
    const port = await serveRaw((socket) => socket.destroy());
    closing.pop()?.();
    assert.equal(await kindOf(ask(port)), 'unreachable');
    const resolve = async () => {
      throw new Error('ENOTFOUND');
    };
    assert.equal(
      await kindOf(opened({ resolve }).request({ method: 'GET', url: 'https://a.example' })),
      'unreachable',
    );
    const never = () => new Promise<never>(() => {});
    const slow = opened({ resolve: never, timeoutMs: 100 });
    assert.equal(await kindOf(slow.request({ method: 'GET', url: 'https://a.example' })), 'unreachable');
  });

  test('stalls before, in, and after the head; closes; talks no HTTP: unanswered', async () => {
    for (const told of [
      '',
      'HTTP/1.1 200 OK\r\nContent-Le',
      'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc',
    ])
      assert.equal(await kindOf(ask(await serveRaw((socket) => socket.write(told)))), 'unanswered', told);
    const reset = (socket: net.Socket) => socket.once('data', () => socket.resetAndDestroy());
    assert.equal(await kindOf(ask(await serveRaw(reset))), 'unanswered');
    const noHttp = (socket: net.Socket) =>
      socket.once('data', () => socket.end('220 mail.example ESMTP\r\n'));
    assert.equal(await kindOf(ask(await serveRaw(noHttp))), 'unanswered');
  });

  test('drips for ever: the time is for all of it', async () => {
    const port = await serve((_, answer) => {
      answer.writeHead(200);
      const timer = setInterval(() => answer.write('.'), 30);
      answer.on('close', () => clearInterval(timer));
    });
    assert.equal(await kindOf(ask(port)), 'unanswered');
  });

  test('answers without end: it is cut, and what it said counts', async () => {
    const port = await serve((_, answer) => {
      answer.writeHead(200);
      const fill = (): void => {
        while (answer.write('x'.repeat(1000)));
        answer.once('drain', fill);
      };
      answer.on('error', () => {});
      fill();
    });
    const { status, body, isCut } = await ask(port, { answerBytesMax: 2500, timeoutMs: 5000 });
    assert.deepEqual([status, body.length, isCut], [200, 2500, true]);
  });

  test('nothing is written before it is handed over, nor where that is refused, nor when the other side left meanwhile', async () => {
    let bytes = 0;
    const leaving: net.Socket[] = [];
    const port = await serveRaw((socket) => {
      leaving.push(socket);
      socket.on('data', (data) => {
        bytes += data.length;
        socket.end('HTTP/1.1 204 No Content\r\n\r\n');
      });
    });
    const refusal = new Error('no longer');
    const refused = async () => {
      throw refusal;
    };
    await assert.rejects(ask(port, {}, { hand: refused }), refusal);
    assert.equal(bytes, 0);
    const late = async (write: () => void) => {
      for (const socket of leaving) socket.destroy();
      await new Promise((resolve) => setTimeout(resolve, 50));
      write();
    };
    assert.equal(await kindOf(ask(port, {}, { hand: late })), 'unreachable');
    assert.equal(bytes, 0);
    const { status } = await ask(port, {}, { hand: async (write: () => void) => write() });
    assert.equal(status, 204);
    assert.ok(bytes > 0);
  });
});
