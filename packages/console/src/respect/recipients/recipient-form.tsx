// Records a recipient, or another version of one: where it is, and what makes it lawful to send data there.
import { type FormEvent, useState } from 'react';
import { useMakerName } from '../../connect/identity/maker-words.ts';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { Button } from '../../ui/button.tsx';
import { Drawer } from '../../ui/drawer.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { InspectorFrame } from '../../ui/inspector.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { showToast } from '../../ui/toast.tsx';
import { useNameOfPurpose } from '../purposes/name-of-purpose.ts';
import { useCountries } from './countries.ts';
import { useMechanismWords } from './place-words.ts';
import type { RecipientRow } from './recipient-rows.ts';
import styles from './recipients.module.css';
import { MECHANISMS, useSetRecipient } from './recipients-query.ts';

/** `row` absent: one that is new. */
export function RecipientForm({
  row,
  known,
  onClose,
}: {
  row: RecipientRow | undefined;
  known: readonly RecipientRow[];
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const countries = useCountries();
  const mechanismOf = useMechanismWords();
  const set = useSetRecipient();
  const [draft, setDraft] = useState({
    slug: row?.slug ?? '',
    name: row?.record?.name ?? '',
    country: row?.country ?? '',
    mechanism: row?.mechanism ?? ('none' as const),
    safeguards: row?.safeguards ?? '',
  });
  const change = (changes: Partial<typeof draft>) => setDraft({ ...draft, ...changes });
  const taken = row === undefined && known.some(({ slug }) => slug === draft.slug.trim());
  const complete = draft.slug.trim() !== '' && draft.name.trim() !== '' && !taken;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!complete || set.isPending) return;
    set.mutate(
      {
        slug: draft.slug.trim(),
        name: draft.name.trim(),
        country: draft.country || null,
        mechanism: draft.mechanism,
        safeguards: draft.safeguards.trim() || null,
      },
      {
        onSuccess: () => {
          showToast(t('recipients.saved'));
          onClose();
        },
      },
    );
  };
  const title = row ? row.name : t('recipients.add');
  return (
    <Drawer open onClose={onClose} side="right" width="min(480px, 100%)" label={title}>
      <InspectorFrame title={title} onClose={onClose}>
        <form className={styles.form} onSubmit={submit}>
          {row && <NamedBy row={row} />}
          <TextField
            label={t('recipients.name')}
            value={draft.name}
            required
            maxLength={120}
            autoComplete="off"
            onChange={(event) => change({ name: event.currentTarget.value })}
          />
          {row === undefined && (
            <TextField
              label={t('recipients.slug')}
              help={t('recipients.slugHelp')}
              fault={taken ? t('recipients.taken') : undefined}
              value={draft.slug}
              required
              maxLength={120}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => change({ slug: event.currentTarget.value })}
            />
          )}
          <SelectField
            label={t('recipients.column.country')}
            help={draft.country === '' ? t('recipients.countryHelp') : undefined}
            value={draft.country}
            options={[{ value: '', label: t('recipients.notKnown') }, ...countries]}
            onChange={(event) => change({ country: event.currentTarget.value })}
          />
          <SelectField
            label={t('recipients.column.mechanism')}
            help={t('recipients.mechanismHelp')}
            value={draft.mechanism}
            options={MECHANISMS.map((one) => ({ value: one, label: format.asTitle(mechanismOf(one)) }))}
            onChange={(event) =>
              change({ mechanism: MECHANISMS.find((one) => one === event.currentTarget.value) ?? 'none' })
            }
          />
          <TextField
            label={t('recipients.safeguards')}
            help={t('recipients.safeguardsHelp')}
            value={draft.safeguards}
            maxLength={500}
            autoComplete="off"
            onChange={(event) => change({ safeguards: event.currentTarget.value })}
          />
          {set.isError && <ErrorState error={set.error} />}
          <div className={styles.actions}>
            <Button onClick={onClose}>{t('ui.cancel')}</Button>
            <Button type="submit" look="primary" busy={set.isPending} disabled={!complete}>
              {t('recipients.save')}
            </Button>
          </div>
        </form>
      </InspectorFrame>
    </Drawer>
  );
}

/** Which purposes name it, and who said what stands here. */
function NamedBy({ row: { purposes, record } }: { row: RecipientRow }) {
  const { t } = useTranslation();
  const format = useFormat();
  const purposeOf = useNameOfPurpose();
  const nameOf = useMakerName();
  return (
    <p className={styles.quiet}>
      {purposes.length === 0
        ? t('recipients.namedByNone')
        : t('recipients.namedBy', { purposes: format.list(purposes.map(purposeOf)) })}{' '}
      {record
        ? t('recipients.changed', {
            version: record.version,
            at: format.dateTime(record.changed_at),
            by: nameOf(record.changed_by),
          })
        : t('recipients.notRecorded')}
    </p>
  );
}
