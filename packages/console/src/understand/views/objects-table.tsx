// Objects of the shop side by side, for who looks at many of them: what runs out, where.
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useMay } from '../../app/session.ts';
import { useTranslation } from '../../language/index.ts';
import { type Column, Table } from '../../ui/table/index.ts';
import styles from './answer.module.css';
import type { ShownObject } from './answers.ts';
import { callerOf, titleOfReference } from './called.ts';
import { useObjectWords } from './field-words.ts';
import { Provenance } from './provenance.tsx';
import { ToldValue } from './told-value.tsx';

const called = (object: ShownObject): ShownObject => callerOf(object) ?? object;

export function ObjectsTable({
  name,
  title,
  objects,
}: {
  name: string;
  title: string;
  objects: readonly ShownObject[];
}) {
  const columns = useColumns(objects);
  return (
    <Table
      name={`view-${name}`}
      label={title}
      rows={[...objects]}
      columns={columns}
      rowKey={({ id }) => id}
    />
  );
}

function useColumns(objects: readonly ShownObject[]): Column<ShownObject>[] {
  const { t } = useTranslation();
  const { fieldOf } = useObjectWords();
  const mayLook = useMay('catalog:read');
  const [first] = objects;
  const names = useMemo(
    () =>
      [...new Set(objects.flatMap(({ fields }) => Object.keys(fields)))].filter((name) =>
        // An id that the first column says by its name is not said again.
        objects.some((one) => one.fields[name] !== called(one).id && one.fields[name] !== one.title),
      ),
    [objects],
  );
  return [
    {
      id: 'name',
      header: t('views.object'),
      width: '44%',
      cell: (object) => {
        const { type, id, title } = called(object);
        if (!mayLook) return title ?? id;
        return (
          <Link to="/catalog/$type/objects/$id" params={{ type, id }} className={styles.cell}>
            {title ?? id}
          </Link>
        );
      },
    },
    ...names.map(
      (name, index): Column<ShownObject> => ({
        id: name,
        header: fieldOf(first?.type ?? '', name),
        ...(index > 0 ? { from: 'sm' } : {}),
        ...(objects.every(({ fields }) => typeof fields[name] === 'number') ? { align: 'end' } : {}),
        sortBy: ({ fields }) => {
          const value = fields[name];
          return typeof value === 'number' || typeof value === 'string' ? value : null;
        },
        cell: (one) => (
          <ToldValue
            name={name}
            value={titleOfReference(one, one.fields[name]) ?? one.fields[name] ?? null}
            beside={one.fields}
          />
        ),
      }),
    ),
    {
      id: 'age',
      header: t('views.asOf'),
      width: '128px',
      align: 'end',
      cell: (one) => <Provenance of={called(one).title ?? one.id} at={one.updated_at} origin={one.origin} />,
    },
  ];
}
