// One line for each column: what it is called, what is in it, what it becomes.
import { useTranslation } from '../../language/index.ts';
import { SelectField, TextField } from '../../ui/field.tsx';
import styles from './imports-page.module.css';
import type { PreviewColumn } from './imports-query.ts';
import {
  type ColumnChoice,
  type Draft,
  rolesFor,
  tellsAttributes,
  VALUE_TYPES,
  withRole,
} from './mapping.ts';

const EXAMPLES_MAX = 3;

export function ColumnEditor({
  columns,
  draft,
  onChange,
}: {
  columns: PreviewColumn[];
  draft: Draft;
  onChange: (draft: Draft) => void;
}) {
  return (
    <ul className={styles.columns}>
      {columns.map((column) => {
        const choice = draft.columns[column.name];
        if (!choice) return null;
        return (
          <ColumnLine key={column.name} column={column} choice={choice} draft={draft} onChange={onChange} />
        );
      })}
    </ul>
  );
}

function ColumnLine({
  column,
  choice,
  draft,
  onChange,
}: {
  column: PreviewColumn;
  choice: ColumnChoice;
  draft: Draft;
  onChange: (draft: Draft) => void;
}) {
  const { t } = useTranslation();
  const roles = rolesFor(draft.type);
  const role = roles.includes(choice.role) ? choice.role : 'field';
  const change = (changes: Partial<ColumnChoice>) =>
    onChange({ ...draft, columns: { ...draft.columns, [column.name]: { ...choice, ...changes } } });
  const asksForTime = role === 'timestamp' || (role === 'field' && choice.valueType === 'date');
  return (
    <li className={styles.column}>
      <div className={styles.columnWords}>
        <div className={styles.columnName}>{column.name}</div>
        <div className={styles.examples}>
          {column.examples.slice(0, EXAMPLES_MAX).map(toText).join(' · ')}
        </div>
      </div>
      <SelectField
        label={t('imports.role', { column: column.name })}
        labelHidden
        value={role}
        options={roles.map((each) => ({
          value: each,
          label:
            each === 'field'
              ? t(tellsAttributes(draft.type) ? 'imports.roles.attribute' : 'imports.roles.property')
              : t(`imports.roles.${each}`),
        }))}
        onChange={(event) => {
          const next = roles.find((each) => each === event.currentTarget.value);
          if (next) onChange(withRole(draft, column.name, next));
        }}
      />
      <div className={styles.columnMore}>
        {role === 'field' && (
          <>
            <TextField
              label={t('imports.as', { column: column.name })}
              labelHidden
              value={choice.as}
              onChange={(event) => change({ as: event.currentTarget.value })}
            />
            <SelectField
              label={t('imports.valueType', { column: column.name })}
              labelHidden
              value={choice.valueType}
              options={VALUE_TYPES.map((each) => ({ value: each, label: t(`imports.valueTypes.${each}`) }))}
              onChange={(event) => {
                const valueType = VALUE_TYPES.find((each) => each === event.currentTarget.value);
                if (valueType) change({ valueType });
              }}
            />
          </>
        )}
        {asksForTime && (
          <>
            <TextField
              label={t('imports.timeFormat', { column: column.name })}
              labelHidden
              placeholder={t('imports.timeFormatPlaceholder')}
              value={choice.format ?? ''}
              onChange={(event) => change({ format: event.currentTarget.value || undefined })}
            />
            <TextField
              label={t('imports.timeZone', { column: column.name })}
              labelHidden
              placeholder="UTC"
              value={choice.timezone ?? ''}
              onChange={(event) => change({ timezone: event.currentTarget.value || undefined })}
            />
          </>
        )}
      </div>
    </li>
  );
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
