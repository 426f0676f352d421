// Adds one identifier or many pasted lines, all of one kind, for one scope and one reason.
import { type FormEvent, useState } from 'react';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField, TextArea, TextField } from '../../ui/field.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { showToast } from '../../ui/toast.tsx';
import { useIdentifierTypes } from './identifier-types.ts';
import { linesMax, RefusedValue, toValues } from './lines.ts';
import styles from './suppression.module.css';
import { hasChannel, useSuppressionWords } from './suppression-words.ts';
import { CHANNELS, type Channel, SCOPES, type Scope, useAddSuppressions } from './suppressions-query.ts';

const NOTHING = { text: '', reason: '', legalRef: '' };

export function AddSuppressions({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const add = useAddSuppressions();
  const [what, setWhat] = useState<What>({ type: 'email', scope: 'no_collect', channel: '*' });
  const [told, setTold] = useState(NOTHING);
  const values = toValues(told.text);
  const valid = values.length > 0 && values.length <= linesMax && told.reason.trim() !== '';
  const close = () => {
    add.reset();
    setTold(NOTHING);
    onClose();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!valid) return;
    add.mutate(
      {
        ...{ type: what.type, values, scope: what.scope, reason: told.reason.trim() },
        channel: hasChannel(what.scope) ? what.channel : undefined,
        legal_ref: told.legalRef.trim() || undefined,
      },
      {
        onSuccess: () => {
          showToast(t('suppressions.added', { count: values.length }));
          close();
        },
      },
    );
  };
  const text = (name: keyof typeof NOTHING) => ({
    value: told[name],
    autoComplete: 'off',
    onChange: (event: { currentTarget: { value: string } }) => {
      add.reset();
      setTold({ ...told, [name]: event.currentTarget.value });
    },
  });
  return (
    <Dialog open={open} onClose={close} title={t('suppressions.addTitle')} wide>
      <form onSubmit={submit} className={styles.form}>
        <WhatFields
          what={what}
          onWhat={(changes) => {
            add.reset();
            setWhat({ ...what, ...changes });
          }}
        />
        <TextArea
          {...text('text')}
          label={t('suppressions.values')}
          help={
            values.length > 1
              ? t('suppressions.lines', { count: values.length })
              : t('suppressions.valuesHelp')
          }
          fault={useLineFault(add.error, values)}
          spellCheck={false}
          data-autofocus
        />
        <TextField
          {...text('reason')}
          label={t('suppressions.reason')}
          help={t('suppressions.reasonHelp')}
          required
          maxLength={500}
        />
        <TextField {...text('legalRef')} label={t('suppressions.legalRefOptional')} maxLength={200} />
        {add.isError && !(add.error instanceof RefusedValue) && <ErrorState error={add.error} />}
        <div className={styles.formActions}>
          <Button onClick={close}>{t('ui.cancel')}</Button>
          <Button type="submit" look="primary" disabled={!valid} busy={add.isPending}>
            {t('suppressions.addVerb', { count: Math.max(1, values.length) })}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

type What = { type: string; scope: Scope; channel: Channel };

function WhatFields({ what, onWhat }: { what: What; onWhat: (changes: Partial<What>) => void }) {
  const { t } = useTranslation();
  const words = useSuppressionWords();
  const types = useIdentifierTypes();
  return (
    <>
      <SelectField
        label={t('suppressions.column.scope')}
        help={words.means(what.scope)}
        value={what.scope}
        options={SCOPES.map((one) => ({ value: one, label: words.scope(one) }))}
        onChange={(event) => onWhat({ scope: SCOPES.find((one) => one === event.currentTarget.value) })}
      />
      <div className={styles.pair}>
        <SelectField
          label={t('suppressions.kind')}
          options={types}
          value={what.type}
          onChange={(event) => onWhat({ type: event.currentTarget.value })}
        />
        {hasChannel(what.scope) && (
          <SelectField
            label={t('suppressions.channelLabel')}
            value={what.channel}
            options={CHANNELS.map((one) => ({ value: one, label: words.channel(one) }))}
            onChange={(event) =>
              onWhat({ channel: CHANNELS.find((one) => one === event.currentTarget.value) })
            }
          />
        )}
      </div>
    </>
  );
}

/** Too many, or the one that the server refused. */
function useLineFault(error: unknown, values: string[]): string | undefined {
  const { t } = useTranslation();
  const format = useFormat();
  if (values.length > linesMax) return t('suppressions.tooMany', { most: format.number(linesMax) });
  return error instanceof RefusedValue ? t('suppressions.refusedLine', { value: error.value }) : undefined;
}
