// The banner of a source: as it is set, as it would look, and how it was answered.
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, toPath } from '../../api/client.ts';

/** Those that Rapport speaks to people in, by their own names. */
export const BANNER_LANGUAGES = {
  en: 'English',
  'zh-Hant': '繁體中文',
  'zh-Hans': '简体中文',
  pl: 'polski',
} as const;
export type BannerLanguage = keyof typeof BANNER_LANGUAGES;
export const listBannerLanguages = () => Object.keys(BANNER_LANGUAGES) as BannerLanguage[];

export const BANNER_TEXTS = ['title', 'body', 'accept', 'reject', 'choose', 'save'] as const;
export type BannerText = (typeof BANNER_TEXTS)[number];
export type OwnWords = Partial<Record<BannerText, string>>;

export type BannerBody = {
  enabled: boolean;
  place: 'bottom' | 'centre';
  /** The slug of a brand. */
  brand: string | null;
  languages: BannerLanguage[];
  default_language: BannerLanguage;
  /** What is left out is as it ships. */
  words: Partial<Record<BannerLanguage, OwnWords>>;
  /** Null: all that a banner can ask about. */
  purposes: string[] | null;
  privacy_urls: Partial<Record<BannerLanguage, string>>;
  ask_again_months: number;
  count_choices: boolean;
};

export type Banner = BannerBody & {
  /** 0: nobody has set it. */
  version: number;
  updated_at: string | null;
  updated_by_name: string | null;
  default_words: Partial<Record<BannerLanguage, Record<BannerText, string>>>;
  askable: { slug: string; name: string; banner_categories: string[] }[];
};

export type BannerSums = {
  shown: number;
  accepted: number;
  rejected: number;
  chosen: number;
  ignored: number;
  rates: Record<'accepted' | 'rejected' | 'chosen' | 'ignored', number> | null;
};
export type BannerRates = {
  from: string;
  to: string;
  total: BannerSums;
  languages: (BannerSums & { language: string })[];
};

const keyOf = (sourceId: string) => ['sources', sourceId, 'banner'];

export function useBanner(sourceId: string) {
  return useQuery({
    queryKey: keyOf(sourceId),
    queryFn: ({ signal }) => api.get<Banner>(`/api/sources${toPath(sourceId, 'banner')}`, undefined, signal),
  });
}

export function useBannerRates(sourceId: string) {
  return useQuery({
    queryKey: [...keyOf(sourceId), 'rates'],
    queryFn: ({ signal }) =>
      api.get<BannerRates>(`/api/sources${toPath(sourceId, 'banner', 'rates')}`, undefined, signal),
    refetchInterval: 60_000,
  });
}

/** What the script of the banner is given; the console only passes it on. */
export type BannerShown = { language: string; questions: object[] };

export function useBannerPreview(sourceId: string, asked: { body: BannerBody; language: BannerLanguage }) {
  return useQuery({
    queryKey: [...keyOf(sourceId), 'preview', asked],
    queryFn: () =>
      api.post<BannerShown>(`/api/sources${toPath(sourceId, 'banner', 'preview')}`, {
        ...asked.body,
        language: asked.language,
      }),
    placeholderData: keepPreviousData,
    retry: false,
  });
}

export function useSetBanner(sourceId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ body, from }: { body: BannerBody; from: number }) =>
      api.put<Banner>(`/api/sources${toPath(sourceId, 'banner')}`, { ...body, expected_version: from }),
    onSuccess: (banner) => queryClient.setQueryData(keyOf(sourceId), banner),
    // Where it was refused another version may hold by now.
    onError: () => queryClient.invalidateQueries({ queryKey: keyOf(sourceId), exact: true }),
  });
}
