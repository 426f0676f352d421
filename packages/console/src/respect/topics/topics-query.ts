// Topics that people choose, and the brands under which a company writes, with how each looks.
import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, newRequestId, readAnswer, toPath } from '../../api/client.ts';
import type { Page } from '../../api/list.ts';

export const CHANNELS = [...['email', 'sms', 'push', 'in_app', 'web', 'post', 'phone', 'ads']] as Channel[];
export type Channel = 'email' | 'sms' | 'push' | 'in_app' | 'web' | 'post' | 'phone' | 'ads';

type Changed = { version: number; updated_at: string; updated_by_name: string | null };

export type BrandBody = { name: string; accent: string | null; accent_dark: string | null };
export type Brand = BrandBody & Changed & { slug: string; logo_url: string | null };

export type TopicBody = {
  brand: string;
  /** By language tag. */
  titles: Record<string, string>;
  descriptions: Record<string, string>;
  channels: Channel[];
  purpose: string;
  default: 'in' | 'out';
  order: number;
  retired: boolean;
};
export type Topic = TopicBody & Changed & { slug: string };

export function useBrands() {
  return useQuery({
    queryKey: ['brands'],
    queryFn: ({ signal }) => api.get<Page<Brand>>('/api/brands', undefined, signal),
  });
}

export function useTopics(enabled = true) {
  return useQuery({
    queryKey: ['topics'],
    queryFn: ({ signal }) => api.get<Page<Topic>>('/api/topics', undefined, signal),
    enabled,
  });
}

/** `from`: the version that was changed; absent for one that is new. */
type Told<Body> = { slug: string; from: number | undefined; body: Body };

const useSave = <Body extends object, Saved>(area: 'brands' | 'topics') =>
  useChange(({ slug, from, body }: Told<Body>) =>
    from === undefined
      ? api.post<Saved>(`/api/${area}`, { ...body, slug })
      : api.put<Saved>(`/api/${area}${toPath(slug)}`, { ...body, expected_version: from }),
  );
export const useSaveBrand = () => useSave<BrandBody, Brand>('brands');
export const useSaveTopic = () => useSave<TopicBody, Topic>('topics');

export const useDeleteTopic = () => useChange((slug: string) => api.delete(`/api/topics${toPath(slug)}`));
export const useDeleteBrand = () => useChange((slug: string) => api.delete(`/api/brands${toPath(slug)}`));

export const useSetLogo = () =>
  useChange(async ({ slug, file }: { slug: string; file: File }) => {
    const response = await fetch(`/api/brands${toPath(slug, 'logo')}`, {
      ...{ method: 'PUT', credentials: 'same-origin', body: file },
      headers: { 'content-type': 'application/octet-stream' },
    });
    return readAnswer<Brand>(response, newRequestId());
  });
export const useRemoveLogo = () =>
  useChange((slug: string) => api.delete<Brand>(`/api/brands${toPath(slug, 'logo')}`));

function useChange<Asked, Answer>(change: (asked: Asked) => Promise<Answer>) {
  const queryClient = useQueryClient();
  return useMutation({ mutationFn: change, onSettled: () => refresh(queryClient) });
}

/** Also where it was refused: then something else holds by now. */
const refresh = (queryClient: QueryClient) =>
  Promise.all(['brands', 'topics'].map((area) => queryClient.invalidateQueries({ queryKey: [area] })));

/** Of a logo, at the server that the page comes from, whatever it calls itself outside. */
export const toLogoPath = (url: string): string => new URL(url).pathname;
