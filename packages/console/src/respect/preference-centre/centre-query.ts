// The preference centre as it is set: what a company words itself, in which languages, with whose face; and how it would look.
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';

export const OWN_TEXTS = [
  ...['title', 'intro', 'messages', 'wishes', 'uses', 'held', 'always', 'saved'],
] as OwnText[];
export type OwnText = 'title' | 'intro' | 'messages' | 'wishes' | 'uses' | 'held' | 'always' | 'saved';

export type CentreBody = {
  /** The slug of a brand. */
  brand: string | null;
  languages: string[];
  default_language: string;
  /** By language tag; what is left out is as it ships. */
  texts: Record<string, Partial<Record<OwnText, string>>>;
  privacy_notice_urls: Record<string, string>;
  show_held: boolean;
};

export type Centre = CentreBody & {
  /** 0: nobody has set anything. */
  version: number;
  updated_at: string | null;
  updated_by_name: string | null;
  available_languages: { language: string; name: string; texts: Record<OwnText, string> }[];
  text_lengths_max: Record<OwnText, number>;
};

const KEY = ['preference-centre'];

export function useCentre() {
  return useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => api.get<Centre>('/api/preference-centre', undefined, signal),
  });
}

/** The page with these settings, saved or not. `edition`: what else changes how it looks, such as the colours of its brand. */
export function useCentrePreview(
  asked: { body: CentreBody; language: string; shade: 'light' | 'dark' },
  edition: string,
) {
  return useQuery({
    queryKey: [...KEY, 'preview', asked, edition],
    queryFn: () =>
      api.post<{ language: string; html: string }>('/api/preference-centre/preview', {
        ...asked.body,
        ...{ language: asked.language, shade: asked.shade },
      }),
    placeholderData: keepPreviousData,
  });
}

export function useSetCentre() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ body, from }: { body: CentreBody; from: number }) =>
      api.put<Centre>('/api/preference-centre', { ...body, expected_version: from }),
    // Also where it was refused: then another version holds by now.
    onSettled: () => queryClient.invalidateQueries({ queryKey: KEY, exact: true }),
  });
}
