// Joins: what is shown beside an object or an id, along the references of the catalog's types, some levels deep.
import { IconPlus, IconX } from '@tabler/icons-react';
import { type TypeItem, useCatalogTypes } from '../../../connect/catalog/catalog-query.ts';
import { useTranslation } from '../../../language/index.ts';
import { Button, IconButton } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/field.tsx';
import { Menu } from '../../../ui/menu.tsx';
import builder from '../../definitions/builder/builder.module.css';
import { Pick } from '../../definitions/builder/plain-fields.tsx';
import { toWords } from '../field-words.ts';
import { ChipsField } from './chips-field.tsx';
import styles from './designer.module.css';
import { type JoinDraft, type JoinedFrom, listWays, type Way } from './joining.ts';
import { freeName } from './view-draft.ts';

type Joins = Record<string, JoinDraft>;
const LEVELS_MAX = 3;

type JoinsProps = {
  joins: Joins | undefined;
  from: JoinedFrom;
  /** Types on the way here. */
  above: readonly string[];
  onJoins: (joins: Joins | undefined) => void;
};

export function JoinsField({ joins = {}, from, above, onJoins }: JoinsProps) {
  const { t } = useTranslation();
  const types = useCatalogTypes().data?.items ?? [];
  const wordsOf = useWayWords(types);
  const ways = listWays(types, from, above);
  const isDeep = above.length > LEVELS_MAX;
  const set = (next: Joins) => onJoins(Object.keys(next).length > 0 ? next : undefined);
  const without = (name: string): Joins =>
    Object.fromEntries(Object.entries(joins).filter(([one]) => one !== name));
  const add = (way: Way) => {
    const type = way.to ?? way.from ?? '';
    const title = types.find(({ name }) => name === type)?.title_field;
    const show = title
      ? [title]
      : Object.keys(types.find(({ name }) => name === type)?.fields ?? {}).slice(0, 1);
    set({ ...joins, [freeName(type, Object.keys(joins))]: { ...way, show } });
  };
  return (
    <div className={styles.joins}>
      {Object.entries(joins).map(([name, join]) => (
        <JoinRow
          key={name}
          join={join}
          words={wordsOf(join)}
          from={from}
          above={above}
          onJoin={(next) => set({ ...joins, [name]: next })}
          onRemove={() => set(without(name))}
        />
      ))}
      {ways.length > 0 && !isDeep && (
        <div>
          <Menu items={ways.map((way) => ({ label: wordsOf(way), onPick: () => add(way) }))}>
            <Button small look="quiet" icon={<IconPlus aria-hidden="true" />}>
              {t('viewDesigner.addJoin')}
            </Button>
          </Menu>
        </div>
      )}
    </div>
  );
}

function useWayWords(types: readonly TypeItem[]): (way: Way) => string {
  const { t } = useTranslation();
  const titleOf = (type: string | undefined) =>
    types.find(({ name }) => name === type)?.title ?? toWords(type ?? '');
  return ({ to, from, by }) =>
    to === undefined
      ? t('viewDesigner.joinFrom', { type: titleOf(from), path: by })
      : t('viewDesigner.joinTo', { type: titleOf(to), path: by });
}

function JoinRow({
  join,
  words,
  from,
  above,
  onJoin,
  onRemove,
}: {
  join: JoinDraft;
  words: string;
  from: JoinedFrom;
  above: readonly string[];
  onJoin: (join: JoinDraft) => void;
  onRemove: () => void;
}) {
  const { t } = useTranslation();
  const types = useCatalogTypes().data?.items ?? [];
  const type = join.to ?? join.from ?? '';
  const fields = types.find(({ name }) => name === type)?.fields ?? {};
  const known = Object.entries(fields).map(([name, { title }]) => ({
    ...{ value: name, label: title ?? toWords(name) },
  }));
  const { join: inner, ...own } = join;
  return (
    <fieldset className={styles.join}>
      <legend className="visually-hidden">{words}</legend>
      <div className={styles.joinHead}>
        <span className={styles.joinWords}>{words}</span>
        <IconButton label={t('viewDesigner.removeJoin', { join: words })} onClick={onRemove}>
          <IconX />
        </IconButton>
      </div>
      <ChipsField
        label={t('viewDesigner.shows')}
        add={t('viewDesigner.addShown')}
        values={join.show}
        known={known}
        onValues={(show) => onJoin({ ...join, show })}
      />
      {from !== 'ids' && join.to !== undefined && (
        <UntilField join={join} from={from.type} types={types} onJoin={onJoin} />
      )}
      <JoinsField
        joins={inner}
        from={{ type }}
        above={[...above, type]}
        onJoins={(next) => onJoin(next ? { ...own, join: next } : own)}
      />
    </fieldset>
  );
}

/** A day that follows from both, such as the end of a warranty. */
function UntilField({
  join,
  from,
  types,
  onJoin,
}: {
  join: JoinDraft;
  from: string;
  types: readonly TypeItem[];
  onJoin: (join: JoinDraft) => void;
}) {
  const { t } = useTranslation();
  const ofKind = (type: string | undefined, kind: string) =>
    Object.entries(types.find(({ name }) => name === type)?.fields ?? {})
      .filter(([, field]) => field.kind === kind)
      .map(([name, { title }]) => ({ value: name, label: title ?? toWords(name) }));
  const dates = ofKind(from, 'date');
  const months = ofKind(join.to, 'number');
  const [date, month] = [dates[0], months.find(({ value }) => /month|warrant/.test(value)) ?? months[0]];
  if (date === undefined || month === undefined) return null;
  const { until, ...bare } = join;
  const start = { name: 'warranty_until', date: date.value, months: month.value };
  return (
    <div className={builder.line}>
      <Checkbox
        label={t('viewDesigner.until')}
        checked={until !== undefined}
        onCheck={(checked) => onJoin(checked ? { ...join, until: start } : bare)}
      />
      {until && (
        <>
          <Pick
            label={t('viewDesigner.untilDate')}
            value={until.date}
            options={dates}
            onValue={(value) => onJoin({ ...join, until: { ...until, date: value } })}
          />
          <span className={builder.joint}>+</span>
          <Pick
            label={t('viewDesigner.untilMonths')}
            value={until.months}
            options={months}
            onValue={(value) => onJoin({ ...join, until: { ...until, months: value } })}
          />
        </>
      )}
    </div>
  );
}
