// The imports so far, newest first.
import { useMemo } from 'react';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { Tag } from '../../ui/mark.tsx';
import { type Column, Table } from '../../ui/table/index.ts';
import { RelativeTime } from '../../ui/time.tsx';
import { ImportMark } from './import-mark.tsx';
import type { Import } from './imports-query.ts';

export function ImportHistory({ imports }: { imports: Import[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const columns = useMemo<Column<Import>[]>(
    () => [
      {
        id: 'file',
        header: t('imports.column.file'),
        sortBy: (each) => each.file_name,
        cell: (each) => (
          <>
            <span style={{ fontWeight: 500 }}>{each.file_name}</span>{' '}
            {each.dry_run && <Tag>{t('imports.dryRunMark')}</Tag>}
          </>
        ),
      },
      {
        id: 'state',
        header: t('imports.column.state'),
        width: '150px',
        cell: (each) => <ImportMark state={each.state} />,
      },
      {
        id: 'accepted',
        header: t('imports.column.accepted'),
        width: '130px',
        align: 'end',
        from: 'sm',
        sortBy: (each) => each.messages_accepted,
        cell: (each) => format.number(each.messages_accepted),
      },
      {
        id: 'rejects',
        header: t('imports.column.rejects'),
        width: '110px',
        align: 'end',
        from: 'md',
        sortBy: (each) => each.rejects,
        cell: (each) => format.number(each.rejects),
      },
      {
        id: 'started',
        header: t('imports.column.started'),
        width: '130px',
        align: 'end',
        from: 'sm',
        sortBy: (each) => each.started_at,
        cell: (each) => <RelativeTime at={each.started_at} />,
      },
    ],
    [t, format],
  );
  return (
    <Table
      name="imports"
      label={t('imports.history')}
      rows={imports}
      columns={columns}
      rowKey={(each) => String(each.id)}
      rowLink={(each) => ({ to: '/import/$importId', params: { importId: String(each.id) } })}
    />
  );
}
