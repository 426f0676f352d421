// Notices: what people were shown, by the hash of its text.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, toPath } from '../../api/client.ts';
import type { Page } from '../../api/list.ts';

export type NoticeText = {
  /** SHA-256 of the text, in hexadecimal. */
  hash: string;
  slug: string;
  version: number;
  language: string;
  title: string;
  text: string;
  /** Purposes that it tells of, with the version of each. */
  purposes: Record<string, number>;
  published_at: string;
  published_by: string;
};

export type NoticeDraft = Pick<NoticeText, 'slug' | 'language' | 'title' | 'text'> & { purposes: string[] };

export function useNotices() {
  return useQuery({
    queryKey: ['notices'],
    queryFn: ({ signal }) => api.get<Page<NoticeText>>('/api/notices', undefined, signal),
  });
}

/** One notice. Without a language: any that the text has. */
export function useNotice(hash: string, language: string | undefined) {
  return useQuery({
    queryKey: ['notices', hash, language],
    queryFn: ({ signal }) => api.get<NoticeText>(`/api/notices${toPath(hash)}`, { language }, signal),
  });
}

export function usePublishNotice() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (notice: NoticeDraft) => api.post<NoticeText>('/api/notices', notice),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['notices'] }),
  });
}

/** Names one notice in an address: the same text may be there in two languages. */
export const noticeKey = ({ hash, language }: Pick<NoticeText, 'hash' | 'language'>): string =>
  `${hash}.${language}`;

/** Enough of a hash to tell notices apart in a line. */
export const shortHash = (hash: string): string => hash.slice(0, 12);
