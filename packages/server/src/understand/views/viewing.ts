// A person, or nobody, seen for a purpose by somebody, now: what each kind of field is given.
import type { Person } from '../../connect/profiles/index.ts';
import type { ClickHouse } from '../../platform/clickhouse/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import type { Mask } from '../../respect/categories/index.ts';
import type { Subject } from '../../respect/gate/index.ts';
import type { Purpose } from '../../respect/purposes/index.ts';
import type { Definition } from '../definitions/index.ts';
import type { ListOwn, Types } from './own-objects.ts';
import type { SamePerson } from './same-person.ts';

export type Viewing = {
  scope: Scope;
  clickhouse: ClickHouse;
  purpose: Purpose;
  mask: Mask | undefined;
  at: number;
  /** Objects that are shown and belong to nobody, as `type:id`: gathered while fields are found. */
  objects: Set<string>;
  types: Types;
  listDefinitions(): Promise<readonly Definition[]>;
};

export type PersonViewing = Viewing & {
  person: Person;
  profileId: number;
  purposes: readonly Purpose[];
  subject: Subject;
  listOwn: ListOwn;
  same: SamePerson;
};

export const isOfPerson = (viewing: Viewing): viewing is PersonViewing => 'person' in viewing;
