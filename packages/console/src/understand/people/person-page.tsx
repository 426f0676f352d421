// A person's page: who this is, what happened, what follows; as the chosen purpose may see it.
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { isNotFound } from '../../api/error.ts';
import { useFormat } from '../../language/format.ts';
import { useTranslation, whole } from '../../language/index.ts';
import { ConsentTab } from '../../respect/consents/consent-tab.tsx';
import { usePurpose } from '../../respect/purposes/current-purpose.ts';
import { useDecisionWords } from '../../respect/purposes/decision-words.ts';
import { PurposePicker } from '../../respect/purposes/purpose-picker.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { CopyableId } from '../../ui/copyable.tsx';
import { Page } from '../../ui/page.tsx';
import { Bone, Loading, SkeletonRows } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState, Notice } from '../../ui/states.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { useNow } from '../../ui/time.tsx';
import { Accounts } from './accounts.tsx';
import { AsView } from './as-view.tsx';
import { Attributes } from './attributes.tsx';
import { Computed } from './computed.tsx';
import { Identifiers } from './identifiers.tsx';
import { IdentityCard } from './identity/identity-card.tsx';
import { IdentityTab } from './identity/identity-tab.tsx';
import { type Identifier, type Person, usePerson } from './people-query.ts';
import { Permissions } from './permissions.tsx';
import styles from './person-page.module.css';
import { personName } from './person-words.ts';
import { Portrait } from './portrait.tsx';
import { Story } from './story.tsx';

/** With what sentences need, which no other tab does. */
const PersonDefinitions = lazy(async () => {
  const tab = await whole(() => import('../definitions/person-tab.tsx'));
  return { default: tab.PersonDefinitions };
});

export function PersonPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const who: Identifier = useParams({ from: '/inside/people/$type/$value' });
  const { purpose } = usePurpose();
  const person = usePerson(who, purpose);
  if (person.isPending) return <PersonSkeleton />;
  if (!person.data) {
    return (
      <Page
        title={t('people.person')}
        heading={<span className="visually-hidden">{t('people.person')}</span>}
        actions={<PurposePicker />}
      >
        {isNotFound(person.error) ? (
          <EmptyState
            title={t('people.nobody', { value: who.value })}
            action={<ButtonLink to="/people">{t('people.backToList')}</ButtonLink>}
          >
            <p>{t('people.nobodyWords')}</p>
          </EmptyState>
        ) : (
          <ErrorState error={person.error} onRetry={() => void person.refetch()} />
        )}
      </Page>
    );
  }
  return (
    <PersonStory who={who} person={person.data} purpose={purpose}>
      {person.isError && (
        <Notice tone="bad">{t('ui.stale', { at: format.clockExact(new Date(person.dataUpdatedAt)) })}</Notice>
      )}
    </PersonStory>
  );
}

function PersonStory({
  who,
  person,
  purpose,
  children,
}: {
  who: Identifier;
  person: Person;
  purpose: string;
  children: React.ReactNode;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const nowMs = useNow();
  const wordsOf = useDecisionWords();
  const name = personName(person);
  const permission = person.permissions[purpose];
  const hiddenBecause = permission?.decision === 'deny' ? wordsOf(permission.reason) : undefined;
  const nameless = person.denied.length > 0 ? t('people.nameHidden') : t('people.anonymous');
  const { first_seen_at: first, last_seen_at: last, event_count: count } = person;
  const summary =
    first && last
      ? t('people.summary', {
          count: count ?? 0,
          first: format.relative(first, nowMs),
          last: format.relative(last, nowMs),
        })
      : t('people.summaryHidden');
  return (
    <Page
      wide
      title={name ?? nameless}
      heading={
        <span className={styles.name}>
          <Portrait name={name} large />
          <span>{name ?? nameless}</span>
        </span>
      }
      id={<CopyableId id={String(person.id)} shorten />}
      about={summary}
      actions={
        <>
          <AsView who={who} />
          <PurposePicker />
        </>
      }
    >
      {children}
      <Permissions permissions={person.permissions} purpose={purpose} />
      <PersonTabs
        story={<PersonColumns {...{ who, person, purpose, hiddenBecause }} />}
        identity={
          <IdentityTab
            who={who}
            purpose={purpose}
            hiddenBecause={person.denied.some(hidesIdentifiers) ? (hiddenBecause ?? '') : undefined}
          />
        }
        definitions={
          <Suspense fallback={<SkeletonRows rows={6} />}>
            <PersonDefinitions person={person} />
          </Suspense>
        }
        consent={<ConsentTab who={who} identifiers={person.identifiers} />}
      />
    </Page>
  );
}

const hidesIdentifiers = ({ field }: Person['denied'][number]): boolean => field === 'identifiers';

/** What happened, who this is, what they said: three questions. Which one is asked is in the address. */
function PersonTabs({
  story,
  identity,
  definitions,
  consent,
}: {
  story: React.ReactNode;
  identity: React.ReactNode;
  definitions: React.ReactNode;
  consent: React.ReactNode;
}) {
  const { t } = useTranslation();
  const { tab } = useSearch({ from: '/inside/people/$type/$value' });
  const navigate = useNavigate({ from: '/people/$type/$value' });
  return (
    <div className={styles.tabs}>
      <Tabs
        label={t('people.person')}
        chosen={tab ?? 'story'}
        onChoose={(id) =>
          void navigate({
            search: ({ purpose }) => ({ purpose, tab: id === 'story' ? undefined : id }),
            replace: true,
            resetScroll: false,
          })
        }
        tabs={[
          { id: 'story', label: t('people.tab.story'), content: story },
          { id: 'identity', label: t('people.tab.identity'), content: identity },
          { id: 'definitions', label: t('people.tab.definitions'), content: definitions },
          { id: 'consent', label: t('people.tab.consent'), content: consent },
        ]}
      />
    </div>
  );
}

function PersonColumns({
  who,
  person,
  purpose,
  hiddenBecause,
}: {
  who: Identifier;
  person: Person;
  purpose: string;
  hiddenBecause: string | undefined;
}) {
  return (
    <div className={styles.columns}>
      <div className={styles.who}>
        {person.identifiers.length > 0 && <Identifiers identifiers={person.identifiers} />}
        <Attributes who={who} person={person} purpose={purpose} />
      </div>
      <div className={styles.story}>
        <Story who={who} purpose={purpose} hiddenBecause={hiddenBecause} />
      </div>
      <div className={styles.follows}>
        <Computed person={person} />
        <Accounts accounts={person.accounts} />
        {!person.denied.some(hidesIdentifiers) && <IdentityCard who={who} purpose={purpose} />}
      </div>
    </div>
  );
}

function PersonSkeleton() {
  const { t } = useTranslation();
  return (
    <Page
      wide
      title={t('people.person')}
      heading={<Bone width={240} height={32} />}
      about={<Bone width={320} />}
    >
      <Loading>
        <Bone height={28} width="70%" />
        <div className={styles.columns}>
          <div className={styles.who}>
            <Bone height={64} />
            <div style={{ height: 24 }} />
            <Bone height={240} />
          </div>
          <div className={styles.story}>
            <Bone height={420} />
          </div>
          <div className={styles.follows}>
            <Bone height={180} />
          </div>
        </div>
      </Loading>
    </Page>
  );
}
