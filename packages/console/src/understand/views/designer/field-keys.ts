// Names for fields that go with them when they are moved, so that what was being typed or looked at stays with its field.
import { useRef } from 'react';

let last = 0;

export function useFieldKeys(length: number): {
  keys: readonly number[];
  move: (from: number, to: number) => void;
  forget: (index: number) => void;
} {
  const kept = useRef<number[]>([]);
  while (kept.current.length < length) kept.current.push(++last);
  kept.current.length = length;
  return {
    keys: kept.current,
    move: (from, to) => {
      const [key] = kept.current.splice(from, 1);
      if (key !== undefined) kept.current.splice(to, 0, key);
    },
    forget: (index) => void kept.current.splice(index, 1),
  };
}
