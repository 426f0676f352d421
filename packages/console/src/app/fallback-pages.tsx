// What is shown instead of a page: while it loads, when it does not exist, when it broke.

import { IconMapQuestion } from '@tabler/icons-react';
import { useRouter } from '@tanstack/react-router';
import { useTranslation } from '../language/index.ts';
import { ButtonLink } from '../ui/button.tsx';
import { Page } from '../ui/page.tsx';
import { Bone, Loading, SkeletonRows } from '../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../ui/states.tsx';

export function PendingPage() {
  return (
    <div style={{ padding: '28px 32px' }}>
      <Loading>
        <Bone width={220} height={24} />
        <div style={{ height: 32 }} />
        <SkeletonRows rows={6} />
      </Loading>
    </div>
  );
}

export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <Page
      title={t('shell.notFound.title')}
      heading={<span className="visually-hidden">{t('shell.notFound.title')}</span>}
    >
      <EmptyState
        icon={<IconMapQuestion />}
        title={t('shell.notFound.title')}
        action={
          <ButtonLink to="/" look="primary">
            {t('shell.notFound.home')}
          </ButtonLink>
        }
      >
        <p>{t('shell.notFound.words')}</p>
      </EmptyState>
    </Page>
  );
}

export function ErrorPage({ error }: { error: unknown }) {
  const router = useRouter();
  return <ErrorState error={error} onRetry={() => void router.invalidate()} />;
}
