// How a person came to be: merges, what rules kept apart, and what members decided, newest first.
import { IconBan, IconGitMerge, IconUserEdit } from '@tabler/icons-react';
import { useState } from 'react';
import { useMay } from '../../../app/session.ts';
import { useMakerName } from '../../../connect/identity/maker-words.ts';
import { useFormat } from '../../../language/format.ts';
import { useTranslation } from '../../../language/index.ts';
import { Button } from '../../../ui/button.tsx';
import { Fact, Facts } from '../../../ui/facts.tsx';
import { RelativeTime } from '../../../ui/time.tsx';
import { Timeline, TimelineEntry, TimelineSession } from '../../../ui/timeline.tsx';
import type { Identifier } from '../people-query.ts';
import type { Asked } from './decision-dialogs.tsx';
import { useGraphWords } from './graph-words.tsx';
import type { Identity } from './identity-query.ts';
import styles from './identity-tab.module.css';
import { MessageEvidence } from './message-evidence.tsx';

const SHOWN_FIRST = 12;
const NAMED_MAX = 3;

type Around = { who: Identifier; purpose: string; onAsk: (asked: Asked) => void };

export function IdentityStory({ identity, ...around }: Around & { identity: Identity }) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const entries = [
    ...identity.merges.map((merge) => ({
      at: merge.at,
      entry: <MergeEntry key={`merge ${merge.from_profile_id}`} {...{ merge, identity }} {...around} />,
    })),
    ...identity.refusals.map((refusal) => ({
      at: refusal.at,
      entry: <RefusalEntry key={`refusal ${refusal.a} ${refusal.b}`} {...{ refusal, identity }} />,
    })),
    ...identity.decisions.map((decision) => ({
      at: decision.at,
      entry: <DecisionEntry key={`decision ${decision.id}`} decision={decision} />,
    })),
  ].sort((x, y) => y.at.localeCompare(x.at));
  if (entries.length === 0) return <p className={styles.quiet}>{t('graph.story.none')}</p>;
  return (
    <>
      <Timeline>
        <TimelineSession>
          {(all ? entries : entries.slice(0, SHOWN_FIRST)).map(({ entry }) => entry)}
        </TimelineSession>
      </Timeline>
      {entries.length > SHOWN_FIRST && (
        <Button small look="quiet" onClick={() => setAll(!all)}>
          {all ? t('ui.showLess') : t('people.identity.all', { count: entries.length })}
        </Button>
      )}
    </>
  );
}

/** Of a message, of a decision, or of what arrived late or under other rules: then it was worked out anew. */
function MergeEntry({
  merge,
  identity,
  who,
  purpose,
  onAsk,
}: Around & { merge: Identity['merges'][number]; identity: Identity }) {
  const { t } = useTranslation();
  const may = useMay('profiles:write');
  const makerOf = useMakerName();
  const id = merge.from_profile_id;
  const { decision } = merge;
  const name = identity.decisions.find((each) => each.id === decision?.id)?.by_name;
  const by = decision ? makerOf(decision.by, name) : '';
  const why = decision ? t('graph.story.byDecision', { by }) : t('graph.story.anew');
  return (
    <TimelineEntry
      icon={<IconGitMerge />}
      title={t('people.identity.merged', { id })}
      detail={merge.message_id ? t('graph.story.byMessage') : why}
      time={<RelativeTime at={merge.at} />}
    >
      {() => (
        <div className={styles.details}>
          {merge.message_id && <MessageEvidence who={who} messageId={merge.message_id} purpose={purpose} />}
          {decision && (
            <Facts>
              <Fact label={t('graph.story.by')}>{by}</Fact>
              <Fact label={t('graph.reason')}>{decision.reason || '–'}</Fact>
            </Facts>
          )}
          {may && (
            <div className={styles.buttons}>
              <Button
                icon={<IconGitMerge aria-hidden="true" />}
                onClick={() => onAsk({ action: 'revert', profile_id: id })}
              >
                {t('graph.verb.revert')}
              </Button>
            </div>
          )}
        </div>
      )}
    </TimelineEntry>
  );
}

function RefusalEntry({ refusal, identity }: { refusal: Identity['refusals'][number]; identity: Identity }) {
  const { t } = useTranslation();
  const words = useGraphWords();
  const nameOf = (id: string) => {
    const node = identity.nodes.find((each) => each.id === id);
    return node ? words.nameOf(node) : id;
  };
  return (
    <TimelineEntry
      icon={<IconBan />}
      title={t('graph.story.refused', { a: nameOf(refusal.a), b: nameOf(refusal.b) })}
      detail={words.refusalOf(refusal)}
      time={<RelativeTime at={refusal.at} />}
    >
      {() => (
        <Facts>
          <Fact label={t('graph.story.why')}>{words.refusalOf(refusal)}</Fact>
          <Fact label={t('graph.story.tooMany')}>
            {refusal.identifiers.map((id) => (
              <div key={id}>{nameOf(id)}</div>
            ))}
          </Fact>
        </Facts>
      )}
    </TimelineEntry>
  );
}

function DecisionEntry({ decision }: { decision: Identity['decisions'][number] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { nameOf } = useGraphWords();
  const { identifiers } = decision;
  const plain = identifiers.filter(({ type }) => type !== 'email_sha256');
  const shown = (plain.length > 0 ? plain : identifiers).map(nameOf);
  const names =
    shown.length > NAMED_MAX
      ? t('people.andMore', { first: shown[0] ?? '', count: shown.length - 1 })
      : format.list(shown);
  const by = decision.by_name ?? decision.by;
  return (
    <TimelineEntry
      icon={<IconUserEdit />}
      title={t(`graph.story.${decision.kind}`, { names })}
      detail={[by, decision.reason].filter(Boolean).join(': ')}
      time={<RelativeTime at={decision.at} />}
    >
      {() => (
        <Facts>
          <Fact label={t('graph.story.by')}>{by}</Fact>
          <Fact label={t('graph.reason')}>{decision.reason || '–'}</Fact>
          <Fact label={t('people.identifiers')}>
            {shown.map((name) => (
              <div key={name}>{name}</div>
            ))}
          </Fact>
        </Facts>
      )}
    </TimelineEntry>
  );
}
