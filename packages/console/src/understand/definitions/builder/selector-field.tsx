// Which events: by name, by its beginning or by type, with tests of their properties. What else a selector has is kept as it is.
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from '../../../language/index.ts';
import { Button, IconButton } from '../../../ui/button.tsx';
import { Tag } from '../../../ui/mark.tsx';
import styles from './builder.module.css';
import type { Draft } from './kinds.ts';
import { NameField } from './name-field.tsx';
import { Pick, TextInput } from './plain-fields.tsx';
import { TestField } from './test-field.tsx';

const NAMINGS = [
  'name',
  'name_starts_with',
  'page',
  'screen',
  'track',
  'identify',
  'group',
  'alias',
] as const;
type Naming = (typeof NAMINGS)[number];

const namingOf = ({ name_starts_with: begins, type }: Draft): Naming =>
  begins !== undefined ? 'name_starts_with' : (NAMINGS.find((one) => one === type) ?? 'name');

function named({ name, name_starts_with: begins, type: _, ...rest }: Draft, naming: Naming): Draft {
  if (naming === 'name' || naming === 'name_starts_with') return { [naming]: name ?? begins ?? '', ...rest };
  return { type: naming, ...rest };
}

/** Which events, in one line. */
export function SelectorField({
  selector,
  onSelector,
}: {
  selector: Draft;
  onSelector: (selector: Draft) => void;
}) {
  const { t } = useTranslation();
  const naming = namingOf(selector);
  return (
    <>
      <Pick
        label={t('builder.which')}
        value={naming}
        options={NAMINGS.map((one) => ({ value: one, label: t(`builder.naming.${one}`) }))}
        onValue={(next) => onSelector(named(selector, next))}
      />
      {naming === 'name' && (
        <NameField
          label={t('builder.event')}
          value={selector.name}
          offered={{ of: 'events' }}
          onValue={(name) => onSelector({ ...selector, name })}
        />
      )}
      {naming === 'name_starts_with' && (
        <TextInput
          label={t('builder.beginning')}
          value={selector.name_starts_with}
          onValue={(begins) => onSelector({ ...selector, name_starts_with: begins })}
        />
      )}
      {selector.local !== undefined && <Tag>{t('builder.atTimes')}</Tag>}
    </>
  );
}

type PropertyTest = Draft & { property?: unknown };

/** Tests of properties, one a line, and the button that adds one. */
export function WhereField({
  selector,
  onSelector,
}: {
  selector: Draft;
  onSelector: (selector: Draft) => void;
}) {
  const { t } = useTranslation();
  const where = (selector.where ?? []) as PropertyTest[];
  const set = (tests: PropertyTest[]) => {
    const { where: _, ...rest } = selector;
    onSelector(tests.length === 0 ? rest : { ...rest, where: tests });
  };
  const event = typeof selector.name === 'string' ? selector.name : undefined;
  return (
    <div className={styles.where}>
      {where.map(({ property, ...test }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: tests are added at the end and have no other name.
        <div key={index} className={styles.line}>
          <span className={styles.joint}>{t(index === 0 ? 'builder.where' : 'builder.and')}</span>
          <NameField
            label={t('builder.property')}
            value={property}
            offered={{ of: 'properties', event }}
            onValue={(name) => set(where.with(index, { property: name, ...test }))}
          />
          <TestField test={test} onTest={(next) => set(where.with(index, { property, ...next }))} />
          <IconButton
            label={t('builder.removeProperty')}
            onClick={() => set(where.filter((_, place) => place !== index))}
          >
            <IconX />
          </IconButton>
        </div>
      ))}
      <Button
        small
        look="quiet"
        icon={<IconPlus aria-hidden="true" />}
        onClick={() => set([...where, { property: '', is: '' }])}
      >
        {t('builder.addProperty')}
      </Button>
    </div>
  );
}
