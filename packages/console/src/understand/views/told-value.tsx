// A value of a view, readable: money with its currency, days as days, lists with what matters most first.
import { Fragment } from 'react';
import { useFormat } from '../../language/format.ts';
import { Masked } from '../../ui/masked.tsx';
import { Value } from '../people/value.tsx';
import styles from './answer.module.css';

const DAY = /^\d{4}-\d\d-\d\d$/;
const MONEY = /(?:^|_)(?:price|total|amount|revenue|subtotal|tax|shipping|discount|value|cost|balance)$/;
const LISTED_MAX = 8;

/** `beside`: the other fields of the same object, among them its currency. */
export function ToldValue({
  name,
  value,
  beside,
  unit,
  masked,
}: {
  name: string;
  value: unknown;
  beside?: Record<string, unknown>;
  /** What its number is: a share of 1, or money of a currency. */
  unit?: string | undefined;
  /** Why it is not shown in clear. */
  masked?: string | undefined;
}) {
  const shown = <Plain name={name} value={value} beside={beside} unit={unit} />;
  return masked === undefined ? shown : <Masked reason={masked}>{shown}</Masked>;
}

function Plain({
  name,
  value,
  beside,
  unit,
}: {
  name: string;
  value: unknown;
  beside?: Record<string, unknown> | undefined;
  unit?: string | undefined;
}) {
  const format = useFormat();
  if (typeof value === 'string' && DAY.test(value))
    return <time dateTime={value}>{format.calendarDay(value)}</time>;
  if (typeof value === 'number' && unit !== undefined)
    return (
      <span className={styles.number}>
        {unit === 'share' ? format.percent(value) : format.money(value, unit)}
      </span>
    );
  if (typeof value === 'number' && isMoney(name, beside))
    return <span className={styles.number}>{format.money(value, String(beside?.currency))}</span>;
  if (isListOfScalars(value)) return <Listed values={value} />;
  return <Value value={value} />;
}

/** A number of a field that is called so, beside a currency. */
export const isMoney = (name: string, beside: Record<string, unknown> | undefined): boolean =>
  typeof beside?.currency === 'string' && /^[A-Z]{3}$/.test(beside.currency) && MONEY.test(name);

const isListOfScalars = (value: unknown): value is (string | number | boolean)[] =>
  Array.isArray(value) && value.length > 0 && value.every((one) => typeof one !== 'object' || one === null);

function Listed({ values }: { values: (string | number | boolean)[] }) {
  const [first, ...others] = values.slice(0, LISTED_MAX);
  const more = values.length - LISTED_MAX;
  return (
    <span dir="auto">
      {String(first)}
      {others.length > 0 && (
        <span className={styles.others}>
          {others.map((one) => (
            <Fragment key={String(one)}> · {String(one)}</Fragment>
          ))}
          {more > 0 && ` · +${more}`}
        </span>
      )}
    </span>
  );
}
