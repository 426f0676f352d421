// One entry of the story that is no event: the person came into a segment, left it, or a trait has another value.
import { IconLogin2, IconLogout2, IconMathFunction } from '@tabler/icons-react';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Tag } from '../../ui/mark.tsx';
import { ClockTime } from '../../ui/time.tsx';
import { TimelineEntry } from '../../ui/timeline.tsx';
import type { PersonChange } from './people-query.ts';
import styles from './story.module.css';
import { Value } from './value.tsx';

const ICON = { entered: <IconLogin2 />, left: <IconLogout2 />, changed: <IconMathFunction /> };
const REASONS = ['event', 'attribute', 'list', 'time', 'definition', 'identity'] as const;

export function ChangeEntry({ change }: { change: PersonChange }) {
  const { t } = useTranslation();
  const titleOf = useTitle();
  const { kind, definition, reason, denied, masked } = change;
  const known = REASONS.find((one) => one === reason);
  const { name, removed } = definition;
  return (
    <TimelineEntry
      icon={ICON[kind]}
      title={
        <>
          {titleOf(change)}
          {reason === 'definition' && (
            <>
              {' '}
              <Tag>{t('people.change.redefined')}</Tag>
            </>
          )}
        </>
      }
      detail={known ? t(`people.change.because.${known}`) : reason}
      time={<ClockTime at={change.at} />}
    >
      {() => (
        <div className={styles.body}>
          {kind === 'changed' && !denied && <Value value={change.value} />}
          {denied && <p className={styles.quiet}>{denied.message}</p>}
          {masked && <p className={styles.quiet}>{masked.message}</p>}
          {removed ? (
            <p className={styles.quiet}>{t('people.change.removedSince')}</p>
          ) : (
            <div>
              {definition.kind === 'segment' ? (
                <ButtonLink to="/segments/$name" params={{ name }}>
                  {t('people.change.toSegment')}
                </ButtonLink>
              ) : (
                <ButtonLink to="/traits/$name" params={{ name }}>
                  {t('people.change.toTrait')}
                </ButtonLink>
              )}
            </div>
          )}
        </div>
      )}
    </TimelineEntry>
  );
}

function useTitle(): (change: PersonChange) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return ({ kind, definition: { title }, value, denied }) => {
    if (kind === 'entered') return t('people.change.cameIn', { title });
    if (kind === 'left') return t('people.change.wentOut', { title });
    if (denied) return t('people.change.becameHidden', { title });
    if (value === null) return t('people.change.becameNothing', { title });
    const isShort = typeof value === 'string' && value.length <= 60;
    if (isShort) return t('people.change.became', { title, value });
    if (typeof value === 'number') return t('people.change.became', { title, value: format.number(value) });
    if (typeof value === 'boolean')
      return t('people.change.became', { title, value: t(value ? 'ui.yes' : 'ui.no') });
    return t('people.change.becameHidden', { title });
  };
}
