// The first rows of the file as they are, so that a wrong delimiter or encoding is seen before anything is imported.
import { useTranslation } from '../../language/index.ts';
import styles from './imports-page.module.css';
import type { Preview } from './imports-query.ts';

export function PreviewRows({ preview }: { preview: Preview }) {
  const { t } = useTranslation();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
    <section className={styles.rows} tabIndex={0} aria-label={t('imports.firstRows')}>
      <table>
        <thead>
          <tr>
            {preview.columns.map((column) => (
              <th key={column.name} scope="col">
                {column.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {preview.rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file have no other name, and never move.
            <tr key={index}>
              {preview.columns.map((column, place) => (
                <td key={column.name}>{toText(Array.isArray(row) ? row[place] : row[column.name])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function toText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
