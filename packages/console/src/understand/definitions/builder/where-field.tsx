// What narrows events down: other namings, tests of their properties, the times of day at which they happened.
import { IconDots, IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from '../../../language/index.ts';
import { Button, IconButton } from '../../../ui/button.tsx';
import { Menu } from '../../../ui/menu.tsx';
import styles from './builder.module.css';
import { formNames } from './forms-of-tests.ts';
import type { Draft } from './kinds.ts';
import { LocalField } from './local-field.tsx';
import { LookUpField, lookUpForms } from './look-up-field.tsx';
import { NameField } from './name-field.tsx';
import { NamingField, type SelectorProps } from './selector-field.tsx';
import { firstKey, type NamingKey, namingKeys } from './selectors.ts';
import { TestField } from './test-field.tsx';
import { useKeys } from './use-keys.ts';

type PropertyTest = Draft & { property?: unknown };

/** What narrows the events down, one a line, and the buttons that add more. */
export function WhereField({ selector, onSelector }: SelectorProps) {
  const { t } = useTranslation();
  const where = (selector.where ?? []) as PropertyTest[];
  const { keys, forget } = useKeys(where.length);
  const set = (tests: PropertyTest[]) =>
    onSelector(tests.length === 0 ? without(selector, 'where') : { ...selector, where: tests });
  const event = typeof selector.name === 'string' ? selector.name : undefined;
  const more = namingKeys.filter((key) => selector[key] !== undefined && key !== firstKey(selector));
  return (
    <div className={styles.where}>
      {more.map((key) => (
        <div key={key} className={styles.line}>
          <span className={styles.joint}>{t(`builder.alsoBy.${key}`)}</span>
          <NamingField
            of={key}
            value={selector[key]}
            onValue={(value) => onSelector({ ...selector, [key]: value })}
          />
          <IconButton label={t('builder.removeNaming')} onClick={() => onSelector(without(selector, key))}>
            <IconX />
          </IconButton>
        </div>
      ))}
      {where.map(({ property, of, field, ...test }, index) => (
        <div key={keys[index]} className={styles.line}>
          <span className={styles.joint}>{t(index === 0 ? 'builder.where' : 'builder.and')}</span>
          <NameField
            label={t('builder.property')}
            value={property}
            offered={{ of: 'properties', event }}
            onValue={(name) => set(where.with(index, { ...where[index], property: name }))}
          />
          <LookUpField test={where[index] as Draft} onTest={(next) => set(where.with(index, next))} />
          <TestField
            test={test}
            forms={of === undefined ? formNames : lookUpForms}
            onTest={(next) =>
              set(where.with(index, { property, ...(of === undefined ? {} : { of, field }), ...next }))
            }
          />
          <IconButton
            label={t('builder.removeProperty')}
            onClick={() => {
              forget(index);
              set(where.filter((_, place) => place !== index));
            }}
          >
            <IconX />
          </IconButton>
        </div>
      ))}
      {selector.local !== undefined && (
        <LocalField
          local={selector.local as Draft}
          onLocal={(local) => onSelector(local ? { ...selector, local } : without(selector, 'local'))}
        />
      )}
      <Narrowing
        selector={selector}
        onSelector={onSelector}
        onProperty={() => set([...where, { property: '', is: '' }])}
      />
    </div>
  );
}

function without(selector: Draft, key: string): Draft {
  const { [key]: _, ...rest } = selector;
  return rest;
}

const FIRST_OF: Record<NamingKey, string> = { name: '', name_starts_with: '', type: 'track' };

function Narrowing({ selector, onSelector, onProperty }: SelectorProps & { onProperty: () => void }) {
  const { t } = useTranslation();
  const others = namingKeys.filter((key) => selector[key] === undefined);
  const items = [
    ...(selector.local === undefined
      ? [
          {
            label: t('builder.addTimes'),
            onPick: () => onSelector({ ...selector, local: { from: '18:00', until: '23:00' } }),
          },
        ]
      : []),
    ...others.map((key) => ({
      label: t(`builder.addNaming.${key}`),
      onPick: () => onSelector({ ...selector, [key]: FIRST_OF[key] }),
    })),
  ];
  return (
    <div className={styles.adding}>
      <Button small look="quiet" icon={<IconPlus aria-hidden="true" />} onClick={onProperty}>
        {t('builder.addProperty')}
      </Button>
      {items.length > 0 && (
        <Menu items={items}>
          <IconButton label={t('builder.narrow')}>
            <IconDots />
          </IconButton>
        </Menu>
      )}
    </div>
  );
}
