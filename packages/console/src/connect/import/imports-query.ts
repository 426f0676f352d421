// Imports: upload and preview, start, follow, and the history of them.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, newRequestId, parseJson, toAddress, toApiError, toPath } from '../../api/client.ts';
import { ApiError } from '../../api/error.ts';
import type { Page } from '../../api/list.ts';
import type { Mapping } from './mapping.ts';

export type ImportState = 'running' | 'done' | 'failed' | 'stopped';

export type Import = {
  id: string;
  file_name: string;
  state: ImportState;
  rows_total: number | null;
  rows_read: number;
  /** From 0 to 1, also while the number of rows is not known yet. */
  progress?: number;
  messages_accepted: number;
  /** Not taken in, since somebody whom they name must not be collected. */
  messages_suppressed: number;
  rejects: number;
  rate: number;
  started_at: string;
  finished_at: string | null;
  error: string | null;
  dry_run?: boolean;
};

export type NewImport = {
  upload_id: string;
  source_id: string | number;
  mapping: Mapping;
  dry_run: boolean;
  /** Takes a file that the source has had before. */
  again?: boolean;
};

export type PreviewColumn = { name: string; type: string; format?: string; examples: unknown[] };

export type Preview = {
  upload_id: string;
  format: string;
  columns: PreviewColumn[];
  rows: (Record<string, unknown> | unknown[])[];
  guessed_mapping: Mapping | Mapping[] | null;
  /** What the reader noticed about the file, in the server's words. */
  notes?: string[];
  /** The import that has brought this very file before. */
  imported_before?: Import | null;
};

export function useImports() {
  return useQuery({
    queryKey: ['imports'],
    queryFn: ({ signal }) => api.get<Page<Import>>('/api/imports', { limit: 100 }, signal),
    refetchInterval: (query) =>
      query.state.data?.items.some((each) => each.state === 'running') ? 2_000 : 30_000,
  });
}

export function useImport(id: string) {
  return useQuery({
    queryKey: ['imports', id],
    queryFn: ({ signal }) => api.get<Import>(`/api/imports${toPath(id)}`, undefined, signal),
    refetchInterval: (query) => (query.state.data?.state === 'running' ? 1_000 : false),
  });
}

export function useStartImport() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (start: NewImport) => api.post<Import>('/api/imports', start),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['imports'] }),
  });
}

/** Stops a running import; what it has sent stays. */
export function useStopImport(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => api.post(`/api/imports${toPath(id, 'stop')}`, {}),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['imports'] }),
  });
}

/** Where the rows that were refused can be downloaded, with the reason of each. */
export function rejectsAddress(id: string): string {
  return `/api/imports${toPath(id, 'rejects')}`;
}

/** Uploads a file for a preview. XMLHttpRequest, because fetch cannot tell how far an upload is. */
export function uploadForPreview(
  file: File,
  onProgress: (share: number) => void,
): { done: Promise<Preview>; stop: () => void } {
  const request = new XMLHttpRequest();
  const requestId = newRequestId();
  const done = new Promise<Preview>((resolve, reject) => {
    const fail = () => reject(new ApiError({ status: 0, code: 'no_answer', message: '', requestId }));
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    request.onerror = fail;
    request.onabort = fail;
    request.onload = () => {
      const body = parseJson(request.responseText);
      if (request.status >= 200 && request.status < 300) resolve(body as Preview);
      else reject(toApiError(request.status, body, request.getResponseHeader('x-request-id') ?? requestId));
    };
    request.open('POST', toAddress('/api/imports/preview', { file_name: file.name }));
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.setRequestHeader('x-request-id', requestId);
    request.send(file);
  });
  return { done, stop: () => request.abort() };
}
