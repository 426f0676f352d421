// Things to copy: an id in one click, with a mark that says it happened.
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from '../language/index.ts';
import { IconButton } from './button.tsx';
import { copyText } from './copy.ts';
import styles from './copyable.module.css';
import { Tooltip } from './tooltip.tsx';

/** True for two seconds after `copy()`. */
export function useCopied(): { copied: boolean; copy: (text: string) => void } {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  return { copied, copy: (text) => void copyText(text).then(() => setCopied(true)) };
}

/** An id in type for machines; a click copies it whole, also when it is shown shortened. */
export function CopyableId({ id, shorten }: { id: string; shorten?: boolean }) {
  const { t } = useTranslation();
  const { copied, copy } = useCopied();
  const shown = shorten && id.length > 16 ? `${id.slice(0, 8)}…${id.slice(-4)}` : id;
  return (
    <Tooltip label={copied ? t('ui.copied') : t('ui.copyThis', { what: id })}>
      <button
        type="button"
        className={styles.id}
        aria-label={t('ui.copyThis', { what: shown })}
        onClick={() => copy(id)}
      >
        <span>{shown}</span>
        {copied ? <IconCheck aria-hidden="true" /> : <IconCopy aria-hidden="true" />}
      </button>
    </Tooltip>
  );
}

export function CopyButton({ text, label }: { text: string; label?: string }) {
  const { t } = useTranslation();
  const { copied, copy } = useCopied();
  return (
    <IconButton label={copied ? t('ui.copied') : (label ?? t('ui.copy'))} onClick={() => copy(text)}>
      {copied ? <IconCheck /> : <IconCopy />}
    </IconButton>
  );
}
