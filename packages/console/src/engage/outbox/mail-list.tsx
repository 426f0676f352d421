// The mails, the newest first: to whom, what about, when. Arrow keys go from one to the next.
import type { KeyboardEvent } from 'react';
import { useTranslation } from '../../language/index.ts';
import { Button } from '../../ui/button.tsx';
import { RelativeTime } from '../../ui/time.tsx';
import styles from './outbox.module.css';
import type { OutboxItem } from './outbox-query.ts';

export function MailList({
  items,
  open,
  onOpen,
  onMore,
  isLoadingMore,
}: {
  items: readonly OutboxItem[];
  open: string | undefined;
  onOpen: (id: string) => void;
  onMore: (() => void) | undefined;
  isLoadingMore: boolean;
}) {
  const { t } = useTranslation();
  function onKeyDown(event: KeyboardEvent<HTMLOListElement>) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('button')];
    const at = buttons.indexOf(document.activeElement as HTMLElement);
    if (step === undefined || at < 0) return;
    event.preventDefault();
    buttons[at + step]?.focus();
  }
  return (
    <div className={styles.list}>
      <ol aria-label={t('outbox.title')} onKeyDown={onKeyDown}>
        {items.map(({ message_id, to, subject, sent_at }) => (
          <li key={message_id}>
            <button
              type="button"
              className={styles.item}
              aria-current={message_id === open ? 'true' : undefined}
              onClick={() => onOpen(message_id)}
            >
              <span className={styles.subject}>{subject}</span>
              <span className={styles.to}>{to}</span>
              <span className={styles.time}>
                <RelativeTime at={sent_at} />
              </span>
            </button>
          </li>
        ))}
      </ol>
      {onMore && (
        <Button onClick={onMore} busy={isLoadingMore}>
          {t('ui.showMore')}
        </Button>
      )}
    </div>
  );
}
