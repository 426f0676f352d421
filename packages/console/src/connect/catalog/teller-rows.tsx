// Which events tell of objects of a type, and what of them each field is taken from.
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from '../../language/index.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { Section } from '../../ui/page.tsx';
import { FaultLines, useFaults } from '../../understand/definitions/builder/fault-lines.tsx';
import { faultsWithin } from '../../understand/definitions/builder/faults.ts';
import { KnownPick } from '../../understand/definitions/builder/known-picks.tsx';
import { NameField } from '../../understand/definitions/builder/name-field.tsx';
import { useKeys } from '../../understand/definitions/builder/use-keys.ts';
import styles from './catalog.module.css';
import type { Pair, TellerRow, TypeDraft } from './type-draft.ts';

export function TellerRows({ draft, onRows }: { draft: TypeDraft; onRows: (rows: TellerRow[]) => void }) {
  const { t } = useTranslation();
  const rows = draft.told_by;
  const { keys, forget } = useKeys(rows.length);
  return (
    <Section title={t('catalog.column.told')}>
      <p className={styles.hint}>{t('catalog.tellersWords')}</p>
      <ul className={styles.tellers}>
        {rows.map((row, index) => (
          <li key={keys[index]} className={styles.teller}>
            <Teller
              row={row}
              at={`told_by[${index}]`}
              fields={draft.fields.map(({ name }) => name).filter((name) => name !== '')}
              dates={draft.fields.filter(({ kind }) => kind === 'date').map(({ name }) => name)}
              onRow={(next) => onRows(rows.with(index, next))}
              onRemove={() => {
                forget(index);
                onRows(rows.filter((_, place) => place !== index));
              }}
            />
          </li>
        ))}
      </ul>
      <div className={styles.panel}>
        <Button
          small
          icon={<IconPlus aria-hidden="true" />}
          onClick={() => onRows([...rows, { event: '', id: '', each: '', at: '', fields: [], set: [] }])}
        >
          {t('catalog.addTeller')}
        </Button>
      </div>
    </Section>
  );
}

type TellerProps = {
  row: TellerRow;
  at: string;
  fields: string[];
  /** Those that may take the time of the event. */
  dates: string[];
  onRow: (row: TellerRow) => void;
  onRemove: () => void;
};

function Teller({ row, at, fields, dates, onRow, onRemove }: TellerProps) {
  const { t } = useTranslation();
  const faults = faultsWithin(useFaults(), at).filter((fault) => fault.at !== '');
  return (
    <>
      <div className={styles.pair}>
        <NameField
          label={t('builder.event')}
          value={row.event}
          offered={{ of: 'events' }}
          onValue={(event) => onRow({ ...row, event })}
        />
        <TextField
          label={t('catalog.idIn')}
          labelHidden
          placeholder={t('catalog.idIn')}
          value={row.id}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => onRow({ ...row, id: event.currentTarget.value })}
        />
        <IconButton label={t('catalog.removeTeller', { event: row.event })} onClick={onRemove}>
          <IconX />
        </IconButton>
      </div>
      <TextField
        label={t('catalog.each')}
        help={t('catalog.eachHelp')}
        value={row.each}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onRow({ ...row, each: event.currentTarget.value })}
      />
      <Pairs
        title={t('catalog.taken')}
        from={t('catalog.takenFrom')}
        pairs={row.fields}
        fields={fields}
        onPairs={(next) => onRow({ ...row, fields: next })}
      />
      <Pairs
        title={t('catalog.set')}
        from={t('catalog.setTo')}
        pairs={row.set}
        fields={fields}
        onPairs={(set) => onRow({ ...row, set })}
      />
      {(dates.length > 0 || row.at !== '') && (
        <SelectField
          label={t('catalog.tellerTime')}
          value={row.at}
          options={['', ...new Set([...dates, row.at].filter((one) => one !== ''))].map((value) => ({
            value,
            label: value === '' ? t('views.none') : value,
          }))}
          onChange={(event) => onRow({ ...row, at: event.currentTarget.value })}
        />
      )}
      <FaultLines faults={faults} />
    </>
  );
}

function Pairs({
  title,
  from,
  pairs,
  fields,
  onPairs,
}: {
  title: string;
  from: string;
  pairs: Pair[];
  fields: string[];
  onPairs: (pairs: Pair[]) => void;
}) {
  const { t } = useTranslation();
  const { keys, forget } = useKeys(pairs.length);
  const free = fields.find((name) => !pairs.some((pair) => pair.name === name)) ?? '';
  return (
    <fieldset className={styles.pairsSet}>
      <legend>{title}</legend>
      {pairs.map((pair, index) => (
        <div key={keys[index]} className={styles.pair}>
          <KnownPick
            label={t('catalog.field')}
            value={pair.name}
            known={fields.map((value) => ({ value, label: value }))}
            onValue={(name) => onPairs(pairs.with(index, { ...pair, name }))}
          />
          <TextField
            label={from}
            labelHidden
            placeholder={from}
            value={pair.from}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => onPairs(pairs.with(index, { ...pair, from: event.currentTarget.value }))}
          />
          <IconButton
            label={t('catalog.removeField', { field: pair.name })}
            onClick={() => {
              forget(index);
              onPairs(pairs.filter((_, place) => place !== index));
            }}
          >
            <IconX />
          </IconButton>
        </div>
      ))}
      <Button
        small
        look="quiet"
        icon={<IconPlus aria-hidden="true" />}
        onClick={() => onPairs([...pairs, { name: free, from: '' }])}
      >
        {t('catalog.addField')}
      </Button>
    </fieldset>
  );
}
