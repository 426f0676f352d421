// A view that lies open follows what changes: each later answer comes by a stream, and what became another is known for a moment.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type LineState, openLine } from '../../api/event-line.ts';
import type { Identifier } from '../people/people-query.ts';
import type { ViewAnswer } from './answers.ts';
import { listChanged } from './changed-fields.ts';
import { answerKey, answerPath } from './views-query.ts';

/** `ended`: whoever looks may not go on. */
export type ViewState = LineState | 'ended';

/** Long enough to be seen by somebody who talks to a customer. */
const SHOWN_MS = 6_000;

/** The state of the line, and the fields that changed in the last seconds. */
export function useViewStream(
  view: string,
  who: Identifier | undefined,
  enabled: boolean,
): { state: ViewState; changed: ReadonlySet<string> } {
  const queryClient = useQueryClient();
  const [state, setState] = useState<ViewState>('connecting');
  const [changed, setChanged] = useState<ReadonlySet<string>>(NONE);
  const { type, value } = who ?? {};
  useEffect(() => {
    if (!enabled) return;
    const subject = type !== undefined && value !== undefined ? { type, value } : undefined;
    const key = answerKey(view, subject);
    let timer: ReturnType<typeof setTimeout> | undefined;
    setState('connecting');
    setChanged(NONE);
    const take = (answer: ViewAnswer) => {
      const names = listChanged(queryClient.getQueryData<ViewAnswer>(key), answer);
      queryClient.setQueryData(key, answer);
      if (names.length === 0) return;
      clearTimeout(timer);
      setChanged(new Set(names));
      timer = setTimeout(() => setChanged(NONE), SHOWN_MS);
    };
    const line = openLine(`${answerPath(view, subject)}/stream`, {
      onState: setState,
      on: {
        view: (answer) => take(answer as ViewAnswer),
        end: () => {
          line.close();
          setState('ended');
          // Asked anew, it says what is in the way.
          void queryClient.invalidateQueries({ queryKey: key });
        },
      },
    });
    return () => {
      clearTimeout(timer);
      line.close();
    };
  }, [view, type, value, enabled, queryClient]);
  return { state, changed };
}

const NONE: ReadonlySet<string> = new Set();
