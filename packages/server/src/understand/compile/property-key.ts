// Texts, numbers and truth values under one name, so that values of different types differ.
import { known, type ValueSql } from './value-sql.ts';

/** Nullable(String): `s` and the text, `j` and a number or truth value as JSON; null for what is none of them. */
export const scalarKeySql = ({ text, number, truth }: ValueSql): string =>
  `multiIf(isNotNull(${text}), concat('s', ${text}), isNotNull(${number}), concat('j', toString(${number} + 0)),
    isNotNull(${truth}), if(${known(truth)}, 'jtrue', 'jfalse'), null)`;

/** String: what such a name stands for, as JSON text. */
export const keyToJson = (key: string): string =>
  `if(startsWith(${key}, 's'), toJSONString(substring(${key}, 2)), substring(${key}, 2))`;
