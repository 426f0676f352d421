// Puts people on a list by pasted identifiers, and says of which nobody was found.
import { type FormEvent, useState } from 'react';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { useIdentifierTypes } from '../../respect/suppression/identifier-types.ts';
import { toValues } from '../../respect/suppression/lines.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField, TextArea } from '../../ui/field.tsx';
import { ErrorState, Notice } from '../../ui/states.tsx';
import { showToast } from '../../ui/toast.tsx';
import styles from './lists.module.css';
import { type Added, identifiersMax, type List, useAddPeople } from './lists-query.ts';

export function AddPeople({ list, open, onClose }: { list: List; open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const add = useAddPeople(list.name);
  const types = useIdentifierTypes();
  const [type, setType] = useState('email');
  const [text, setText] = useState('');
  const values = toValues(text);
  const tooMany = values.length > identifiersMax;
  const close = () => {
    add.reset();
    setText('');
    onClose();
  };
  const finish = ({ added, already, unknown, suppressed }: Added) => {
    showToast(
      added === 0 && already > 0
        ? t('lists.alreadyOn', { count: already })
        : t('lists.added', { count: added }),
    );
    if (unknown.length + suppressed.length === 0) close();
    // Only what is left is still there, to be mended and sent again.
    else setText([...unknown, ...suppressed].map(({ value }) => value).join('\n'));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (values.length === 0 || tooMany) return;
    add.mutate(
      values.map((value) => ({ type, value })),
      { onSuccess: finish },
    );
  };
  return (
    <Dialog open={open} onClose={close} title={t('lists.addTitle', { title: list.title })} wide>
      <form onSubmit={submit} className={styles.form}>
        <SelectField
          label={t('lists.kind')}
          options={types}
          value={type}
          onChange={(event) => {
            add.reset();
            setType(event.currentTarget.value);
          }}
        />
        <TextArea
          label={t('lists.values')}
          help={values.length > 1 ? t('lists.lines', { count: values.length }) : t('lists.valuesHelp')}
          fault={tooMany ? t('lists.tooMany', { most: format.number(identifiersMax) }) : undefined}
          value={text}
          autoComplete="off"
          spellCheck={false}
          data-autofocus
          onChange={(event) => {
            add.reset();
            setText(event.currentTarget.value);
          }}
        />
        {add.data && add.data.unknown.length > 0 && (
          <Notice>{t('lists.unknown', { count: add.data.unknown.length })}</Notice>
        )}
        {add.data && add.data.suppressed.length > 0 && (
          <Notice>{t('lists.suppressed', { count: add.data.suppressed.length })}</Notice>
        )}
        {add.isError && <ErrorState error={add.error} />}
        <div className={styles.formActions}>
          <Button onClick={close}>{add.data ? t('ui.close') : t('ui.cancel')}</Button>
          <Button type="submit" look="primary" disabled={values.length === 0 || tooMany} busy={add.isPending}>
            {t('lists.add')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
