// What is behind the chosen identifier or link, and what may be decided about it.
import { IconArrowBackUp, IconLink, IconScissors, IconUnlink, IconX } from '@tabler/icons-react';
import { useMay } from '../../../app/session.ts';
import { useTranslation } from '../../../language/index.ts';
import { Shown } from '../../../respect/masking/mask-reasons.tsx';
import { Button, ButtonLink } from '../../../ui/button.tsx';
import { CopyableId, CopyButton } from '../../../ui/copyable.tsx';
import { Fact, Facts } from '../../../ui/facts.tsx';
import { Inspector, useInspectorBeside } from '../../../ui/inspector.tsx';
import { RelativeTime } from '../../../ui/time.tsx';
import type { Identifier } from '../people-query.ts';
import type { Asked } from './decision-dialogs.tsx';
import type { Graph, GraphEdge, GraphNode } from './graph-model.ts';
import { EDGE_ICONS, useGraphWords } from './graph-words.tsx';
import styles from './identity-tab.module.css';
import { MessageEvidence } from './message-evidence.tsx';

type Around = {
  graph: Graph;
  who: Identifier;
  purpose: string;
  onChoose: (key: string | undefined) => void;
  onAsk: (asked: Asked) => void;
};

/** `chosen`: the id of an identifier or the key of a link. Its place is kept, so that the drawing stays as it is. */
export function GraphInspector({ chosen, ...around }: Around & { chosen: string | undefined }) {
  const { t } = useTranslation();
  const { nameOf } = useGraphWords();
  const beside = useInspectorBeside();
  const { graph, onChoose } = around;
  const node = graph.nodes.find(({ id }) => id === chosen);
  const edge = graph.edges.find(({ key }) => key === chosen);
  if (!node && !edge) return beside ? <p className={styles.chooseOne}>{t('graph.chooseOne')}</p> : null;
  const title = node ? nameOf(node) : t('graph.edge.title');
  return (
    <Inspector slim title={title} onClose={() => onChoose(undefined)}>
      {node && <NodeDetails key={chosen} node={node} {...around} />}
      {edge && <EdgeDetails key={chosen} edge={edge} {...around} />}
    </Inspector>
  );
}

function NodeDetails({ node, graph, onChoose, onAsk, purpose }: Around & { node: GraphNode }) {
  const { t } = useTranslation();
  const words = useGraphWords();
  const edges = graph.edges.filter(({ a, b }) => a === node.id || b === node.id);
  const state = words.stateOf(node);
  const others = graph.nodes.filter((each) => each.state === 'own' && each !== node);
  const identifier = { type: node.type, value: node.value };
  return (
    <div className={styles.details}>
      <Facts across>
        <Fact label={words.typeOf(node.type)}>
          <span className={styles.copied}>
            <Shown field={`identifiers.${node.type}`} value={node.value} /> <CopyButton text={node.value} />
          </span>
        </Fact>
        {node.hash && (
          <Fact label={t('graph.alsoHashed')}>
            <CopyableId id={node.hash.value} shorten />
          </Fact>
        )}
        <Fact label={t('people.firstSeen')}>
          <RelativeTime at={node.firstSeenAt} exact />
        </Fact>
        {state && <Fact label={t('graph.state')}>{state}</Fact>}
        {node.periods.length > 1 && (
          <Fact label={t('graph.periods')}>
            {node.periods.map((period) => (
              <div key={`${period.from} ${period.until}`}>{words.periodOf(period)}</div>
            ))}
          </Fact>
        )}
        {node.linksWithheld > 0 && (
          <Fact label={t('graph.withheld')}>{t('graph.messages', { count: node.linksWithheld })}</Fact>
        )}
      </Facts>
      {node.profileId !== null && node.profileId !== graph.profileId && (
        <ButtonLink
          to="/people/$type/$value"
          params={{ type: 'profile_id', value: node.profileId }}
          search={{ purpose, tab: 'identity' }}
        >
          {t('graph.toOther')}
        </ButtonLink>
      )}
      <Decisions>
        {node.state === 'own' && (
          <>
            {others.length > 0 && (
              <Button
                icon={<IconScissors aria-hidden="true" />}
                onClick={() => onAsk({ action: 'choose', chosen: [node.id] })}
              >
                {t('graph.verb.split')}
              </Button>
            )}
            <Button
              icon={<IconX aria-hidden="true" />}
              onClick={() => onAsk({ action: 'remove', identifier })}
            >
              {t('graph.verb.remove')}
            </Button>
          </>
        )}
        {node.inert === 'removed' && (
          <Button
            icon={<IconArrowBackUp aria-hidden="true" />}
            onClick={() => onAsk({ action: 'restore', identifier })}
          >
            {t('graph.verb.restore')}
          </Button>
        )}
      </Decisions>
      <LinksOf node={node} edges={edges} graph={graph} onChoose={onChoose} />
    </div>
  );
}

