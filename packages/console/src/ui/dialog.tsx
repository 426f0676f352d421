// Dialogs: one question over the page. Opening moves the focus in, closing gives it back.
import { Modal } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from '../language/index.ts';
import { Button } from './button.tsx';
import styles from './dialog.module.css';
import { TextField } from './field.tsx';

export function Dialog({
  open,
  onClose,
  title,
  children,
  actions,
  wide,
  top,
}: {
  open: boolean;
  onClose: () => void;
  title: string;
  children: ReactNode;
  actions?: ReactNode;
  wide?: boolean;
  /** Stands near the top instead of in the middle, so that a list below can grow. */
  top?: boolean;
}) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={open}
      onClose={onClose}
      title={title}
      size={wide ? 640 : 440}
      radius={10}
      centered={!top}
      yOffset="12dvh"
      closeButtonProps={{ 'aria-label': t('ui.close') }}
      overlayProps={{ color: 'var(--veil)', backgroundOpacity: 1 }}
      classNames={{ content: styles.content, header: styles.header, title: styles.title, body: styles.body }}
    >
      {children}
      {actions && <div className={styles.actions}>{actions}</div>}
    </Modal>
  );
}

/**
 * For what cannot be undone: says what will happen and asks for the name of the thing.
 * `verb` is the button, "Rotate the key".
 */
export function ConfirmByName({
  open,
  onClose,
  title,
  name,
  verb,
  busy,
  onConfirm,
  children,
}: {
  open: boolean;
  onClose: () => void;
  title: string;
  name: string;
  verb: string;
  busy?: boolean;
  onConfirm: () => void;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const matches = typed.trim() === name.trim();
  const close = () => {
    setTyped('');
    onClose();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (matches && !busy) onConfirm();
  };
  return (
    <Dialog open={open} onClose={close} title={title}>
      <form onSubmit={submit} className={styles.form}>
        <div className={styles.words}>{children}</div>
        <TextField
          label={t('ui.typeNameToConfirm', { name })}
          value={typed}
          autoComplete="off"
          data-autofocus
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <div className={styles.actions}>
          <Button onClick={close}>{t('ui.cancel')}</Button>
          <Button type="submit" look="danger" disabled={!matches} busy={busy}>
            {verb}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
