// How to read the drawing: what the lines and the borders of identifiers mean. Only what is in this graph.
import { useTranslation } from '../../../language/index.ts';
import { classNames } from '../../../ui/class-names.ts';
import drawing from './graph-drawing.module.css';
import styles from './graph-legend.module.css';
import type { EdgeState, Graph } from './graph-model.ts';

const EDGES: EdgeState[] = ['joins', 'guessed', 'refused', 'apart', 'idle'];

export function GraphLegend({ graph }: { graph: Graph }) {
  const { t } = useTranslation();
  const states = new Set(graph.edges.map(({ state }) => state));
  const foreign = graph.nodes.some(({ state }) => state !== 'own');
  if (states.size === 0 && !foreign) return null;
  return (
    <ul className={styles.legend} aria-label={t('graph.legend.title')}>
      {EDGES.filter((state) => states.has(state)).map((state) => (
        <li key={state}>
          <svg width={36} height={8} aria-hidden="true">
            <path d="M0 4H36" className={classNames(drawing.line, drawing[state])} />
          </svg>
          {t(`graph.legend.${state}`)}
        </li>
      ))}
      {foreign && (
        <li>
          <span className={styles.foreign} />
          {t('graph.legend.foreign')}
        </li>
      )}
    </ul>
  );
}
