// An event as a purpose may see it: without the fields whose category the purpose does not cover.
import type { Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { nobody, type Reason, type Subject } from '../../respect/gate/index.ts';
import type { Purpose } from '../../respect/purposes/index.ts';
import { type CategoryGate, findCategories, openCategoryGate } from '../permissions/index.ts';

export type Fields = Record<string, unknown>;
export type DeniedField = { field: string; reason: Reason };

type EventOf = { type: string; event: string | null; profile_id: number | string };

/** What labels of properties know an event by. */
const nameOf = ({ type, event }: EventOf): string => event ?? type;

/** `denied` names the fields that are left out of the message. */
export type Redacted = { message: Fields; denied: DeniedField[] };

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

type Redactor = (row: EventOf, message: Fields) => Redacted;

/** Gives what redacts these events. `subjects`: the people they are of, by the id that the row carries. */
export async function openRedactor(
  scope: Scope<Queryable>,
  events: readonly { row: EventOf; message: Fields }[],
  { subjects, purpose, at }: { subjects: ReadonlyMap<number, Subject>; purpose: Purpose; at: number },
): Promise<Redactor> {
  const why = openCategoryGate(purpose, at);
  const attributes = await findCategories(scope, 'attribute', '', namesOf(events, traitsOf));
  const properties = new Map<string, ReadonlyMap<string, string | null>>();
  for (const [name, own] of Map.groupBy(events, ({ row }) => nameOf(row)))
    properties.set(name, await findCategories(scope, 'property', name, namesOf(own, propertiesOf)));
  return function redact(row, message) {
    const gate = openFieldGate(why, subjects.get(Number(row.profile_id)) ?? nobody);
    const shown: Fields = { ...message };
    const told = properties.get(nameOf(row));
    const ofProperties = (name: string): string | null => told?.get(name) ?? null;
    const ofAttributes = (name: string): string | null => attributes.get(name) ?? null;
    shown.properties = gate.keep(message.properties, 'properties', ofProperties);
    shown.traits = gate.keep(message.traits, 'traits', row.type === 'group' ? ofProperties : ofAttributes);
    if (isFields(message.context)) {
      const context = gate.keep(
        message.context,
        'context',
        (name) => contextCategories.get(name) ?? null,
      ) as Fields;
      if (isFields(context.traits))
        context.traits = gate.keep(context.traits, 'context.traits', ofAttributes);
      shown.context = context;
    }
    for (const part of ['properties', 'traits']) if (shown[part] === undefined) delete shown[part];
    return { message: shown, denied: gate.denied };
  };
}

function openFieldGate(why: CategoryGate, subject: Subject) {
  const denied: DeniedField[] = [];
  return {
    denied,
    keep(fields: unknown, place: string, categoryOf: (name: string) => string | null): unknown {
      if (!isFields(fields)) return fields;
      return Object.fromEntries(
        Object.entries(fields).filter(([name]) => {
          const reason = why(subject, categoryOf(name));
          if (reason !== undefined) denied.push({ field: `${place}.${name}`, reason });
          return reason === undefined;
        }),
      );
    },
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
