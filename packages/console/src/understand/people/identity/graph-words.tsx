// The words and signs of identity graphs: types, states, what a link says, why it joins nobody.
import {
  IconBan,
  IconBell,
  IconDeviceDesktop,
  IconDeviceMobile,
  IconHash,
  IconId,
  IconLink,
  IconMail,
  IconPhone,
  IconTag,
  IconUnlink,
  IconUser,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useSourceName } from '../../../connect/sources/source-names.ts';
import { useFormat } from '../../../language/format.ts';
import { useTranslation } from '../../../language/index.ts';
import { useIdentifierName } from '../identifier-words.ts';
import type { Identifier } from '../people-query.ts';
import { shortId } from '../person-words.ts';
import type { EdgeState, GraphEdge, GraphNode } from './graph-model.ts';
import type { Identity } from './identity-query.ts';

const TYPE_ICONS: Record<string, ReactNode> = {
  user_id: <IconUser aria-hidden="true" />,
  email: <IconMail aria-hidden="true" />,
  email_sha256: <IconHash aria-hidden="true" />,
  phone: <IconPhone aria-hidden="true" />,
  anonymous_id: <IconDeviceDesktop aria-hidden="true" />,
  device_id: <IconDeviceMobile aria-hidden="true" />,
  push_token: <IconBell aria-hidden="true" />,
  loyalty_id: <IconId aria-hidden="true" />,
};

export const typeIcon = (type: string): ReactNode => TYPE_ICONS[type] ?? <IconTag aria-hidden="true" />;

export const EDGE_ICONS: Record<EdgeState, ReactNode> = {
  joins: <IconLink aria-hidden="true" />,
  guessed: <IconLink aria-hidden="true" />,
  apart: <IconUnlink aria-hidden="true" />,
  refused: <IconBan aria-hidden="true" />,
  idle: <IconBan aria-hidden="true" />,
};

const KINDS = ['identify', 'alias', 'group', 'decision'] as const;
/** How the link came about: told in one identify or group call, declared by alias, decided, or seen together otherwise. */
const toKind = (kind: string): (typeof KINDS)[number] | 'together' =>
  KINDS.find((each) => each === kind) ?? 'together';

const INERT = ['removed', 'super_node', 'crowded', 'blocked'] as const;

export function useGraphWords() {
  const { t } = useTranslation();
  const format = useFormat();
  const sourceOf = useSourceName();
  const typeOf = useIdentifierName();
  const inertOf = (inert: string): string =>
    t(`graph.inert.${INERT.find((each) => each === inert) ?? 'other'}`);

  const nameOf = ({ type, value }: Identifier): string => `${typeOf(type)} ${shortId(value)}`;

  const periodOf = ({ from, until }: GraphNode['periods'][number]): string => {
    if (from === null) return t('graph.period.until', { until: until === null ? '–' : format.date(until) });
    return until === null
      ? t('graph.period.since', { from: format.date(from) })
      : t('graph.period.between', { from: format.date(from), until: format.date(until) });
  };

  /** Anything about an identifier that is not plain: a few words, or none. */
  const stateOf = (node: GraphNode): string | undefined => {
    if (node.state === 'inert') return inertOf(node.inert ?? '');
    if (node.state === 'other') return t('graph.node.other');
    if (node.state === 'beside') return t('graph.node.beside');
    const [period] = node.periods.slice(-1);
    if (period) return periodOf(period);
    return node.guessed ? t('graph.node.guessed') : undefined;
  };

  /** Who told the link: a source, or a member. */
  const tellerOf = ({ evidence: { kind, source } }: GraphEdge): string =>
    kind === 'decision' ? t('graph.byHand') : (sourceOf(source) ?? t('people.unknownSource'));

  const evidenceOf = (edge: GraphEdge): string =>
    t(`people.identity.evidence.${toKind(edge.evidence.kind)}`, { source: tellerOf(edge) });

  const refusalOf = ({ type, limit }: Identity['refusals'][number]): string =>
    type === null
      ? t('people.identity.refused.shared')
      : t('people.identity.refused.limit', { limit: limit ?? 0, type: typeOf(type) });

  /** Why a link joins nobody; nothing where it joins. */
  const whyNot = (edge: GraphEdge, nodeOf: (id: string) => GraphNode | undefined): string | undefined => {
    if (edge.state === 'apart') return t('graph.edge.apart');
    if (edge.refusal) return refusalOf(edge.refusal);
    if (edge.state !== 'idle') return undefined;
    const inert = [nodeOf(edge.a), nodeOf(edge.b)].find((node) => node?.state === 'inert');
    return inert?.inert ? `${nameOf(inert)}: ${inertOf(inert.inert)}` : t('graph.edge.idle');
  };

  return { typeOf, nameOf, periodOf, stateOf, inertOf, tellerOf, evidenceOf, refusalOf, whyNot };
}

export type GraphWords = ReturnType<typeof useGraphWords>;
