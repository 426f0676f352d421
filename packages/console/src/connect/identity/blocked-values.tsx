// Values that name nobody: the workspace's own, to add and take away, and those that ship, to read.
import { IconX } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from '../../language/index.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Choice, SelectField, TextField } from '../../ui/field.tsx';
import { Tag } from '../../ui/mark.tsx';
import { Section } from '../../ui/page.tsx';
import { Prose } from '../../ui/prose.tsx';
import styles from './identity.module.css';
import { useRuleWords } from './rule-words.ts';
import { BLOCKED_MAX, type BlockedValue, blockedKey, type Faults, faultBelow, TEXT_MAX } from './rules.ts';

const ALL_TYPES = '';

export function BlockedValues({
  own,
  shipped,
  types,
  faults,
  onOwn,
}: {
  own: BlockedValue[];
  shipped: BlockedValue[];
  types: string[];
  faults: Faults;
  onOwn: (own: BlockedValue[]) => void;
}) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  return (
    <Section title={t('identity.blocked.title')}>
      <p className={styles.sectionAbout}>{t('identity.blocked.about')}</p>
      {own.length > 0 && (
        <ul className={styles.blockedList}>
          {own.map((value, index) => (
            <BlockedRow
              key={blockedKey(value)}
              value={value}
              fault={faultBelow(faults, `blocked.${index}`)}
              onRemove={() => onOwn(own.filter((each) => each !== value))}
            />
          ))}
        </ul>
      )}
      {own.length < BLOCKED_MAX && (
        <AddBlocked own={own} types={types} onAdd={(value) => onOwn([...own, value])} />
      )}
      {shipped.length > 0 && (
        <>
          <Button
            look="quiet"
            small
            className={styles.unfold}
            aria-expanded={shown}
            onClick={() => setShown(!shown)}
          >
            {shown
              ? t('identity.blocked.hideShipped')
              : t('identity.blocked.showShipped', { count: shipped.length })}
          </Button>
          {shown && (
            <ul className={styles.shippedList}>
              {shipped.map((value) => (
                <li key={blockedKey(value)}>
                  <BlockedWords value={value} />
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </Section>
  );
}

function BlockedRow({
  value,
  fault,
  onRemove,
}: {
  value: BlockedValue;
  fault: string | undefined;
  onRemove: () => void;
}) {
  const { t } = useTranslation();
  return (
    <li className={styles.blockedRow}>
      <div>
        <BlockedWords value={value} />
        {fault && (
          <p className={styles.fault} role="alert">
            {fault}
          </p>
        )}
      </div>
      <IconButton label={t('identity.blocked.remove', { text: value.text })} onClick={onRemove}>
        <IconX />
      </IconButton>
    </li>
  );
}

function BlockedWords({ value }: { value: BlockedValue }) {
  const { t } = useTranslation();
  const { blockedFor } = useRuleWords();
  return (
    <span className={styles.blockedWords}>
      <code>{value.text === '' ? t('ui.emptyText') : value.text}</code>
      {value.kind === 'pattern' && <Tag>{t('identity.blocked.pattern')}</Tag>}
      <span className={styles.quiet}>{blockedFor(value)}</span>
    </span>
  );
}

function AddBlocked({
  own,
  types,
  onAdd,
}: {
  own: BlockedValue[];
  types: string[];
  onAdd: (value: BlockedValue) => void;
}) {
  const { t } = useTranslation();
  const { nameOf } = useRuleWords();
  const [kind, setKind] = useState<BlockedValue['kind']>('value');
  const [type, setType] = useState(ALL_TYPES);
  const [text, setText] = useState('');
  const value: BlockedValue = { ...(type === ALL_TYPES ? {} : { type }), kind, text: text.trim() };
  const isThere = own.some((each) => blockedKey(each) === blockedKey(value));
  const broken = kind === 'pattern' && !isPattern(value.text);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (value.text === '' || isThere || broken) return;
    onAdd(value);
    setText('');
  };
  return (
    <form className={styles.addBlocked} onSubmit={submit}>
      <div>
        <Choice
          label={t('identity.blocked.kind')}
          value={kind}
          options={[
            { value: 'value', label: t('identity.blocked.label.value') },
            { value: 'pattern', label: t('identity.blocked.label.pattern') },
          ]}
          onValue={setKind}
        />
      </div>
      <div className={styles.addBlockedFields}>
        <TextField
          label={t(`identity.blocked.label.${kind}`)}
          help={<Prose text={t(`identity.blocked.help.${kind}`)} />}
          fault={isThere ? t('identity.blocked.there') : broken ? t('identity.blocked.broken') : undefined}
          value={text}
          maxLength={TEXT_MAX[kind]}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <SelectField
          label={t('identity.column.type')}
          value={type}
          options={[
            { value: ALL_TYPES, label: t('identity.blocked.all') },
            ...types.map((each) => ({ value: each, label: nameOf(each) })),
          ]}
          onChange={(event) => setType(event.currentTarget.value)}
        />
      </div>
      <div>
        <Button type="submit" disabled={value.text === '' || isThere || broken}>
          {t('identity.blocked.add')}
        </Button>
      </div>
    </form>
  );
}

function isPattern(text: string): boolean {
  try {
    new RegExp(text, 'iu');
    return true;
  } catch {
    return false;
  }
}
