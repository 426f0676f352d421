// A file of objects on its way to the server. XMLHttpRequest, because fetch cannot tell how far an upload is.
import { newRequestId, parseJson, toAddress, toApiError, toPath } from '../../api/client.ts';
import { ApiError } from '../../api/error.ts';

export type Imported = {
  rows: number;
  stored: number;
  rejected: number;
  /** The first hundred. */
  rejects: { row: number; problem: string }[];
};

const kindOf = (name: string): string =>
  /\.gz$/i.test(name) ? 'application/gzip' : /\.csv$/i.test(name) ? 'text/csv' : 'application/x-ndjson';

export function importObjects(
  type: string,
  file: File,
  { ignoresUnknown, onProgress }: { ignoresUnknown: boolean; onProgress: (share: number) => void },
): { done: Promise<Imported>; stop: () => void } {
  const request = new XMLHttpRequest();
  const requestId = newRequestId();
  const done = new Promise<Imported>((resolve, reject) => {
    const fail = () => reject(new ApiError({ status: 0, code: 'no_answer', message: '', requestId }));
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    request.onerror = fail;
    request.onabort = fail;
    request.onload = () => {
      const body = parseJson(request.responseText);
      if (request.status >= 200 && request.status < 300) resolve(body as Imported);
      else reject(toApiError(request.status, body, request.getResponseHeader('x-request-id') ?? requestId));
    };
    request.open(
      'POST',
      toAddress(`/api/catalog/import${toPath(type)}`, {
        file_name: file.name,
        unknown_fields: ignoresUnknown ? 'ignore' : undefined,
      }),
    );
    request.setRequestHeader('content-type', kindOf(file.name));
    request.setRequestHeader('x-request-id', requestId);
    request.send(file);
  });
  return { done, stop: () => request.abort() };
}
