// A view as it is used: find the person, then first of all what may not be done, then what the view says, as it changes.
import { useParams } from '@tanstack/react-router';
import { useTranslation } from '../../language/index.ts';
import { Page } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { ErrorState, Notice } from '../../ui/states.tsx';
import type { Identifier } from '../people/people-query.ts';
import { FindPerson } from './find-person.tsx';
import { Forbidden } from './forbidden.tsx';
import { ViewField } from './view-field.tsx';
import { useViewStream } from './view-stream.ts';
import styles from './views.module.css';
import { useAnswer, useView } from './views-query.ts';

export function ViewPage() {
  const { view } = useParams({ from: '/inside/views/$view' });
  return <OpenView name={view} />;
}

export function ViewOfPersonPage() {
  const { view, type, value } = useParams({ from: '/inside/views/$view/$type/$value' });
  return <OpenView name={view} who={{ type, value }} />;
}

function OpenView({ name, who }: { name: string; who?: Identifier }) {
  const { t } = useTranslation();
  const view = useView(name);
  const ofPerson = view.data?.about === 'person';
  return (
    <Page
      wide
      title={view.data?.title ?? name}
      about={view.data && t('views.for', { purpose: view.data.purpose })}
    >
      {view.isPending && <SkeletonRows rows={6} height={48} />}
      {view.isError && <ErrorState error={view.error} onRetry={() => void view.refetch()} />}
      {view.data && ofPerson && <FindPerson view={name} purpose={view.data.purpose} />}
      {view.data && (who !== undefined || !ofPerson) && <Answer name={name} who={who} />}
    </Page>
  );
}

function Answer({ name, who }: { name: string; who: Identifier | undefined }) {
  const { t } = useTranslation();
  const answer = useAnswer(name, who);
  const { state, changed } = useViewStream(name, who, answer.isSuccess);
  if (answer.isPending) return <SkeletonRows rows={6} height={48} />;
  if (answer.isError) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  const { subject, fields, denied, masked } = answer.data;
  const titleOf = (field: string) => fields[field]?.title ?? field;
  return (
    <>
      {state === 'broken' && <Notice tone="bad">{t('views.broken')}</Notice>}
      {state === 'ended' && <Notice tone="bad">{t('views.ended')}</Notice>}
      {subject && <h2 className={styles.person}>{subject.display_name ?? subject.value}</h2>}
      <Forbidden fields={fields} />
      <div className={styles.fields}>
        {Object.entries(fields).map(([field, told]) => (
          <ViewField
            key={field}
            title={titleOf(field)}
            told={told}
            changed={changed.has(field)}
            masked={masked.find((each) => each.field === field)?.reason.message}
          />
        ))}
      </div>
      {denied.length > 0 && (
        <section>
          <h3>{t('views.denied')}</h3>
          <ul>
            {denied.map(({ field, reason }) => (
              <li key={field}>
                <b>{titleOf(field)}</b>: {reason.message}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
