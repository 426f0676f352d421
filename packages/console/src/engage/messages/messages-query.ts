// Messages: what became of each, and why.
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, toPath } from '../../api/client.ts';
import { nextCursor, type Page } from '../../api/list.ts';
import { usePurpose } from '../../respect/purposes/current-purpose.ts';
import type { ChannelSlug } from '../channels/channel-words.ts';

export const MESSAGE_STATES = [
  ...(['queued', 'deferred', 'sending', 'refused', 'expired', 'cancelled', 'failed', 'sent'] as const),
  ...(['delivered', 'opened', 'clicked', 'replied', 'unsubscribed', 'bounced', 'complained'] as const),
];
export type MessageState = (typeof MESSAGE_STATES)[number];

export type Reason = { code: string; message: string };

export type Trigger = {
  kind: 'api' | 'campaign' | 'journey' | 'test';
  name: string;
  /** Of the event that started it. */
  event?: { name: string; message_id: string; timestamp: string };
  segment?: string;
  /** The steps that led to it. */
  path?: string[];
  /** What conditions saw. */
  values?: Record<string, unknown>;
};

export type Why = {
  decision: 'permit' | 'deny' | 'wait';
  by: 'gate' | 'preference' | 'rules' | 'message';
  channel: ChannelSlug;
  purpose: string | null;
  reason: Reason;
  /** Of channels that were asked before this one. */
  tried: { channel: ChannelSlug; reason: Reason }[];
  decision_id?: string;
};

export type Message = {
  id: string;
  key: string;
  profile_id: string;
  /** Null where the purpose does not permit to name the person. */
  display_name: string | null;
  channel: ChannelSlug;
  /** Masked. */
  point: { type: string; value: string } | null;
  template: { slug: string; title: string; version: number };
  topic: string | null;
  purpose: string | null;
  trigger: Trigger;
  state: MessageState;
  reason: string | null;
  why: Why | null;
  due_at: string;
  created_at: string;
  sent_at: string | null;
  delivered_at: string | null;
  opened_at: string | null;
  clicked_at: string | null;
  arm: string | null;
  attempts: number;
  /** The slug of the account by which it went. */
  account: string | null;
};
export type HistoryEntry = { state: MessageState; at: string; reason?: string; detail?: string };
export type WholeMessage = Message & { history: HistoryEntry[] };

export type MessageFilter = {
  state?: string;
  channel?: string;
  reason?: string;
  template?: string;
  campaign?: string;
  /** The id of a person. */
  profile?: string;
};

const KEY = 'messages';

export function useMessages(filter: MessageFilter) {
  const { purpose } = usePurpose();
  return useInfiniteQuery({
    queryKey: [KEY, 'list', purpose, filter],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<Message>>('/api/messages', { ...filter, purpose, limit: 100, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: nextCursor,
    // What is under way is something else in a moment.
    refetchInterval: ({ state }) => (state.data?.pages[0]?.items.some(isUnderWay) === true ? SOON_MS : false),
  });
}

const SOON_MS = 2000;
const isUnderWay = ({ state, due_at }: Message): boolean =>
  state === 'sending' || (state === 'queued' && Date.parse(due_at) <= Date.now());

export function useMessage(id: string) {
  const { purpose } = usePurpose();
  return useQuery({
    queryKey: [KEY, 'one', purpose, id],
    queryFn: ({ signal }) => api.get<WholeMessage>(`/api/messages${toPath(id)}`, { purpose }, signal),
  });
}

/** `retry`: what failed is sent again. `cancel`: what has not gone does not go. */
export function useDecideMessage() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ id, what }: { id: string; what: 'retry' | 'cancel' }) =>
      api.post(`/api/messages${toPath(id, what)}`, {}),
    onSettled: () => queryClient.invalidateQueries({ queryKey: [KEY] }),
  });
}
