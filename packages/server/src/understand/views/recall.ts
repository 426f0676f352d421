// A view is read far more often than it is set. So it is remembered, and the question that reads the person tells with them
// whether it is the newest still: what is shown is never by a view of before, and costs no question of its own.
import type { BesidePerson } from '../../connect/profiles/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { getViewToAnswer } from './changes.ts';
import { type Editions, editionColumns, type StoredView } from './store.ts';

/** A view, and what its answer is to know of its workspace: known with the view, or by the question that reads the person. */
export type ViewToAnswer = {
  view: StoredView;
  editions: () => Editions | undefined;
  beside?: BesidePerson;
};
export type FindView = (scope: Scope, name: string) => Promise<ViewToAnswer>;

export type Recall = {
  /** Throws `view_not_found`. */
  findNow: FindView;
  /** Finds an answer about a person by the view as it is remembered. Where nothing comes of that, by what it is now. */
  first<Answer>(answer: (findView: FindView) => Promise<Answer>): Promise<Answer>;
};

export function openRecall(): Recall {
  const views = new Map<string, StoredView>();
  const keyOf = ({ workspaceId }: Scope, name: string): string => `${workspaceId} ${name}`;

  async function findNow(scope: Scope, name: string): Promise<ViewToAnswer> {
    views.delete(keyOf(scope, name));
    const { view, editions } = await getViewToAnswer(scope, name);
    views.set(keyOf(scope, name), view);
    return { view, editions: () => editions };
  }

  return {
    findNow,
    async first(answer) {
      let isRecalled = false;
      try {
        return await answer(async (scope, name) => {
          const view = views.get(keyOf(scope, name));
          isRecalled = view !== undefined;
          return view === undefined ? findNow(scope, name) : toConfirm(view);
        });
      } catch (error) {
        // What was refused by a view of before may be permitted by now, or be about something else.
        if (!isRecalled) throw error;
        return answer(findNow);
      }
    },
  };
}

/** Not answered before the person was read: then it throws where the view is not the newest, or is gone. */
function toConfirm(view: StoredView): ViewToAnswer {
  let editions: Editions | undefined;
  const beside: BesidePerson = {
    name: 'for_view',
    columns: (first) =>
      `${editionColumns}, (select newest from views where workspace_id = $1 and id = $${first}) as newest_version`,
    values: [view.id],
    tell({ newest_version: newest, definitions, types }) {
      if (newest !== view.version)
        throw new Error('The view was set anew or removed since it was remembered.');
      editions = { definitions, types } as Editions;
    },
  };
  return { view, editions: () => editions, beside };
}
