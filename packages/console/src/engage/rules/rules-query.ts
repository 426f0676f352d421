// Caps, quiet hours and priorities of messages: one document, set as a whole.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import type { ChannelSlug } from '../channels/channel-words.ts';

export type QuietHours = {
  channels: ChannelSlug[];
  /** On which they begin; 1 is Monday. */
  weekdays: number[];
  /** `21:00`, in the person's own time. */
  from: string;
  /** Before `from`: on the next day. */
  until: string;
};
export type Cap = { channel: ChannelSlug | null; topic: string | null; count: number; hours: number };
export type MessageRules = {
  time_zone: string;
  quiet_hours: QuietHours[];
  caps: Cap[];
  priorities: { topic: string; priority: number }[];
};
export type KeptRules = MessageRules & {
  /** 0: as shipped. */
  version: number;
  updated_at: string | null;
  updated_by_name: string | null;
};

const KEY = ['message-rules'];

export function useMessageRules() {
  return useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => api.get<KeptRules>('/api/message-rules', undefined, signal),
  });
}

/** What is not named stays as it was in the version that was seen. */
export function useChangeRules(seen: KeptRules) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (changes: Partial<MessageRules>) => {
      const { time_zone, quiet_hours, caps, priorities, version } = seen;
      const rules = { time_zone, quiet_hours, caps, priorities, ...changes };
      return api.put<KeptRules>('/api/message-rules', { ...rules, expected_version: version });
    },
    onSuccess: (kept) => queryClient.setQueryData(KEY, kept),
    // Somebody may have set others: then those are shown.
    onError: () => queryClient.invalidateQueries({ queryKey: KEY }),
  });
}
