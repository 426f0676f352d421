// Through the id that a property holds into the catalog: of which type the object is, and which of its fields is tested.
import { IconArrowBackUp, IconPackage } from '@tabler/icons-react';
import { useCatalogTypes } from '../../../connect/catalog/catalog-query.ts';
import { useTranslation } from '../../../language/index.ts';
import { IconButton } from '../../../ui/button.tsx';
import styles from './builder.module.css';
import { type FormName, formNames } from './forms-of-tests.ts';
import type { Draft } from './kinds.ts';
import { KnownPick } from './known-picks.tsx';

/** Objects that belong to people are not looked into. */
export function useLookUpTypes() {
  const types = useCatalogTypes().data?.items ?? [];
  return types.filter(({ of_person }) => !of_person);
}

const ofTheMoment = new Set<FormName>([
  ...(['anniversary', 'farAhead', 'lessFarAhead', 'longAgo', 'lessLongAgo'] as const),
  ...(['withinLast', 'withinNext', 'matches'] as const),
]);
export const lookUpForms = formNames.filter((form) => !ofTheMoment.has(form));

/** A test of a property, with a type and a field, or without. */
export function LookUpField({ test, onTest }: { test: Draft; onTest: (test: Draft) => void }) {
  const { t } = useTranslation();
  const types = useLookUpTypes();
  const { of, field, ...rest } = test;
  if (of === undefined)
    return types.length === 0 ? null : (
      <IconButton label={t('builder.lookUp')} onClick={() => onTest({ ...rest, of: '', field: '' })}>
        <IconPackage />
      </IconButton>
    );
  const fields = Object.entries(types.find(({ name }) => name === of)?.fields ?? {});
  return (
    <>
      <span className={styles.joint}>{t('builder.isIdOf')}</span>
      <KnownPick
        label={t('builder.catalogType')}
        value={of}
        known={types.map(({ name, title }) => ({ value: name, label: title }))}
        onValue={(name) => onTest({ ...rest, of: name, field: '' })}
      />
      <span className={styles.joint}>{t('builder.whose')}</span>
      <KnownPick
        label={t('builder.catalogField')}
        value={field}
        known={fields.map(([name, { title }]) => ({ value: name, label: title ?? name }))}
        onValue={(name) => onTest({ ...rest, of, field: name })}
      />
      <IconButton label={t('builder.notLookUp')} onClick={() => onTest(rest)}>
        <IconArrowBackUp />
      </IconButton>
    </>
  );
}
