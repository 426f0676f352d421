// The labels of properties, where it is not one event that is asked about but all whose name begins so.
import { binaryArray, type Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { guessLabel } from './guess-label.ts';
import type { Label } from './model.ts';

type PropertyLabel = Label & { event: string; name: string };

/** Labels of a property of the events whose name is meant; more than one where they differ by event. */
export type PropertyLabels = (name: string, isMeant: (event: string) => boolean) => Label[];

/** Asks once for all labels of these properties. A property that nobody has seen has none, unless its name speaks for itself. */
export async function openPropertyLabels(
  { db, workspaceId }: Scope<Queryable>,
  names: readonly string[],
): Promise<PropertyLabels> {
  const known = names.filter((name) => !name.includes('\0'));
  const rows =
    known.length === 0
      ? []
      : await db.query<PropertyLabel>(
          `select event, name, category, state, reason from data_labels
           where workspace_id = $1 and subject = 'property' and name = any($2::text[])`,
          [workspaceId, binaryArray('text', known)],
          'list_property_labels',
        );
  const byName = Map.groupBy(rows, ({ name }) => name);
  return function labelsOf(name, isMeant) {
    const all = byName.get(name) ?? [];
    const ofEvery = all.find(({ event, state }) => event === '' && state === 'confirmed');
    const own = all
      .filter(({ event }) => event !== '' && isMeant(event))
      // What a member said of the event holds before what they said of every event, and that before any guess.
      .map((label) => (label.state === 'confirmed' ? label : (ofEvery ?? label)));
    const said = ofEvery ?? guessLabel('property', name);
    return own.length > 0 || said === undefined ? own : [said];
  };
}
