// Calls to be made: what there is, taking one, and how it ended.
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, toPath } from '../../api/client.ts';
import { nextCursor, type Page } from '../../api/list.ts';
import type { Trigger } from '../messages/messages-query.ts';

export const TASK_STATES = ['open', 'claimed', 'done', 'refused'] as const;
export type TaskState = (typeof TASK_STATES)[number];
export const OUTCOMES = ['reached', 'no_answer', 'call_back', 'refused', 'wrong_number'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export type PhoneTask = {
  /** That of its message. */
  id: string;
  profile_id: string;
  title: string;
  state: TaskState;
  purpose: string;
  topic: string | null;
  trigger: Pick<Trigger, 'kind' | 'name'>;
  due_at: string;
  attempts: number;
  claimed_by: string | null;
  claimed_by_name: string | null;
  claimed_until: string | null;
  outcome: Outcome | null;
  reason: { code: string; message: string } | null;
  ended_at: string | null;
};
/** What is told to whoever takes it. */
export type TakenTask = PhoneTask & {
  number: string;
  script: string;
  language: string;
  /** What was said the last time. */
  note: string | null;
};
export type Ending = { outcome: Outcome; call_back_at?: string; note: string };

const KEY = 'phone-tasks';

export function usePhoneTasks(state: string | undefined) {
  return useInfiniteQuery({
    queryKey: [KEY, state],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<PhoneTask>>('/api/phone-tasks', { state, limit: 100, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: nextCursor,
  });
}

/** Asks the gate once more; only then the number is told. */
export function useTakeTask() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.post<TakenTask>(`/api/phone-tasks${toPath(id, 'claim')}`, {}),
    onSettled: () => queryClient.invalidateQueries({ queryKey: [KEY] }),
  });
}

export function useEndTask() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...ending }: Ending & { id: string }) =>
      api.post<PhoneTask>(`/api/phone-tasks${toPath(id, 'outcome')}`, ending),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: [KEY] }),
  });
}
