// The rows of a table: those on the screen when there are many, and the keyboard's way through them.
import { Link } from '@tanstack/react-router';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useLayoutEffect, useState } from 'react';
import { classNames } from '../class-names.ts';
import { alignClass, fromClass } from './columns.ts';
import { useRowMovement } from './row-movement.ts';
import styles from './table.module.css';
import type { TableProps } from './table.tsx';

/** Until it is measured. */
const ROW_HEIGHT = 44;
const VIRTUAL_FROM = 200;

export function Rows<Row extends object>(props: TableProps<Row>) {
  const { rows, columns, rowKey, openKey } = props;
  const virtual = rows.length > VIRTUAL_FROM;
  const [offset, setOffset] = useState(0);
  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    scrollMargin: offset,
    enabled: virtual,
  });
  const movement = useRowMovement(rows.length, (index) => {
    if (virtual) virtualizer.scrollToIndex(index, { align: 'auto' });
  });
  useLayoutEffect(() => {
    setOffset((movement.body.current?.getBoundingClientRect().top ?? 0) + window.scrollY);
  }, [movement.body]);
  const drawn = virtual ? virtualizer.getVirtualItems() : undefined;
  const [first, last] = [drawn?.[0], drawn?.at(-1)];
  const from = first?.index ?? 0;
  const to = drawn ? (last?.index ?? -1) + 1 : rows.length;
  return (
    <tbody ref={movement.body} onKeyDown={movement.onKeyDown}>
      <Gap height={first ? first.start - offset : 0} />
      {rows.slice(from, to).map((row, position) => {
        const index = from + position;
        const key = rowKey(row);
        return (
          <tr
            key={key}
            ref={virtual ? virtualizer.measureElement : undefined}
            data-index={index}
            aria-rowindex={index + 2}
            className={classNames(
              styles.row,
              (props.rowLink || props.onOpen) && styles.opens,
              key === openKey && styles.open,
              props.isNew?.(row) && styles.fresh,
            )}
            onFocus={() => movement.setActive(index)}
          >
            {columns.map((column, place) => (
              <td
                key={column.id}
                className={classNames(styles.cell, alignClass(column, styles), fromClass(column, styles))}
              >
                {place === 0 ? (
                  <Opener {...props} row={row} index={index} inTabOrder={index === movement.active}>
                    {column.cell(row)}
                  </Opener>
                ) : (
                  column.cell(row)
                )}
              </td>
            ))}
          </tr>
        );
      })}
      <Gap height={last ? virtualizer.getTotalSize() + offset - last.end : 0} />
    </tbody>
  );
}

/** The first cell of a row: a link or a button whose target is the whole row. */
function Opener<Row>({
  row,
  index,
  inTabOrder,
  rowLink,
  onOpen,
  rowKey,
  openKey,
  children,
}: Pick<TableProps<Row>, 'rowLink' | 'onOpen' | 'rowKey' | 'openKey'> & {
  row: Row;
  index: number;
  inTabOrder: boolean;
  children: ReactNode;
}) {
  const shared = { className: styles.opener, 'data-row': index, tabIndex: inTabOrder ? 0 : -1 };
  if (rowLink) {
    return (
      <Link {...rowLink(row)} {...shared}>
        {children}
      </Link>
    );
  }
  if (onOpen) {
    return (
      <button type="button" {...shared} aria-pressed={rowKey(row) === openKey} onClick={() => onOpen(row)}>
        {children}
      </button>
    );
  }
  return children;
}

/** Stands for the rows that are not drawn. */
function Gap({ height }: { height: number }) {
  return height > 0 ? (
    <tr>
      <td aria-hidden="true" style={{ height, padding: 0, border: 0 }} />
    </tr>
  ) : null;
}
