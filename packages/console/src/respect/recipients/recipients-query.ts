// Who may get data, where they are, and where the data of whom has to stay.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, toPath } from '../../api/client.ts';
import type { Page } from '../../api/list.ts';

export const MECHANISMS = ['adequacy', 'scc', 'bcr', 'derogation', 'none'] as const;
/** What makes it lawful to send data to another country. */
export type Mechanism = (typeof MECHANISMS)[number];

export type RecipientInput = {
  name: string;
  /** Two letters; null: nobody has said. */
  country: string | null;
  mechanism: Mechanism;
  safeguards: string | null;
};
export type Recipient = RecipientInput & {
  slug: string;
  version: number;
  changed_at: string;
  changed_by: string;
};

export type Rule = {
  /** `EU`, `EU-DE`, `US-CA`; `*` is everybody. */
  jurisdiction: string;
  within: string[];
  mechanisms: Mechanism[];
};
export type Residency = { version: number; rules: Rule[] };

/** A recipient that a rule keeps data from. */
export type Refused = {
  recipient: string;
  jurisdiction: string;
  reason: 'recipient_country_unknown' | 'transfer_not_permitted';
  /** The rules that hold now do so too. */
  already: boolean;
};

export function useRecipients() {
  return useQuery({
    queryKey: ['recipients', 'list'],
    queryFn: ({ signal }) => api.get<Page<Recipient>>('/api/recipients', undefined, signal),
  });
}

export function useResidency() {
  return useQuery({
    queryKey: ['recipients', 'residency'],
    queryFn: ({ signal }) => api.get<Residency>('/api/residency', undefined, signal),
  });
}

/** What these rules would refuse; asks nothing while there are none given. */
export function useRefused(rules: Rule[] | undefined) {
  return useQuery({
    queryKey: ['recipients', 'refused', rules],
    queryFn: () => api.post<Page<Refused>>('/api/residency/preview', { rules }),
    enabled: rules !== undefined,
    placeholderData: (before) => before,
  });
}

export function useSetRecipient() {
  return useChange(({ slug, ...input }: RecipientInput & { slug: string }) =>
    api.put<Recipient>(`/api/recipients${toPath(slug)}`, input),
  );
}

export function useSetResidency() {
  return useChange((told: { rules: Rule[]; reason: string }) => api.put<Residency>('/api/residency', told));
}

function useChange<Told, Answer>(change: (told: Told) => Promise<Answer>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () =>
      Promise.all(
        [['recipients'], ['processing-record']].map((queryKey) =>
          queryClient.invalidateQueries({ queryKey }),
        ),
      ),
  });
}
