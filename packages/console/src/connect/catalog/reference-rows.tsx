// Which fields of a type hold the id of another object: the ways along which views join.
import { segmentReference } from '@rapport/protocol';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from '../../language/index.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { Section } from '../../ui/page.tsx';
import { FaultLines, useFaults } from '../../understand/definitions/builder/fault-lines.tsx';
import { faultsWithin } from '../../understand/definitions/builder/faults.ts';
import { useKeys } from '../../understand/definitions/builder/use-keys.ts';
import styles from './catalog.module.css';
import { useCatalogTypes } from './catalog-query.ts';
import type { TypeDraft } from './type-draft.ts';

export function ReferenceRows({
  draft: { references },
  onRows,
}: {
  draft: TypeDraft;
  onRows: (rows: TypeDraft['references']) => void;
}) {
  const { t } = useTranslation();
  const types = useCatalogTypes().data?.items ?? [];
  const faults = faultsWithin(useFaults(), 'references').filter(({ at }) => at !== '');
  const { keys, forget } = useKeys(references.length);
  const known = [
    ...types.map(({ name, title }) => ({ value: name, label: title })),
    { value: segmentReference, label: t('catalog.segment') },
  ];
  return (
    <Section title={t('catalog.references')}>
      <p className={styles.hint}>{t('catalog.referencesWords')}</p>
      <ul className={styles.rows}>
        {references.map((row, index) => (
          <li key={keys[index]} className={styles.pair}>
            <TextField
              label={t('catalog.referencePath')}
              labelHidden
              placeholder={t('catalog.referencePath')}
              value={row.path}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) =>
                onRows(references.with(index, { ...row, path: event.currentTarget.value }))
              }
            />
            <SelectField
              label={t('catalog.refersTo')}
              labelHidden
              value={row.to}
              options={
                known.some(({ value }) => value === row.to)
                  ? known
                  : [{ value: row.to, label: row.to }, ...known]
              }
              onChange={(event) => onRows(references.with(index, { ...row, to: event.currentTarget.value }))}
            />
            <IconButton
              label={t('catalog.removeReference', { path: row.path })}
              onClick={() => {
                forget(index);
                onRows(references.filter((_, place) => place !== index));
              }}
            >
              <IconX />
            </IconButton>
          </li>
        ))}
      </ul>
      <FaultLines faults={faults} />
      <Button
        small
        icon={<IconPlus aria-hidden="true" />}
        onClick={() => onRows([...references, { path: '', to: known[0]?.value ?? segmentReference }])}
      >
        {t('catalog.addReference')}
      </Button>
    </Section>
  );
}
