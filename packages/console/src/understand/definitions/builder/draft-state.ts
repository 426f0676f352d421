// What is being built, and whether the language takes it: its faults, each at its place.
import { readSegmentDefinition, readTraitDefinition } from '@rapport/protocol';
import { useMemo } from 'react';
import { ApiError } from '../../../api/error.ts';
import { useDebounced } from '../../../ui/debounced.ts';
import type { Fault } from '../kept.ts';
import { toPlace } from './faults.ts';

/** After the last key, before the server is asked. */
const REST_MS = 250;
const SLUG = /^[a-z][a-z0-9_]{0,62}$/;

/** The faults that the language itself finds, at places inside the definition. */
export function findFaults(of: 'segment' | 'trait', definition: unknown): Fault[] {
  const whole = { name: 'draft', title: 'draft', purpose: 'draft', definition };
  const read = of === 'segment' ? readSegmentDefinition(whole) : readTraitDefinition(whole);
  if (!('faults' in read)) return [];
  return read.faults.map(({ at, message }) => ({ at: toPlace(at), message }));
}

/** The faults that the server found beyond, such as a segment that nobody defines. */
export function faultsOfAnswer(error: unknown): Fault[] {
  if (!(error instanceof ApiError)) return [];
  const { faults } = (error.details ?? {}) as { faults?: Fault[] };
  return (faults ?? []).map(({ at, message }) => ({ at: toPlace(at), message }));
}

/** What may be looked at before it is saved: only a draft that the language takes, after a moment of rest. */
export function usePreviewed(
  of: 'segment' | 'trait',
  purpose: string,
  definition: unknown,
): { faults: Fault[]; asked: { purpose: string; definition: unknown } | undefined } {
  const faults = useMemo(() => findFaults(of, definition), [of, definition]);
  const asked = useMemo(
    () => (faults.length === 0 && purpose !== '' ? { purpose, definition } : undefined),
    [faults, purpose, definition],
  );
  return { faults, asked: useDebounced(asked, REST_MS) };
}

/** A name for machines, out of a title: what is left when it is written in small Latin letters. */
export function toSlug(title: string): string {
  const plain = title.replaceAll('ł', 'l').replaceAll('Ł', 'l').normalize('NFKD').replace(/\p{M}/gu, '');
  const slug = plain
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 63);
  return SLUG.test(slug) ? slug : '';
}

export const isSlug = (name: string): boolean => SLUG.test(name);
