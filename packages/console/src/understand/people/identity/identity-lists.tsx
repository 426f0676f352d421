// The graph as lists: every identifier and every link, also those that are not drawn. For keyboards, for screen readers,
// and for people of a thousand identifiers.
import { useState } from 'react';
import { useTranslation } from '../../../language/index.ts';
import { Shown } from '../../../respect/masking/mask-reasons.tsx';
import { Button } from '../../../ui/button.tsx';
import { Section } from '../../../ui/page.tsx';
import { type Column, Table } from '../../../ui/table/index.ts';
import { RelativeTime } from '../../../ui/time.tsx';
import type { Graph, GraphEdge, GraphNode } from './graph-model.ts';
import { useGraphWords } from './graph-words.tsx';
import styles from './identity-tab.module.css';

/** So many rows stand first: more would hide what comes below. */
const SHOWN_FIRST = 20;

type Choosing = { graph: Graph; chosen: string | undefined; onChoose: (key: string) => void };

export function IdentityLists({ graph, chosen, onChoose }: Choosing) {
  const { t } = useTranslation();
  const nodeColumns = useNodeColumns();
  const edgeColumns = useEdgeColumns(graph);
  const nodes = useFirst(graph.nodes);
  const edges = useFirst(graph.edges);
  return (
    <>
      <Section title={t('graph.list.identifiers')}>
        <Table
          name="identity-identifiers"
          label={t('people.identifiers')}
          rows={nodes.rows}
          columns={nodeColumns}
          rowKey={({ id }) => id}
          openKey={chosen}
          onOpen={({ id }) => onChoose(id)}
        />
        {nodes.more && (
          <Button small look="quiet" onClick={nodes.showAll}>
            {t('people.allIdentifiers', { count: graph.nodes.length })}
          </Button>
        )}
      </Section>
      {graph.edges.length > 0 && (
        <Section title={t('graph.list.links')}>
          <Table
            name="identity-links"
            label={t('graph.list.link')}
            rows={edges.rows}
            columns={edgeColumns}
            rowKey={({ key }) => key}
            openKey={chosen}
            onOpen={({ key }) => onChoose(key)}
          />
          {edges.more && (
            <Button small look="quiet" onClick={edges.showAll}>
              {t('graph.list.all', { count: graph.edges.length })}
            </Button>
          )}
        </Section>
      )}
    </>
  );
}

/** The first of many, until all are asked for. */
function useFirst<Row>(rows: Row[]) {
  const [all, setAll] = useState(false);
  return {
    rows: all ? rows : rows.slice(0, SHOWN_FIRST),
    more: !all && rows.length > SHOWN_FIRST,
    showAll: () => setAll(true),
  };
}

function useNodeColumns(): Column<GraphNode>[] {
  const { t } = useTranslation();
  const words = useGraphWords();
  return [
    {
      id: 'identifier',
      header: t('people.column.identifiers'),
      sortBy: ({ type, value }) => `${words.typeOf(type)} ${value}`,
      cell: ({ type, value }) => (
        <span className={styles.cell}>
          <span className={styles.kind}>{words.typeOf(type)}</span>{' '}
          <Shown within field={`identifiers.${type}`} value={value} />
        </span>
      ),
    },
    {
      id: 'state',
      header: t('graph.state'),
      width: '32%',
      from: 'sm',
      cell: (node) => words.stateOf(node) ?? t('graph.node.own'),
    },
    {
      id: 'firstSeen',
      header: t('people.firstSeen'),
      width: '132px',
      align: 'end',
      from: 'md',
      sortBy: ({ firstSeenAt }) => firstSeenAt,
      cell: ({ firstSeenAt }) => <RelativeTime at={firstSeenAt} />,
    },
  ];
}

function useEdgeColumns({ nodes }: Graph): Column<GraphEdge>[] {
  const { t } = useTranslation();
  const words = useGraphWords();
  const known = new Map(nodes.map((node) => [node.id, node]));
  const nameOf = (id: string) => {
    const node = known.get(id);
    return node ? words.nameOf(node) : id;
  };
  return [
    {
      id: 'link',
      header: t('graph.list.link'),
      cell: ({ a, b }) => (
        <span className={styles.cell}>{t('graph.edge.pair', { a: nameOf(a), b: nameOf(b) })}</span>
      ),
    },
    {
      id: 'evidence',
      header: t('graph.evidence'),
      width: '38%',
      from: 'sm',
      cell: (edge) => (
        <span className={styles.cell}>
          {words.evidenceOf(edge)}
          {edge.state !== 'joins' && (
            <span className={styles.small}>{words.whyNot(edge, (id) => known.get(id))}</span>
          )}
        </span>
      ),
    },
    {
      id: 'firstSeen',
      header: t('people.firstSeen'),
      width: '132px',
      align: 'end',
      from: 'md',
      sortBy: ({ evidence }) => evidence.first_seen_at,
      cell: ({ evidence }) => <RelativeTime at={evidence.first_seen_at} />,
    },
  ];
}
