// How old a value is; asked, where it comes from: who told it and in which message, or what computed it and of how many events.
import { Link } from '@tanstack/react-router';
import { useSourceName } from '../../connect/sources/source-names.ts';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { CopyableId } from '../../ui/copyable.tsx';
import { Explained } from '../../ui/explained.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { useNow } from '../../ui/time.tsx';
import { useTitles } from '../definitions/titles.ts';
import type { Origin } from './answers.ts';
import { useSpanWords } from './span-words.ts';

export function Provenance({ of, at, origin }: { of: string; at: string | null; origin: Origin | null }) {
  const { t } = useTranslation();
  const format = useFormat();
  const nowMs = useNow();
  if (at === null) return null;
  return (
    <Explained
      label={t('views.whereFrom', { field: of })}
      about={
        <Facts>
          <OriginFacts origin={origin} />
          <Fact label={t('views.asOf')}>{format.exact(at)}</Fact>
        </Facts>
      }
    >
      <time dateTime={at}>{format.relative(at, nowMs)}</time>
    </Explained>
  );
}

export function OriginFacts({ origin }: { origin: Origin | null }) {
  const { t } = useTranslation();
  const sourceOf = useSourceName();
  const titleOf = useTitles();
  const spanOf = useSpanWords();
  if (origin === null) return null;
  if (origin.kind === 'definition')
    return (
      <>
        {origin.name !== undefined && (
          <Fact label={t('views.computedBy')}>
            <Link to="/traits/$name" params={{ name: origin.name }}>
              {titleOf(`trait:${origin.name}`)}
            </Link>
            {origin.version !== undefined && ` · ${t('definitions.version', { version: origin.version })}`}
          </Fact>
        )}
        {typeof origin.evidence === 'number' && (
          <Fact label={t('views.outOf')}>{t('definitions.eventsBehind', { count: origin.evidence })}</Fact>
        )}
      </>
    );
  if (origin.kind === 'events')
    return (
      <Fact label={t('views.outOf')}>
        {origin.event ? `${origin.event} · ` : ''}
        {t('views.lastSpan', { span: spanOf(origin.last) })}
      </Fact>
    );
  if (origin.kind === 'statement') return <Fact label={t('views.toldBy')}>{origin.method}</Fact>;
  return (
    <>
      <Fact label={t('views.toldBy')}>
        {sourceOf(origin.source) ?? t('people.unknownSource')} · {t(`views.origin.${origin.kind}`)}
      </Fact>
      {origin.message_id && (
        <Fact label={t('views.message')}>
          <CopyableId id={origin.message_id} shorten />
        </Fact>
      )}
    </>
  );
}
