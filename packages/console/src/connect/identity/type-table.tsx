// The types of identifiers, the strongest first: how many a person may have, and who gives way.
import { IconPlus } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { Button } from '../../ui/button.tsx';
import { StateMark, Tag } from '../../ui/mark.tsx';
import { type Column, Table } from '../../ui/table/index.ts';
import styles from './identity.module.css';
import { useRuleWords } from './rule-words.ts';
import { type EditedType, type Faults, faultBelow } from './rules.ts';

export function TypeTable({
  types,
  faults,
  open,
  onOpen,
  onNew,
}: {
  types: EditedType[];
  faults: Faults;
  open: string | undefined;
  onOpen: (type: string) => void;
  onNew: () => void;
}) {
  const { t } = useTranslation();
  return (
    <Table
      name="identity-types"
      label={t('identity.types')}
      rows={types}
      columns={useTypeColumns(faults)}
      rowKey={({ type }) => type}
      openKey={open}
      onOpen={({ type }) => onOpen(type)}
      toolbar={
        <Button icon={<IconPlus aria-hidden="true" />} onClick={onNew}>
          {t('identity.addType')}
        </Button>
      }
    />
  );
}

function useTypeColumns(faults: Faults): Column<EditedType>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useRuleWords();
  const asShipped = <span className={styles.quiet}>{t('identity.asShipped')}</span>;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words change exactly when t and format do.
  return useMemo<Column<EditedType>[]>(
    () => [
      {
        id: 'type',
        header: t('identity.column.type'),
        width: '30%',
        cell: (each) => (
          <span className={styles.typeCell}>
            <span className={styles.typeName}>{words.nameOf(each.type)}</span>
            {each.type !== words.nameOf(each.type) && <code className={styles.code}>{each.type}</code>}
            <TypeMark each={each} fault={faultBelow(faults, `types.${each.type}`)} />
          </span>
        ),
      },
      {
        id: 'limit',
        header: t('identity.column.limit'),
        width: '180px',
        cell: ({ rule }) => (rule ? words.limit(rule) : asShipped),
      },
      {
        id: 'conflict',
        header: t('identity.column.conflict'),
        from: 'md',
        cell: ({ rule }) => (rule ? words.conflict(rule) : asShipped),
      },
      {
        id: 'priority',
        header: t('identity.column.priority'),
        width: '90px',
        align: 'end',
        from: 'sm',
        cell: ({ rule }) => (rule ? format.number(rule.priority) : '–'),
      },
    ],
    [t, format, faults],
  );
}

function TypeMark({ each, fault }: { each: EditedType; fault: string | undefined }) {
  const { t } = useTranslation();
  if (fault) return <StateMark tone="bad">{t('identity.mark.fault')}</StateMark>;
  if (each.state) return <StateMark tone="busy">{t(`identity.mark.${each.state}`)}</StateMark>;
  return each.shipped ? null : <Tag>{t('identity.mark.own')}</Tag>;
}
