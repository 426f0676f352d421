// The one way to the server: JSON over fetch with the member's cookie, errors as ApiError.
import { ApiError } from './error.ts';

export type Query = Record<string, string | number | boolean | undefined | null>;

type CallOptions = { query?: Query; body?: unknown; signal?: AbortSignal };

export const api = {
  get: <T>(path: string, query?: Query, signal?: AbortSignal) => call<T>('GET', path, { query, signal }),
  post: <T>(path: string, body?: unknown, signal?: AbortSignal) => call<T>('POST', path, { body, signal }),
  put: <T>(path: string, body: unknown) => call<T>('PUT', path, { body }),
  patch: <T>(path: string, body: unknown) => call<T>('PATCH', path, { body }),
  delete: <T>(path: string, body?: unknown) => call<T>('DELETE', path, body === undefined ? {} : { body }),
};

/** `/api/x?a=1` from parts; absent and empty values are left out. */
export function toAddress(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value));
  }
  return search.size > 0 ? `${path}?${search}` : path;
}

/** A path from parts that come from data: each is encoded, so an e-mail or a slash cannot change the address. */
export function toPath(...parts: string[]): string {
  return `/${parts.map(encodeURIComponent).join('/')}`;
}

async function call<T>(method: string, path: string, options: CallOptions): Promise<T> {
  const requestId = newRequestId();
  const headers: Record<string, string> = { accept: 'application/json', 'x-request-id': requestId };
  if (options.body !== undefined) headers['content-type'] = 'application/json';
  let response: Response;
  try {
    response = await fetch(toAddress(path, options.query), {
      method,
      headers,
      credentials: 'same-origin',
      body: options.body === undefined ? undefined : JSON.stringify(options.body),
      signal: options.signal,
    });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new ApiError({ status: 0, code: 'no_answer', message: '', requestId });
  }
  return readAnswer<T>(response, response.headers.get('x-request-id') ?? requestId);
}

/** Random and short enough to read out. (`randomUUID` is missing where the console is served without TLS.) */
export function newRequestId(): string {
  return [...crypto.getRandomValues(new Uint8Array(8))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}

/** The body of an answer, or the ApiError that it stands for. */
export async function readAnswer<T>(response: Response, requestId: string): Promise<T> {
  const text = await response.text();
  const body = parseJson(text);
  if (response.ok) return body as T;
  throw toApiError(response.status, body, requestId);
}

/** An ApiError from the wire form `{"error":{code,message,details}}`, or from better-auth's flat `{code,message}`. */
export function toApiError(status: number, body: unknown, requestId: string): ApiError {
  const outer = isObject(body) ? body : {};
  const inner = isObject(outer.error) ? outer.error : outer;
  // The id under which the server's log has it, where the answer names one.
  const logged =
    isObject(inner.details) && typeof inner.details.id === 'string' ? inner.details.id : requestId;
  return new ApiError({
    status,
    code: typeof inner.code === 'string' ? inner.code : `http_${status}`,
    message: typeof inner.message === 'string' ? inner.message : '',
    details: inner.details,
    requestId: logged,
  });
}

export function parseJson(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
