// Objects of the catalog with the fields that the view shows of them, and what is joined below each.
import { Value } from '../people/value.tsx';
import type { ShownObject } from './answers.ts';
import styles from './views.module.css';

export function ObjectList({ objects }: { objects: ShownObject[] }) {
  return (
    <ul className={styles.lines}>
      {objects.map((object) => (
        <li key={`${object.type} ${object.id}`}>
          <b>{object.title ?? object.id}</b>
          <dl className={styles.facts}>
            {Object.entries({ ...object.fields, ...object.until }).map(([name, value]) => (
              <div key={name}>
                <dt>{name.replaceAll('_', ' ')}</dt>
                <dd>
                  <Value value={value} />
                </dd>
              </div>
            ))}
          </dl>
          {Object.entries(object.joined ?? {}).map(([name, joined]) => (
            <ObjectList key={name} objects={joined} />
          ))}
        </li>
      ))}
    </ul>
  );
}
