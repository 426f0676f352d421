// In a sentence or two: how many identifiers are this person, by how many links, and what was kept apart.
import { useTranslation } from '../../../language/index.ts';
import type { Graph } from './graph-model.ts';
import styles from './identity-tab.module.css';

export function IdentitySummary({ graph: { nodes, edges } }: { graph: Graph }) {
  const { t } = useTranslation();
  const own = nodes.filter(({ state }) => state === 'own').length;
  const count = (...states: string[]) => edges.filter(({ state }) => states.includes(state)).length;
  const [joining, refused, apart] = [count('joins', 'guessed'), count('refused'), count('apart')];
  return (
    <p className={styles.summary}>
      {t('people.identity.identifiers', { count: own })}{' '}
      {joining > 0 && t('people.identity.links', { count: joining })}{' '}
      {refused > 0 && t('graph.refused', { count: refused })}{' '}
      {apart > 0 && t('graph.apart', { count: apart })}
    </p>
  );
}
