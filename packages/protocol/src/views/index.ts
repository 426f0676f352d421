// Views: their schema, and how it is read.
import { z } from 'zod';
import { type Read, read } from '../definitions/read.ts';
import { type View, view, viewFieldsMax } from './views.ts';

export type {
  AnsweredField,
  AnsweredOf,
  JoinedObjects,
  RankedKey,
  ShownObject,
  ViewAnswer,
  ViewedAccount,
  ViewedEvent,
  ViewedPermit,
  ViewedSegment,
  ViewOrigin,
  ViewReason,
  ViewStatement,
  WithheldField,
} from './answer.ts';
export {
  type Join,
  type View,
  type ViewField,
  type ViewFieldKind,
  type ViewFieldOf,
  view,
  viewFieldKinds,
  viewName,
} from './views.ts';

/** Reads a view from JSON. Never throws: what is wrong is said place by place. */
export const readView = (given: unknown): Read<View> => read(view, given, measured);
const measured = {
  name: 'view',
  whenDeep: 'Join fewer levels.',
  whenMany: `Show fewer fields: a view has at most ${viewFieldsMax}.`,
};

/** The JSON Schema of views, to be published. */
export const viewSchema = (): object => z.toJSONSchema(view, { io: 'input' });
