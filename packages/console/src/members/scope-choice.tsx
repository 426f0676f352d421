// What a role may do: read and change, for each thing, in groups.
import { Fragment } from 'react';
import { useFormat } from '../language/format.ts';
import { useTranslation } from '../language/index.ts';
import styles from './members.module.css';
import { canBe, may, SCOPE_GROUPS, withScope } from './scopes.ts';

const DEEDS = ['read', 'write'] as const;

export function ScopeChoice({
  scopes,
  fixed,
  onScopes,
}: {
  scopes: readonly string[];
  /** Owners may do everything, so that somebody always can. */
  fixed: boolean;
  onScopes: (scopes: string[]) => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  if (fixed) return <p>{t('members.ownersMay')}</p>;
  return (
    <table className={styles.scopes}>
      <caption>{t('members.mayDo')}</caption>
      <thead>
        <tr>
          <td />
          {DEEDS.map((deed) => (
            <th key={deed} scope="col">
              {t(`members.deed.${deed}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {SCOPE_GROUPS.map(({ key, nouns }) => (
          <Fragment key={key}>
            <tr>
              <th scope="rowgroup" colSpan={3} className={styles.group}>
                {t(`members.group.${key}`)}
              </th>
            </tr>
            {nouns.map((noun) => (
              <tr key={noun}>
                <th scope="row">{format.asTitle(t(`members.noun.${noun}`))}</th>
                {DEEDS.map((deed) => (
                  <td key={deed}>
                    {canBe(noun, deed) && (
                      <label className={styles.tick}>
                        <input
                          type="checkbox"
                          aria-label={t('members.deedOn', {
                            deed: t(`members.deed.${deed}`),
                            noun: t(`members.noun.${noun}`),
                          })}
                          checked={may(scopes, noun, deed)}
                          onChange={(event) =>
                            onScopes(withScope(scopes, noun, deed, event.currentTarget.checked))
                          }
                        />
                      </label>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}
