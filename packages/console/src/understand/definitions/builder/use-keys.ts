// Names for parts that have none: what a row remembers, such as a half-typed number, stays with it when one before it is taken away.
import { useRef } from 'react';

let last = 0;

/** A key for each of so many parts; tell it of the one that goes, before it goes. */
export function useKeys(length: number): { keys: readonly number[]; forget: (index: number) => void } {
  const kept = useRef<number[]>([]);
  while (kept.current.length < length) kept.current.push(++last);
  kept.current.length = length;
  return { keys: kept.current, forget: (index) => void kept.current.splice(index, 1) };
}
