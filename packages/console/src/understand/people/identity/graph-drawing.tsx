// The drawing of an identity graph: lines underneath, and on them a button for each identifier and each link. One of
// them at a time is in the tab order; arrow keys go to the nearest.
import { type CSSProperties, type KeyboardEvent, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from '../../../language/index.ts';
import { useMaskOf } from '../../../respect/masking/mask-reasons.tsx';
import { classNames } from '../../../ui/class-names.ts';
import { shortId } from '../person-words.ts';
import styles from './graph-drawing.module.css';
import {
  type Direction,
  findNext,
  type Layout,
  layOut,
  MARK_HEIGHT,
  type PlacedEdge,
  type PlacedNode,
} from './graph-layout.ts';
import type { Graph } from './graph-model.ts';
import { EDGE_ICONS, type GraphWords, typeIcon, useGraphWords } from './graph-words.tsx';

const DIRECTIONS: Record<string, Direction> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

type Choosing = {
  /** The id of an identifier, or the key of a link. */
  chosen: string | undefined;
  onChoose: (key: string) => void;
};

export function GraphDrawing({ graph, chosen, onChoose }: Choosing & { graph: Graph }) {
  const { t } = useTranslation();
  const words = useGraphWords();
  const [ref, width] = useWidth();
  const layout = useMemo(() => (width > 0 ? layOut(graph, width) : undefined), [graph, width]);
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const nameOf = (id: string) => {
    const node = nodes.get(id);
    return node ? words.nameOf(node) : id;
  };
  const movement = useMovement(layout, chosen);
  return (
    <div className={styles.room}>
      <div ref={ref} />
      {layout && (
        // biome-ignore lint/a11y/noStaticElementInteractions: the keys move between the buttons inside.
        <div
          className={styles.drawing}
          style={{ width: layout.width, height: layout.height }}
          onKeyDown={movement.onKeyDown}
        >
          <Lines layout={layout} chosen={chosen} />
          {layout.boxes.map((box) => (
            <p
              key={box.leaves.nodes[0]?.id}
              className={styles.boxTitle}
              style={{ left: box.x + 10, top: box.y + 6, maxWidth: box.width - 20 }}
            >
              {t('graph.box', {
                count: box.leaves.nodes.length,
                type: words.typeOf(box.leaves.nodes[0]?.type ?? ''),
              })}
            </p>
          ))}
          {layout.nodes.map((placed) => (
            <NodeButton
              key={placed.node.id}
              {...{ placed, words, chosen, onChoose }}
              inTabOrder={movement.active === placed.node.id}
            />
          ))}
          {layout.edges.map((placed) => (
            <EdgeButton
              key={placed.edge.key}
              {...{ placed, words, chosen, onChoose }}
              name={t('graph.edge.name', { a: nameOf(placed.edge.a), b: nameOf(placed.edge.b) })}
              why={words.whyNot(placed.edge, (id) => nodes.get(id))}
              inTabOrder={movement.active === placed.edge.key}
            />
          ))}
        </div>
      )}
    </div>
  );
}

function Lines({ layout, chosen }: { layout: Layout; chosen: string | undefined }) {
  return (
    <svg className={styles.lines} width={layout.width} height={layout.height} aria-hidden="true">
      {layout.boxes.map(({ leaves, path, ...box }) => (
        <g key={leaves.nodes[0]?.id}>
          <path d={path} className={classNames(styles.line, styles[leaves.edges[0]?.state ?? 'joins'])} />
          <rect x={box.x} y={box.y} width={box.width} height={box.height} rx={10} className={styles.box} />
        </g>
      ))}
      {layout.edges.map(({ edge, path }) => (
        <path
          key={edge.key}
          d={path}
          className={classNames(
            styles.line,
            styles[edge.state],
            [edge.key, edge.a, edge.b].some((each) => each === chosen) && styles.chosenLine,
          )}
        />
      ))}
    </svg>
  );
}

function NodeButton({
  placed: { node, inBox, ...rect },
  words,
  chosen,
  onChoose,
  inTabOrder,
}: Choosing & { placed: PlacedNode; words: GraphWords; inTabOrder: boolean }) {
  const { t } = useTranslation();
  const masked = useMaskOf()(`identifiers.${node.type}`, node.value);
  const state = words.stateOf(node);
  const type = words.typeOf(node.type);
  return (
    <button
      type="button"
      data-key={node.id}
      className={classNames(
        styles.node,
        styles[`is_${node.state}`],
        node.guessed && styles.isGuessed,
        inBox && styles.inBox,
      )}
      style={toStyle(rect)}
      title={[type, state, node.value, masked].filter(Boolean).join(' · ')}
      aria-pressed={chosen === node.id}
      tabIndex={inTabOrder ? 0 : -1}
      onClick={() => onChoose(node.id)}
    >
      {!inBox && <span className={styles.icon}>{typeIcon(node.type)}</span>}
      <span className={styles.words}>
        {(inBox || state) && <span className="visually-hidden">{type} </span>}
        {!inBox && <span className={styles.kind}>{state ?? type}</span>}
        <span className={styles.value} dir="auto">
          {shortId(node.value)}
        </span>
        {masked && <span className="visually-hidden"> ({t('ui.masked', { reason: masked })})</span>}
      </span>
    </button>
  );
}

function EdgeButton({
  placed: { edge, mark },
  words,
  chosen,
  onChoose,
  name,
  why,
  inTabOrder,
}: Choosing & {
  placed: PlacedEdge;
  words: GraphWords;
  name: string;
  why: string | undefined;
  inTabOrder: boolean;
}) {
  const signAlone = mark.width <= MARK_HEIGHT;
  const label = [name, words.evidenceOf(edge), why].filter(Boolean).join('. ');
  return (
    <button
      type="button"
      data-key={edge.key}
      className={classNames(styles.mark, styles[`mark_${edge.state}`], signAlone && styles.signAlone)}
      style={toStyle({
        x: mark.x - mark.width / 2,
        y: mark.y - MARK_HEIGHT / 2,
        width: mark.width,
        height: MARK_HEIGHT,
      })}
      aria-label={label}
      title={label}
      aria-pressed={chosen === edge.key}
      tabIndex={inTabOrder ? 0 : -1}
      onClick={() => onChoose(edge.key)}
    >
      {EDGE_ICONS[edge.state]}
      {!signAlone && <span className={styles.source}>{words.tellerOf(edge)}</span>}
    </button>
  );
}

const toStyle = ({ x, y, width, height }: { x: number; y: number; width: number; height: number }) =>
  ({ left: x, top: y, width, height }) satisfies CSSProperties;

/** The width that there is, and again whenever it changes. */
function useWidth() {
  const ref = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const measure = () => setWidth(Math.floor(element.clientWidth));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, width] as const;
}

function useMovement(layout: Layout | undefined, chosen: string | undefined) {
  const [focused, setFocused] = useState<string>();
  const spots = useMemo(() => {
    if (!layout) return [];
    const nodes = layout.nodes.map(({ node, x, y, width, height }) => ({
      ...{ key: node.id, x: x + width / 2, y: y + height / 2 },
    }));
    return [...nodes, ...layout.edges.map(({ edge, mark }) => ({ key: edge.key, x: mark.x, y: mark.y }))];
  }, [layout]);
  const current = spots.find(({ key }) => key === focused) ?? spots.find(({ key }) => key === chosen);
  const active = (current ?? spots.at(-1 - (layout?.edges.length ?? 0)))?.key;
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const direction = DIRECTIONS[event.key];
    const from = spots.find(({ key }) => key === (event.target as HTMLElement).dataset.key);
    if (!direction || !from || event.metaKey || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    const next = findNext(from, spots, direction);
    if (!next) return;
    setFocused(next.key);
    event.currentTarget.querySelector<HTMLElement>(`[data-key="${next.key}"]`)?.focus();
  };
  return { active, onKeyDown };
}
