// The answer of a view, as the server gives it, by the names that the card uses, and how two of them differ.
import type { ViewAnswer as Answer, AnsweredField as Field } from '@rapport/protocol';

export type {
  AnsweredField as Field,
  JoinedObjects as Joined,
  RankedKey as Ranked,
  ShownObject as CatalogItem,
  ViewAnswer as Answer,
  ViewedAccount as Account,
  ViewedEvent as Happened,
  ViewedPermit as Permit,
  ViewedSegment as Segment,
  ViewOrigin as Origin,
  ViewStatement as Said,
  WithheldField as Withheld,
} from '@rapport/protocol';

/** Names of the fields that say something else than before. That a value was only told again is no change. */
export function listChanged(before: Answer | undefined, now: Answer): string[] {
  if (before === undefined || before.subject?.id !== now.subject?.id) return [];
  const said = (field: Field | undefined): string => JSON.stringify([field?.value, field?.joined]);
  return Object.keys(now.fields).filter((name) => said(before.fields[name]) !== said(now.fields[name]));
}
