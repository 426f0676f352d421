// A segment: what it asks, how it grew, who is in it, why somebody is, and what it was before.

import { IconDownload } from '@tabler/icons-react';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useMay } from '../../app/session.ts';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { useNameOfPurpose } from '../../respect/purposes/name-of-purpose.ts';
import { DownloadLink } from '../../ui/button.tsx';
import { JsonViewer } from '../../ui/code.tsx';
import { CopyableId } from '../../ui/copyable.tsx';
import { Card, Page } from '../../ui/page.tsx';
import { Bone, Loading, SkeletonRows } from '../../ui/skeleton.tsx';
import { ErrorState, Notice } from '../../ui/states.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import styles from '../definitions/definitions.module.css';
import { KeptActions } from '../definitions/kept-actions.tsx';
import { KeptMark } from '../definitions/kept-mark.tsx';
import { ConditionSentence } from '../definitions/sentence.tsx';
import { Versions } from '../definitions/versions.tsx';
import { fromWho, toWho } from '../definitions/who-form.tsx';
import { Growth } from './growth.tsx';
import { MemberList } from './member-list.tsx';
import { Overlap } from './overlap.tsx';
import { SegmentWhy } from './segment-why.tsx';
import {
  exportAddress,
  type Segment,
  useDeleteSegment,
  useRecomputeSegment,
  useSegment,
} from './segments-query.ts';

export function SegmentPage() {
  const { name } = useParams({ from: '/inside/segments/$name' });
  const segment = useSegment(name);
  if (segment.data) return <Whole key={name} segment={segment.data} />;
  return (
    <Page title={name}>
      {segment.isError ? (
        <ErrorState error={segment.error} onRetry={() => void segment.refetch()} />
      ) : (
        <>
          <Loading>
            <Bone height={72} />
            <div style={{ height: 24 }} />
            <Bone height={120} />
          </Loading>
          <div style={{ height: 24 }} />
          <SkeletonRows rows={6} />
        </>
      )}
    </Page>
  );
}

function Whole({ segment }: { segment: Segment }) {
  const { t } = useTranslation();
  const format = useFormat();
  const purposeOf = useNameOfPurpose();
  const { name, title, purpose, members } = segment;
  return (
    <Page
      title={title}
      state={<KeptMark {...segment} />}
      id={<CopyableId id={name} />}
      about={
        members === null
          ? t('segments.notCounted', { purpose: purposeOf(purpose) })
          : t('segments.summary', { count: members, purpose: purposeOf(purpose) })
      }
      actions={<Actions segment={segment} />}
    >
      {segment.state === 'computing' && segment.computed_at && (
        <Notice>{t('segments.computingSince', { at: format.dateTime(segment.computed_at) })}</Notice>
      )}
      <Card className={styles.sentence}>
        <ConditionSentence condition={segment.definition} />
      </Card>
      <div className={styles.growth}>
        <Growth name={name} />
      </div>
      <SegmentTabs segment={segment} />
    </Page>
  );
}

function Actions({ segment }: { segment: Segment }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const recompute = useRecomputeSegment();
  const remove = useDeleteSegment();
  const mayChange = useMay('segments:write');
  const mayRead = useMay('profiles:read');
  const { name, purpose } = segment;
  return (
    <>
      {mayRead && (
        <DownloadLink
          href={exportAddress(name, purpose)}
          name={`${name}.csv`}
          icon={<IconDownload aria-hidden="true" />}
        >
          {t('segments.export')}
        </DownloadLink>
      )}
      {mayChange && (
        <KeptActions
          kept={segment}
          edit={{ to: '/segments/$name/edit', params: { name } }}
          recompute={recompute}
          remove={remove}
          onRemoved={() => void navigate({ to: '/segments' })}
        />
      )}
    </>
  );
}

function SegmentTabs({ segment }: { segment: Segment }) {
  const { t } = useTranslation();
  const { tab, who } = useSearch({ from: '/inside/segments/$name' });
  const navigate = useNavigate({ from: '/segments/$name' });
  const show = (search: { tab?: string; who?: string }) =>
    void navigate({ search, replace: true, resetScroll: false });
  return (
    <Tabs
      label={segment.title}
      chosen={tab ?? 'members'}
      onChoose={(id) => show({ tab: id === 'members' ? undefined : id })}
      tabs={[
        {
          id: 'members',
          label: t('segments.tab.members'),
          content: (
            <MemberList segment={segment} onWhy={(id) => show({ tab: 'why', who: `profile_id:${id}` })} />
          ),
        },
        {
          id: 'why',
          label: t('segments.tab.why'),
          content: (
            <SegmentWhy
              key={who}
              name={segment.name}
              who={fromWho(who)}
              onAsk={(asked) => show({ tab: 'why', who: toWho(asked) })}
            />
          ),
        },
        { id: 'overlap', label: t('segments.tab.overlap'), content: <Overlap segment={segment} /> },
        {
          id: 'versions',
          label: t('segments.tab.versions'),
          content: (
            <Versions
              versions={segment.versions}
              say={(definition) => <ConditionSentence condition={definition} />}
            />
          ),
        },
        {
          id: 'json',
          label: 'JSON',
          content: <JsonViewer value={segment.definition} label={t('definitions.json')} />,
        },
      ]}
    />
  );
}
