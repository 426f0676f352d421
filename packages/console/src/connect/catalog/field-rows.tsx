// The fields of a type, one a row: its name, its kind, its title, and the category of data where it says something of a person.
import { fieldKinds } from '@rapport/protocol';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from '../../language/index.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { Section } from '../../ui/page.tsx';
import { FaultLines, useFaults } from '../../understand/definitions/builder/fault-lines.tsx';
import { faultsWithin } from '../../understand/definitions/builder/faults.ts';
import { useKeys } from '../../understand/definitions/builder/use-keys.ts';
import styles from './catalog.module.css';
import type { FieldRow } from './type-draft.ts';

export function FieldRows({ rows, onRows }: { rows: FieldRow[]; onRows: (rows: FieldRow[]) => void }) {
  const { t } = useTranslation();
  const { keys, forget } = useKeys(rows.length);
  return (
    <Section title={t('catalog.fields')}>
      <ul className={styles.rows}>
        {rows.map((row, index) => (
          <li key={keys[index]}>
            <Row
              row={row}
              onRow={(next) => onRows(rows.with(index, next))}
              onRemove={() => {
                forget(index);
                onRows(rows.filter((_, place) => place !== index));
              }}
            />
          </li>
        ))}
      </ul>
      <Button
        small
        icon={<IconPlus aria-hidden="true" />}
        onClick={() => onRows([...rows, { name: '', kind: 'text' }])}
      >
        {t('catalog.addField')}
      </Button>
    </Section>
  );
}

function Row({
  row,
  onRow,
  onRemove,
}: {
  row: FieldRow;
  onRow: (row: FieldRow) => void;
  onRemove: () => void;
}) {
  const { t } = useTranslation();
  const faults = faultsWithin(useFaults(), `fields.${row.name}`).filter(({ at }) => at !== '');
  const { category: _category, title: _title, ...bare } = row;
  const set = (key: 'title' | 'category', value: string) =>
    onRow({
      ...bare,
      ...(row.title && { title: row.title }),
      ...(row.category && { category: row.category }),
      ...(value === '' ? { [key]: undefined } : { [key]: value }),
    });
  return (
    <>
      <div className={styles.row}>
        <TextField
          label={t('catalog.fieldName')}
          labelHidden
          placeholder={t('catalog.fieldName')}
          value={row.name}
          maxLength={63}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => onRow({ ...row, name: event.currentTarget.value })}
        />
        <SelectField
          label={t('catalog.kindOf')}
          labelHidden
          value={row.kind}
          options={fieldKinds.map((kind) => ({ value: kind, label: t(`catalog.kind.${kind}`) }))}
          onChange={(event) => {
            const kind = fieldKinds.find((one) => one === event.currentTarget.value);
            if (kind) onRow({ ...row, kind });
          }}
        />
        <TextField
          label={t('builder.title')}
          labelHidden
          placeholder={t('builder.title')}
          value={row.title ?? ''}
          maxLength={200}
          autoComplete="off"
          onChange={(event) => set('title', event.currentTarget.value)}
        />
        <TextField
          label={t('catalog.category')}
          labelHidden
          placeholder={t('catalog.category')}
          value={row.category ?? ''}
          maxLength={120}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => set('category', event.currentTarget.value)}
        />
        <IconButton label={t('catalog.removeField', { field: row.name })} onClick={onRemove}>
          <IconX />
        </IconButton>
      </div>
      {row.name !== '' && <FaultLines faults={faults} />}
    </>
  );
}
