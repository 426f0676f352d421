// Objects of the catalog: orders with what was bought, tickets, offers, products with what is left of them.
import { Link } from '@tanstack/react-router';
import { useMay } from '../../app/session.ts';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { StateMark, Tag } from '../../ui/mark.tsx';
import { useNow } from '../../ui/time.tsx';
import styles from './answer.module.css';
import type { ShownObject } from './answers.ts';
import { callerOf } from './called.ts';
import { toWords, useObjectWords } from './field-words.ts';
import { Provenance } from './provenance.tsx';
import { isMoney, ToldValue } from './told-value.tsx';
import { useMaskedField } from './withheld.tsx';

/** `path` names them as answers do: `last_orders.products`. */
export function Objects({
  objects,
  path,
  within,
}: {
  objects: readonly ShownObject[];
  path: string;
  /** They stand below another object. */
  within?: boolean;
}) {
  return (
    <ul className={styles.objects}>
      {objects.map((object) => (
        <ObjectItem
          key={`${object.type} ${object.id}`}
          object={object}
          path={path}
          within={within ?? false}
        />
      ))}
    </ul>
  );
}

const STATES = ['state', 'status'];

function ObjectItem({ object, path, within }: { object: ShownObject; path: string; within: boolean }) {
  const mayLook = useMay('catalog:read');
  const { typeOf } = useObjectWords();
  const { type, id, fields, origin, updated_at: at } = object;
  // A part of another that has no name of its own, such as its stock, is called by what it is.
  const title = object.title ?? (within ? typeOf(type) : id);
  const caller = within ? callerOf(object) : undefined;
  const isPart = within && object.title === null;
  const state = STATES.map((name) => fields[name]).find((value) => typeof value === 'string');
  if (caller !== undefined) return <CalledItem object={object} caller={caller} path={path} />;
  return (
    <li className={styles.object}>
      <div className={styles.objectHead}>
        <span className={styles.objectTitle} dir="auto">
          {mayLook ? (
            <Link to="/catalog/$type/objects/$id" params={{ type, id }}>
              {title}
            </Link>
          ) : (
            title
          )}
        </span>
        {typeof state === 'string' && <Tag>{state.replaceAll('_', ' ')}</Tag>}
        <Untils until={object.until} />
        {isPart && <ObjectFacts object={object} path={path} />}
        <span className={styles.objectAge}>
          <Provenance of={title} at={at} origin={origin} />
        </span>
      </div>
      {!isPart && <ObjectFacts object={object} path={path} />}
      {Object.entries(object.joined ?? {}).map(([name, joined]) => (
        <JoinedObjects key={name} name={name} objects={joined} path={`${path}.${name}`} />
      ))}
    </li>
  );
}

/** In one line: what is left of a product, and in which store, told of both. */
function CalledItem({ object, caller, path }: { object: ShownObject; caller: ShownObject; path: string }) {
  const mayLook = useMay('catalog:read');
  const { type, id, fields } = object;
  const own = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== caller.id));
  return (
    <li className={styles.object}>
      <div className={styles.objectHead}>
        <span className={styles.objectTitle} dir="auto">
          {mayLook ? (
            <Link to="/catalog/$type/objects/$id" params={{ type, id }}>
              {caller.title}
            </Link>
          ) : (
            caller.title
          )}
        </span>
        <ObjectFacts object={{ ...object, fields: own }} path={path} />
        <ObjectFacts object={caller} path={path} />
        <span className={styles.objectAge}>
          <Provenance of={caller.title ?? id} at={object.updated_at} origin={object.origin} />
        </span>
      </div>
    </li>
  );
}

/** Those that are neither its title nor its state; a currency stands with its money. */
function ObjectFacts({ object: { type, title, fields }, path }: { object: ShownObject; path: string }) {
  const { fieldOf } = useObjectWords();
  const maskOf = useMaskedField();
  const hasMoney = Object.keys(fields).some((name) => isMoney(name, fields));
  const shown = Object.entries(fields).filter(
    ([name, value]) =>
      value !== null &&
      value !== undefined &&
      !STATES.includes(name) &&
      !(name === 'currency' && hasMoney) &&
      !(typeof value === 'string' && value === title),
  );
  if (shown.length === 0) return null;
  return (
    <dl className={styles.objectFacts}>
      {shown.map(([name, value]) => (
        <div key={name}>
          <dt>{fieldOf(type, name)}</dt>
          <dd>
            <ToldValue name={name} value={value} beside={fields} masked={maskOf(`${path}.${name}`)} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function JoinedObjects({
  name,
  objects,
  path,
}: {
  name: string;
  objects: readonly ShownObject[];
  path: string;
}) {
  if (objects.length === 0) return null;
  return (
    <section
      className={objects.every(({ title }) => title === null) ? styles.joinedPlain : styles.joined}
      aria-label={toWords(name)}
    >
      <Objects objects={objects} path={path} within />
    </section>
  );
}

const WARRANTY = 'warranty_until';

/** Days that follow: still to come, or passed. */
function Untils({ until = {} }: { until: ShownObject['until'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const nowMs = useNow();
  return Object.entries(until).map(([name, day]) => {
    if (day === null) return null;
    const date = format.calendarDay(day);
    // A day lasts until it ends.
    const isOver = new Date(day).getTime() + 86_400_000 <= nowMs;
    const what = toWords(name.replace(/_until$/, ''));
    const words =
      name === WARRANTY
        ? t(isOver ? 'views.warrantyEnded' : 'views.warrantyUntil', { date })
        : t(isOver ? 'views.ended' : 'views.until', { what, date });
    return (
      <StateMark key={name} tone={isOver ? 'plain' : 'good'}>
        {words}
      </StateMark>
    );
  });
}
