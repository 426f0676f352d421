// What the draft says about a chosen person, while it is made: as it will look, and field by field with the rule that let each value
// through or not.

import { isNotFound } from '../../../api/error.ts';
import { useTranslation } from '../../../language/index.ts';
import { Bone, Loading } from '../../../ui/skeleton.tsx';
import { ErrorState, Notice } from '../../../ui/states.tsx';
import { Tabs } from '../../../ui/tabs.tsx';
import { faultsOfAnswer } from '../../definitions/builder/draft-state.ts';
import type { Identifier } from '../../people/people-query.ts';
import type { ViewAnswer } from '../answers.ts';
import { PersonSearch } from '../person-search.tsx';
import { ViewAnswered } from '../view-answer.tsx';
import { DecidedFields } from './decided-fields.tsx';
import styles from './designer.module.css';
import type { ViewDraft } from './view-draft.ts';

export function LivePreview({
  draft,
  who,
  onWho,
  isFaulty,
  preview: { data, error, isPlaceholderData },
}: {
  draft: ViewDraft;
  who: Identifier | undefined;
  onWho: (who: Identifier) => void;
  isFaulty: boolean;
  preview: { data: ViewAnswer | undefined; error: unknown; isPlaceholderData: boolean };
}) {
  const { t } = useTranslation();
  const isOfPerson = draft.about === 'person';
  const titleOf = (name: string) => draft.fields.find((one) => one.name === name)?.title;
  return (
    <div className={styles.preview}>
      <h2>{t('viewDesigner.preview')}</h2>
      {isOfPerson && (
        <>
          <PersonSearch purpose={draft.purpose} onPerson={onWho} />
          {who && (
            <p className={styles.quiet}>
              {t('viewDesigner.lookingAt', { who: data?.subject?.display_name ?? who.value })}
            </p>
          )}
        </>
      )}
      {isOfPerson && who === undefined ? (
        <p className={styles.quiet}>{t('viewDesigner.chooseSomebody')}</p>
      ) : isFaulty ? (
        <p className={styles.quiet}>{t('viewDesigner.finishFirst')}</p>
      ) : error ? (
        <Instead error={error} who={who} />
      ) : data === undefined ? (
        <Loading>
          <Bone height={160} />
        </Loading>
      ) : (
        <div className={isPlaceholderData ? styles.stale : undefined} aria-live="polite">
          <Tabs
            label={t('viewDesigner.preview')}
            tabs={[
              {
                id: 'look',
                label: t('viewDesigner.look'),
                content: (
                  <div className={styles.look}>
                    <ViewAnswered answer={data} titleOf={titleOf} narrow />
                  </div>
                ),
              },
              {
                id: 'rules',
                label: t('viewDesigner.rules'),
                content: <DecidedFields draft={draft} answer={data} />,
              },
            ]}
          />
        </div>
      )}
    </div>
  );
}

function Instead({ error, who }: { error: unknown; who: Identifier | undefined }) {
  const { t } = useTranslation();
  const [fault] = faultsOfAnswer(error);
  if (fault) return <Notice tone="bad">{fault.message}</Notice>;
  if (isNotFound(error) && who) return <Notice>{t('people.nobody', { value: who.value })}</Notice>;
  return <ErrorState error={error} />;
}
