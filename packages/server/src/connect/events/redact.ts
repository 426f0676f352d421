// An event as a purpose and a reader may see it: without the fields whose category the purpose does not cover, and with those
// masked that the reader does not see in clear.
import type { Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { type Label, type Mask, maskValue } from '../../respect/categories/index.ts';
import { nobody, type Reason, type Subject } from '../../respect/gate/index.ts';
import type { Purpose } from '../../respect/purposes/index.ts';
import {
  type CategoryGate,
  categoryOfIdentifier,
  findFields,
  labelOfIdentifier,
  openCategoryGate,
} from '../permissions/index.ts';

export type Fields = Record<string, unknown>;
export type DeniedField = { field: string; reason: Reason };

type EventOf = { type: string; event: string | null; profile_id: number | string };

/** What labels of properties know an event by. */
const nameOf = ({ type, event }: EventOf): string => event ?? type;

/** `denied` names the fields that are left out of the message, `masked` those that are not shown in clear. */
export type Redacted = { message: Fields; denied: DeniedField[]; masked: DeniedField[] };

/** What the context of a message holds. */
const contextCategories: ReadonlyMap<string, string> = new Map([
  ['ip', 'user.device.ip_address'],
  ['userAgent', 'user.device'],
  ['userAgentData', 'user.device'],
  ['device', 'user.device'],
  ['os', 'user.device'],
  ['location', 'user.location'],
  ['page', 'user.behavior.browsing_history'],
  ['referrer', 'user.behavior.browsing_history'],
  ['timezone', 'user.location.imprecise'],
]);

type Held = Pick<Label, 'category' | 'state'>;
type Redactor = (row: EventOf, message: Fields) => Redacted;
export type Viewing = { purpose: Purpose; mask: Mask | undefined; at: number };

/** Gives what redacts these events. `subjects`: the people they are of, by the id that the row carries. */
export async function openRedactor(
  scope: Scope<Queryable>,
  events: readonly { row: EventOf; message: Fields }[],
  { subjects, purpose, mask, at }: Viewing & { subjects: ReadonlyMap<number, Subject> },
): Promise<Redactor> {
  const why = openCategoryGate(purpose, at);
  const attributes = await findFields(scope, 'attribute', '', namesOf(events, traitsOf));
  const properties = new Map<string, ReadonlyMap<string, Label>>();
  for (const [name, own] of Map.groupBy(events, ({ row }) => nameOf(row)))
    properties.set(name, await findFields(scope, 'property', name, namesOf(own, propertiesOf)));
  return function redact(row, message) {
    const gate = openFieldGate(why, mask, subjects.get(Number(row.profile_id)) ?? nobody);
    const shown: Fields = { ...message };
    const told = properties.get(nameOf(row));
    const ofProperties = (name: string): Held => told?.get(name) ?? nothing;
    const ofAttributes = (name: string): Held => attributes.get(name) ?? nothing;
    shown.properties = gate.keep(message.properties, 'properties', ofProperties);
    shown.traits = gate.keep(message.traits, 'traits', row.type === 'group' ? ofProperties : ofAttributes);
    if (isFields(message.context)) {
      const context = gate.keep(message.context, 'context', labelOfContext) as Fields;
      if (isFields(context.traits))
        context.traits = gate.keep(context.traits, 'context.traits', ofAttributes);
      if (Array.isArray(context.externalIds)) context.externalIds = gate.keepIds(context.externalIds);
      shown.context = context;
    }
    for (const name of ids) if (name in shown) shown[name] = gate.id(name, shown[name]);
    for (const part of ['properties', 'traits']) if (shown[part] === undefined) delete shown[part];
    return { message: shown, ...gate.told() };
  };
}

const nothing: Held = { category: null, state: 'confirmed' };
/** Where a message names people. */
const ids = ['userId', 'anonymousId', 'previousId'];

function labelOfContext(name: string): Held {
  const category = contextCategories.get(name);
  return category === undefined ? nothing : { category, state: 'confirmed' };
}

function openFieldGate(why: CategoryGate, mask: Mask | undefined, subject: Subject) {
  const denied: DeniedField[] = [];
  const masked = new Map<string, Reason>();
  /** The value as it is shown. */
  function show(value: unknown, field: string, label: Held): unknown {
    const reason = mask?.(label);
    if (reason === undefined) return value;
    masked.set(field, reason);
    return maskValue(value, label.category);
  }
  return {
    keep(fields: unknown, place: string, labelOf: (name: string) => Held): unknown {
      if (!isFields(fields)) return fields;
      return Object.fromEntries(
        Object.entries(fields).flatMap(([name, value]) => {
          const field = `${place}.${name}`;
          const label = labelOf(name);
          const reason = why(subject, label.category);
          if (reason === undefined) return [[name, show(value, field, label)]];
          denied.push({ field, reason });
          return [];
        }),
      );
    },
    /** Each of `context.externalIds` is what its type says. */
    keepIds(told: unknown[]): unknown[] {
      return told.flatMap((one) => {
        if (!isFields(one)) return [one];
        // Whatever came may stand there.
        const type = typeof one.type === 'string' ? one.type : '';
        const field = `context.externalIds.${type}`;
        const reason = why(subject, categoryOfIdentifier(type));
        if (reason !== undefined) denied.push({ field, reason });
        const label = labelOfIdentifier(type, typeof one.id === 'string' ? one.id : '');
        return reason === undefined ? [{ ...one, id: show(one.id, field, label) }] : [];
      });
    },
    id: (name: string, value: unknown) =>
      typeof value === 'string' ? show(value, name, labelOfIdentifier('user_id', value)) : value,
    told: () => ({ denied, masked: [...masked].map(([field, reason]) => ({ field, reason })) }),
  };
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const namesOf = (
  events: readonly { row: EventOf; message: Fields }[],
  pick: (row: EventOf, message: Fields) => unknown[],
): string[] => [
  ...new Set(
    events.flatMap(({ row, message }) =>
      pick(row, message).flatMap((fields) => (isFields(fields) ? Object.keys(fields) : [])),
    ),
  ),
];

const traitsOf = ({ type }: EventOf, { traits, context }: Fields): unknown[] => [
  ...(type === 'group' ? [] : [traits]),
  ...(isFields(context) ? [context.traits] : []),
];
const propertiesOf = ({ type }: EventOf, { properties, traits }: Fields): unknown[] => [
  properties,
  ...(type === 'group' ? [traits] : []),
];
