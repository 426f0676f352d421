// Reading a request's body: bounded, inflated where it is gzip, parsed whatever its content type says.
import type { IncomingMessage } from 'node:http';
import { gunzip } from 'node:zlib';
import { AppError } from '@rapport/protocol';

/** The whole body as bytes, at most `bytesMax` after inflating. Throws `body_too_large` or `unsupported_encoding`. */
export async function readBody(request: IncomingMessage, bytesMax: number): Promise<Buffer> {
  const encoding = (request.headers['content-encoding'] ?? 'identity').toLowerCase();
  if (encoding !== 'identity' && encoding !== 'gzip' && encoding !== 'x-gzip')
    throw new AppError('unsupported_encoding');
  const raw = await readBytes(request, bytesMax);
  // Some clients name gzip and send plain JSON, or the other way round: the first two bytes tell.
  const zipped = raw.length > 2 && raw[0] === 0x1f && raw[1] === 0x8b;
  return zipped ? inflate(raw, bytesMax) : raw;
}

function readBytes(request: IncomingMessage, bytesMax: number): Promise<Buffer> {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > bytesMax) return drain(request).then(() => Promise.reject(tooLarge(bytesMax)));
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const finish = (): void => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks));
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > bytesMax) {
        chunks.length = 0;
        // What was given up must not pass for an empty body at its end.
        request.off('end', finish).removeAllListeners('data');
        drain(request).then(() => reject(tooLarge(bytesMax)));
        return;
      }
      chunks.push(chunk);
    });
    request.on('end', finish);
    request.on('error', reject);
    request.on('aborted', () =>
      reject(new AppError('malformed_body', 'The request ended in the middle of its body.')),
    );
  });
}

/** Reads what still comes, a little of it, so that the client gets our answer instead of a reset connection. */
function drain(request: IncomingMessage): Promise<void> {
  const drainBytesMax = 32 * 1024 * 1024;
  let size = 0;
  return new Promise((resolve) => {
    const end = (): void => resolve();
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > drainBytesMax) {
        request.pause();
        end();
      }
    });
    request.on('end', end);
    request.on('close', end);
    request.on('error', end);
    request.resume();
  });
}

const tooLarge = (bytesMax: number): AppError =>
  new AppError('body_too_large', `The body is larger than ${bytesMax} bytes. Send smaller batches.`, {
    bytes_max: bytesMax,
  });

function inflate(zipped: Buffer, bytesMax: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    gunzip(zipped, { maxOutputLength: bytesMax }, (error, body) => {
      if (error === null) return resolve(body);
      reject(
        (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
          ? tooLarge(bytesMax)
          : new AppError(
              'malformed_body',
              'The body is not valid gzip. Send it again whole, or without compression.',
            ),
      );
    });
  });
}

/** The JSON object in these bytes. Throws `malformed_json` or `malformed_body`. */
export function parseJsonObject(bytes: Buffer): Record<string, unknown> {
  let value: unknown;
  try {
    const text = bytes.toString('utf8');
    value = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch (cause) {
    const hint = bytes.length === 0 ? 'The body is empty.' : 'The body is not valid JSON.';
    throw new AppError('malformed_json', hint, {}, cause);
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw new AppError('malformed_body', 'The body must be a JSON object: one message, or {"batch": […]}.');
}
