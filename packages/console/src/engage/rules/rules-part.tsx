// Rules of one kind as sentences, each of which can be opened.
import { IconPencil, IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from '../../language/index.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Card, Section } from '../../ui/page.tsx';
import styles from './rules.module.css';

export function RulesPart({
  title,
  about,
  sentences,
  none,
  add,
  onOpen,
  children,
}: {
  title: string;
  about: string;
  sentences: readonly string[];
  /** What it means that there is none. */
  none: string;
  add: string;
  /** Its number, or `new`. Undefined: the member may not change them. */
  onOpen: ((at: string) => void) | undefined;
  children?: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <Section
      title={title}
      aside={
        onOpen && (
          <Button small icon={<IconPlus aria-hidden="true" />} onClick={() => onOpen('new')}>
            {add}
          </Button>
        )
      }
    >
      <p className={styles.about}>{about}</p>
      {children}
      <Card flush>
        {sentences.length === 0 ? (
          <p className={styles.none}>{none}</p>
        ) : (
          <ul aria-label={title}>
            {sentences.map((sentence, n) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: their place is all that tells two equal rules apart.
              <li key={n} className={styles.rule}>
                <span className={styles.sentence}>{sentence}</span>
                {onOpen && (
                  <IconButton
                    label={t('messageRules.change', { rule: sentence })}
                    onClick={() => onOpen(String(n))}
                  >
                    <IconPencil />
                  </IconButton>
                )}
              </li>
            ))}
          </ul>
        )}
      </Card>
    </Section>
  );
}
