// Whose time of day and calendar count: the workspace's, the person's own, or those of a named place.
import { useId } from 'react';
import { useTranslation } from '../../../language/index.ts';
import { TextField } from '../../../ui/field.tsx';
import styles from './builder.module.css';
import { Pick } from './plain-fields.tsx';

const KINDS = ['workspace', 'person', 'named'] as const;
type Kind = (typeof KINDS)[number];

/** Of this computer: a name to begin with. */
const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;
const kindOf = (zone: unknown): Kind =>
  zone === undefined ? 'workspace' : zone === 'person' ? 'person' : 'named';

export function ZoneField({
  zone,
  mayBePersons = true,
  onZone,
}: {
  zone: unknown;
  mayBePersons?: boolean;
  /** `undefined` for the workspace's. */
  onZone: (zone: string | undefined) => void;
}) {
  const { t } = useTranslation();
  const kind = kindOf(zone);
  const offered = KINDS.filter((one) => one !== 'person' || mayBePersons || kind === one);
  return (
    <div className={styles.span}>
      <Pick
        label={t('builder.zone')}
        value={kind}
        options={offered.map((one) => ({ value: one, label: t(`builder.zones.${one}`) }))}
        onValue={(next) => onZone({ workspace: undefined, person: 'person', named: ownZone() }[next])}
      />
      {kind === 'named' && <NamedZone value={String(zone)} onValue={onZone} />}
    </div>
  );
}

/** Searched in the list that the browser has; any other name of the database can be typed. */
function NamedZone({ value, onValue }: { value: string; onValue: (zone: string) => void }) {
  const { t } = useTranslation();
  const list = useId();
  return (
    <div className={styles.name}>
      <TextField
        label={t('builder.zoneName')}
        labelHidden
        placeholder={t('builder.zoneName')}
        value={value}
        maxLength={64}
        list={list}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onValue(event.currentTarget.value)}
      />
      <datalist id={list}>
        {Intl.supportedValuesOf('timeZone').map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </div>
  );
}

/** A part of a definition with the zone given, or without one. */
export function withZone<T extends { zone?: unknown }>(part: T, zone: string | undefined): T {
  const { zone: _, ...rest } = part;
  return (zone === undefined ? rest : { ...rest, zone }) as T;
}
