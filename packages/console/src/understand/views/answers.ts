// Answers of views, as the server gives them, by the names that these pages use.
export type {
  AnsweredField,
  AnsweredOf,
  JoinedObjects as Joined,
  RankedKey as Ranked,
  ShownObject,
  ViewAnswer,
  ViewedAccount,
  ViewedEvent as Happened,
  ViewedPermit as Permit,
  ViewedSegment as InSegment,
  ViewOrigin as Origin,
  WithheldField as Withheld,
} from '@rapport/protocol';
