// The dialogs of decisions: what is decided, then the form with what would follow.
import { useMemo, useState } from 'react';
import { useTranslation } from '../../../language/index.ts';
import { useDebounced } from '../../../ui/debounced.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { Checkbox, SearchField } from '../../../ui/field.tsx';
import type { Identifier } from '../people-query.ts';
import styles from './decision.module.css';
import { DecisionForm } from './decision-form.tsx';
import type { Graph, GraphNode } from './graph-model.ts';
import { useGraphWords } from './graph-words.tsx';
import type { Decision, Identity } from './identity-query.ts';

/** What was asked for: a decision that is complete, or to choose what is split off, with some chosen already. */
export type Asked = Decision | { action: 'choose'; chosen: string[] };
type Around = { identity: Identity; onClose: () => void };

export function DecisionDialog({ asked, graph, ...around }: Around & { asked: Asked; graph: Graph }) {
  if (asked.action === 'choose') return <SplitDialog {...around} graph={graph} first={asked.chosen} />;
  return <PlainDialog {...around} decision={asked} />;
}

function PlainDialog({ decision, identity, onClose }: Around & { decision: Decision }) {
  const { t } = useTranslation();
  const meaningOf = useMeaning();
  return (
    <Dialog open wide top onClose={onClose} title={t(`graph.title.${decision.action}`)}>
      <p className={styles.about}>{meaningOf(decision)}</p>
      <DecisionForm decision={decision} action={decision.action} identity={identity} onClose={onClose} />
    </Dialog>
  );
}

/** What a decision means, in a sentence or two. */
function useMeaning(): (decision: Decision) => string {
  const { t } = useTranslation();
  const { nameOf } = useGraphWords();
  return (decision) => {
    switch (decision.action) {
      case 'unlink':
      case 'link':
        return t(`graph.words.${decision.action}`, { a: nameOf(decision.a), b: nameOf(decision.b) });
      case 'remove':
      case 'restore':
        return t(`graph.words.${decision.action}`, { name: nameOf(decision.identifier) });
      case 'split':
        return t('graph.words.split');
      case 'revert':
        return t('graph.words.revert', { id: decision.profile_id });
    }
  };
}

const SEARCHED_FROM = 12;
/** What the API takes at once. */
const CHOSEN_MAX = 200;

function SplitDialog({ identity, graph, first, onClose }: Around & { graph: Graph; first: string[] }) {
  const { t } = useTranslation();
  const { typeOf } = useGraphWords();
  const own = useMemo(() => graph.nodes.filter(({ state }) => state === 'own'), [graph]);
  const [chosen, setChosen] = useState(new Set(first));
  const [searched, setSearched] = useState('');
  const decision = useMemo(() => toSplit(own, chosen), [own, chosen]);
  const settled = useDebounced(decision, 250);
  const wished = searched.trim().toLowerCase();
  const shown = own.filter(
    ({ id, type, value }) =>
      chosen.has(id) || `${typeOf(type)} ${type} ${value}`.toLowerCase().includes(wished),
  );
  const check = (id: string, on: boolean) =>
    setChosen((before) => new Set(on ? [...before, id] : [...before].filter((each) => each !== id)));
  return (
    <Dialog open wide top onClose={onClose} title={t('graph.title.split')}>
      <p className={styles.about}>{t('graph.words.split')}</p>
      {own.length > SEARCHED_FROM && (
        <SearchField label={t('graph.search')} value={searched} onValue={setSearched} />
      )}
      <fieldset className={styles.choices}>
        <legend className="visually-hidden">{t('graph.choose')}</legend>
        {shown.map(({ id, type, value }) => (
          <Checkbox
            key={id}
            checked={chosen.has(id)}
            onCheck={(on) => check(id, on)}
            label={
              <>
                <span className={styles.kind}>{typeOf(type)}</span> {value}
              </>
            }
          />
        ))}
      </fieldset>
      <DecisionForm
        decision={decision === settled ? decision : undefined}
        action="split"
        identity={identity}
        onClose={onClose}
        missing={decision ? undefined : t('graph.chooseSome')}
      />
    </Dialog>
  );
}

/** Complete when some are chosen, but not all. An address takes its hashed form along. */
function toSplit(own: GraphNode[], chosen: ReadonlySet<string>): Decision | undefined {
  const nodes = own.filter(({ id }) => chosen.has(id));
  const identifiers = nodes.flatMap(({ type, value, hash }): Identifier[] => [
    { type, value },
    ...(hash ? [hash] : []),
  ]);
  if (nodes.length === 0 || nodes.length === own.length || identifiers.length > CHOSEN_MAX) return undefined;
  return { action: 'split', identifiers };
}
