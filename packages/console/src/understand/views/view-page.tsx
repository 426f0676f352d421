// The page of a view, as somebody uses it with a customer on the line: find the person, see what this use may see, and keep seeing
// it as it changes. Of the business: the answer itself. View and person are in the address, so that a help desk can link here.
import { IconAddressBook } from '@tabler/icons-react';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { isNotFound } from '../../api/error.ts';
import { useFormat } from '../../language/format.ts';
import { Trans, useTranslation } from '../../language/index.ts';
import { useNameOfPurpose } from '../../respect/purposes/name-of-purpose.ts';
import { Page } from '../../ui/page.tsx';
import { Bone, Loading } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState, Notice } from '../../ui/states.tsx';
import type { Identifier } from '../people/people-query.ts';
import personStyles from '../people/person-page.module.css';
import { Portrait } from '../people/portrait.tsx';
import type { ViewAnswer } from './answers.ts';
import { toWords } from './field-words.ts';
import { LineMark } from './line-mark.tsx';
import { PersonSearch } from './person-search.tsx';
import { ViewActions } from './view-actions.tsx';
import { ViewAnswered } from './view-answer.tsx';
import { useViewStream } from './view-stream.ts';
import styles from './views.module.css';
import { type OneView, useAnswer, useView } from './views-query.ts';

export function ViewPage() {
  const { view: name = '', type, value } = useParams({ strict: false });
  const who = type !== undefined && value !== undefined ? { type, value } : undefined;
  const view = useView(name);
  if (view.data) return <Shown key={name} view={view.data} who={who} />;
  return (
    <Page wide title={name} heading={view.isPending ? <Bone width={240} height={28} /> : undefined}>
      {view.isError ? (
        <ErrorState error={view.error} onRetry={() => void view.refetch()} />
      ) : (
        <AnswerSkeleton />
      )}
    </Page>
  );
}

function Shown({ view, who }: { view: OneView; who: Identifier | undefined }) {
  const isOfPerson = view.about === 'person';
  if (isOfPerson && who === undefined) return <AskWhom view={view} />;
  const key = who ? `${who.type} ${who.value}` : '';
  return <Answer key={key} view={view} who={isOfPerson ? who : undefined} />;
}

/** Whom it is about is to be found first. */
function AskWhom({ view }: { view: OneView }) {
  const { t } = useTranslation();
  return (
    <Page wide title={view.title} about={view.description} actions={<ViewActions view={view} />}>
      <Finding view={view} focused />
      <EmptyState icon={<IconAddressBook />} title={t('views.whom')}>
        <p>{t('views.whomWords')}</p>
        <ul className={styles.shows} aria-label={t('views.shows')}>
          {view.fields.slice(0, 12).map(({ name, title }) => (
            <li key={name}>{title ?? toWords(name)}</li>
          ))}
          {view.fields.length > 12 && <li>+{view.fields.length - 12}</li>}
        </ul>
      </EmptyState>
    </Page>
  );
}

function Finding({ view, focused }: { view: OneView; focused?: boolean }) {
  const navigate = useNavigate();
  return (
    <div className={styles.finding}>
      <PersonSearch
        purpose={view.purpose}
        focused={focused ?? false}
        onPerson={({ type, value }) =>
          void navigate({ to: '/views/$view/$type/$value', params: { view: view.name, type, value } })
        }
      />
    </div>
  );
}

function Answer({ view, who }: { view: OneView; who: Identifier | undefined }) {
  const { t } = useTranslation();
  const purposeOf = useNameOfPurpose();
  const answer = useAnswer(view.name, who);
  const { state, changed } = useViewStream(view.name, who, answer.isSuccess);
  const data = answer.data;
  const name = data?.subject ? (data.subject.display_name ?? t('people.anonymous')) : who?.value;
  return (
    <Page
      wide
      title={who ? `${name} · ${view.title}` : view.title}
      heading={who && <PersonHeading name={name} isKnown={data !== undefined} />}
      state={data && !answer.isError && <LineMark state={state} at={answer.dataUpdatedAt} />}
      about={
        who ? (
          <Trans
            i18nKey="views.asSeenBy"
            values={{ title: view.title, purpose: purposeOf(view.purpose) }}
            components={{
              view: <Link to="/views/$view" params={{ view: view.name }} className={styles.inText} />,
            }}
          />
        ) : (
          view.description
        )
      }
      actions={<ViewActions view={view} who={who} id={data?.subject?.id} />}
    >
      {who && <Finding view={view} />}
      <AnswerBody view={view} who={who} answer={answer} changed={changed} />
    </Page>
  );
}

function PersonHeading({ name, isKnown }: { name: string | undefined; isKnown: boolean }) {
  return (
    <span className={personStyles.name}>
      <Portrait name={isKnown ? name : undefined} large />
      <span>{name}</span>
    </span>
  );
}

type Asked = {
  data: ViewAnswer | undefined;
  isError: boolean;
  error: unknown;
  dataUpdatedAt: number;
  refetch: () => unknown;
};

function AnswerBody({
  view,
  who,
  answer,
  changed,
}: {
  view: OneView;
  who: Identifier | undefined;
  answer: Asked;
  changed: ReadonlySet<string>;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  if (answer.isError && isNotFound(answer.error) && who)
    return (
      <EmptyState title={t('people.nobody', { value: who.value })}>
        <p>{t('people.nobodyWords')}</p>
      </EmptyState>
    );
  // What may not be shown any more is not shown on: only silence leaves the last answer standing.
  const isRefused = answer.isError && (answer.error as { status?: number }).status === 403;
  if (answer.data === undefined || isRefused)
    return answer.isError ? (
      <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
    ) : (
      <AnswerSkeleton />
    );
  return (
    <>
      {answer.isError && (
        <Notice tone="bad">{t('ui.stale', { at: format.clockExact(new Date(answer.dataUpdatedAt)) })}</Notice>
      )}
      <ViewAnswered
        answer={answer.data}
        changed={changed}
        titleOf={(name) => view.fields.find((one) => one.name === name)?.title}
      />
    </>
  );
}

function AnswerSkeleton() {
  return (
    <Loading>
      <Bone height={96} />
      <div className={styles.skeleton}>
        <Bone height={320} />
        <Bone height={320} />
      </div>
    </Loading>
  );
}