/** More than these say nothing that the first do not; the list has them all. */
const LINKS_SHOWN = 12;

function LinksOf({
  node,
  edges,
  graph,
  onChoose,
}: Pick<Around, 'graph' | 'onChoose'> & { node: GraphNode; edges: GraphEdge[] }) {
  const { t } = useTranslation();
  const words = useGraphWords();
  const nodeOf = (id: string) => graph.nodes.find((each) => each.id === id);
  if (edges.length === 0) return <p className={styles.quiet}>{t('graph.noLinks')}</p>;
  return (
    <section>
      <h3 className={styles.heading}>{t('graph.links', { count: edges.length })}</h3>
      <ul>
        {edges.slice(0, LINKS_SHOWN).map((edge) => {
          const other = nodeOf(edge.a === node.id ? edge.b : edge.a);
          return (
            <li key={edge.key}>
              <button type="button" className={styles.choice} onClick={() => onChoose(edge.key)}>
                {EDGE_ICONS[edge.state]}
                <span>
                  {other && words.nameOf(other)}
                  <span className={styles.small}>{words.whyNot(edge, nodeOf) ?? words.evidenceOf(edge)}</span>
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      {edges.length > LINKS_SHOWN && (
        <p className={styles.quiet}>{t('graph.more', { count: edges.length - LINKS_SHOWN })}</p>
      )}
    </section>
  );
}

function EdgeDetails({ edge, graph, who, purpose, onChoose, onAsk }: Around & { edge: GraphEdge }) {
  const { t } = useTranslation();
  const words = useGraphWords();
  const nodeOf = (id: string) => graph.nodes.find((each) => each.id === id);
  const ends = [nodeOf(edge.a), nodeOf(edge.b)].filter((each) => each !== undefined);
  const [a, b] = ends.map(({ type, value }) => ({ type, value }));
  const why = words.whyNot(edge, nodeOf);
  const weaker = edge.refusal && nodeOf(edge.refusal.weaker);
  const messageId = edge.evidence.kind === 'decision' ? null : edge.evidence.message_id;
  return (
    <div className={styles.details}>
      <ul>
        {ends.map((node) => (
          <li key={node.id}>
            <button type="button" className={styles.choice} onClick={() => onChoose(node.id)}>
              <span>
                {words.typeOf(node.type)}
                <span className={styles.whole}>
                  <Shown within field={`identifiers.${node.type}`} value={node.value} />
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {why && <p className={styles.why}>{why}</p>}
      {edge.refusal && weaker && (
        <p className={styles.quiet}>
          {t(`graph.outcome.${toOutcome(edge.refusal.outcome)}`, { name: words.nameOf(weaker) })}
        </p>
      )}
      <p>{words.evidenceOf(edge)}</p>
      <Facts across>
        <Fact label={t('people.firstSeen')}>
          <RelativeTime at={edge.evidence.first_seen_at} exact />
        </Fact>
        <Fact label={t('graph.lastSeen')}>
          <RelativeTime at={edge.evidence.last_seen_at} exact />
        </Fact>
        {messageId && (
          <Fact label={t('graph.firstMessage')}>
            <CopyableId id={messageId} shorten />
          </Fact>
        )}
      </Facts>
      {messageId && <MessageEvidence who={who} messageId={messageId} purpose={purpose} />}
      <Decisions>
        {a && b && (edge.state === 'joins' || edge.state === 'guessed') && (
          <Button icon={<IconUnlink aria-hidden="true" />} onClick={() => onAsk({ action: 'unlink', a, b })}>
            {t('graph.verb.unlink')}
          </Button>
        )}
        {a && b && edge.state === 'apart' && (
          <Button icon={<IconLink aria-hidden="true" />} onClick={() => onAsk({ action: 'link', a, b })}>
            {t('graph.verb.link')}
          </Button>
        )}
      </Decisions>
    </div>
  );
}

const toOutcome = (outcome: string): 'kept' | 'shared' | 'transferred' =>
  outcome === 'shared' || outcome === 'transferred' ? outcome : 'kept';

/** Buttons for those who may change who is who; for others why there are none is said once, above the graph. */
function Decisions({ children }: { children: React.ReactNode }) {
  const may = useMay('profiles:write');
  return may ? <div className={styles.buttons}>{children}</div> : null;
}
