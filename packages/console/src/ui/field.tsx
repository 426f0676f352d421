// Form fields: a label above, help or a fault below, wired together for screen readers.
import { IconSearch, IconX } from '@tabler/icons-react';
import { type ComponentProps, type ReactNode, type Ref, useId } from 'react';
import { useTranslation } from '../language/index.ts';
import { classNames } from './class-names.ts';
import styles from './field.module.css';

type FieldWords = { label: ReactNode; help?: ReactNode; fault?: ReactNode; labelHidden?: boolean };

function Field({
  id,
  label,
  help,
  fault,
  labelHidden,
  children,
}: FieldWords & { id: string; children: ReactNode }) {
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={labelHidden ? 'visually-hidden' : styles.label}>
        {label}
      </label>
      {children}
      {fault ? (
        <p id={`${id}-note`} className={styles.fault} role="alert">
          {fault}
        </p>
      ) : (
        help && (
          <p id={`${id}-note`} className={styles.help}>
            {help}
          </p>
        )
      )}
    </div>
  );
}

export function TextField({
  label,
  help,
  fault,
  labelHidden,
  ...input
}: FieldWords & ComponentProps<'input'>) {
  const id = useId();
  return (
    <Field id={id} label={label} help={help} fault={fault} labelHidden={labelHidden}>
      <input
        type="text"
        {...input}
        id={id}
        className={styles.input}
        aria-invalid={fault ? true : undefined}
        aria-describedby={help || fault ? `${id}-note` : undefined}
      />
    </Field>
  );
}

/** Text of several lines. */
export function TextArea({
  label,
  help,
  fault,
  labelHidden,
  ...input
}: FieldWords & ComponentProps<'textarea'>) {
  const id = useId();
  return (
    <Field id={id} label={label} help={help} fault={fault} labelHidden={labelHidden}>
      <textarea
        rows={4}
        {...input}
        id={id}
        className={classNames(styles.input, styles.area)}
        aria-invalid={fault ? true : undefined}
        aria-describedby={help || fault ? `${id}-note` : undefined}
      />
    </Field>
  );
}

export type Option = { value: string; label: string; disabled?: boolean };

export function SelectField({
  label,
  help,
  fault,
  labelHidden,
  options,
  ...select
}: FieldWords & { options: Option[] } & ComponentProps<'select'>) {
  const id = useId();
  return (
    <Field id={id} label={label} help={help} fault={fault} labelHidden={labelHidden}>
      <select
        {...select}
        id={id}
        className={classNames(styles.input, styles.select)}
        aria-describedby={help || fault ? `${id}-note` : undefined}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
    </Field>
  );
}

/** A search box with a clear button. `/` puts the cursor into the one marked `shortcut` (see app/shortcuts). */
export function SearchField({
  label,
  value,
  onValue,
  inputRef,
  shortcut,
  ...input
}: {
  label: string;
  value: string;
  onValue: (value: string) => void;
  inputRef?: Ref<HTMLInputElement>;
  shortcut?: boolean;
} & Omit<ComponentProps<'input'>, 'value' | 'onChange'>) {
  const { t } = useTranslation();
  return (
    <div className={styles.search}>
      <IconSearch aria-hidden="true" />
      <input
        type="search"
        placeholder={label}
        autoComplete="off"
        spellCheck={false}
        {...input}
        ref={inputRef}
        data-shortcut={shortcut ? 'search' : undefined}
        aria-label={label}
        value={value}
        onChange={(event) => onValue(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && value !== '') {
            event.preventDefault();
            event.stopPropagation();
            onValue('');
          }
        }}
      />
      {value !== '' && (
        <button type="button" className={styles.clear} aria-label={t('ui.clear')} onClick={() => onValue('')}>
          <IconX aria-hidden="true" />
        </button>
      )}
    </div>
  );
}

/** On or off, with its meaning beside it. */
export function Switch({
  label,
  help,
  checked,
  onCheck,
  disabled,
}: {
  label: string;
  help?: string;
  checked: boolean;
  onCheck: (checked: boolean) => void;
  disabled?: boolean;
}) {
  const id = useId();
  return (
    <div className={styles.switchRow}>
      <button
        type="button"
        role="switch"
        id={id}
        aria-checked={checked}
        aria-labelledby={`${id}-label`}
        aria-describedby={help ? `${id}-note` : undefined}
        disabled={disabled}
        className={styles.switch}
        onClick={() => onCheck(!checked)}
      >
        <span />
      </button>
      <div>
        <label id={`${id}-label`} htmlFor={id} className={styles.label}>
          {label}
        </label>
        {help && (
          <p id={`${id}-note`} className={styles.help}>
            {help}
          </p>
        )}
      </div>
    </div>
  );
}

/** One of several that may all be chosen. */
export function Checkbox({
  label,
  checked,
  onCheck,
  disabled,
}: {
  label: ReactNode;
  checked: boolean;
  onCheck: (checked: boolean) => void;
  disabled?: boolean;
}) {
  return (
    <label className={styles.check}>
      <input
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onCheck(event.currentTarget.checked)}
      />
      <span>{label}</span>
    </label>
  );
}

/** One of a few, all visible. */
export function Choice<T extends string>({
  label,
  value,
  options,
  onValue,
}: {
  label: string;
  value: T;
  options: { value: T; label: ReactNode }[];
  onValue: (value: T) => void;
}) {
  const name = useId();
  return (
    <fieldset className={styles.choice}>
      <legend className="visually-hidden">{label}</legend>
      {options.map((option) => (
        <label key={option.value} className={styles.choiceItem}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onValue(option.value)}
          />
          <span>{option.label}</span>
        </label>
      ))}
    </fieldset>
  );
}
