// Recipients: who outside of the company may get data, where they are, and where the data of whom has to stay.
import { IconPlus, IconTruckDelivery } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { useMay } from '../../app/session.ts';
import { useTranslation } from '../../language/index.ts';
import { Button } from '../../ui/button.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import { usePurposes } from '../purposes/purposes-query.ts';
import { RecipientForm } from './recipient-form.tsx';
import { toRows } from './recipient-rows.ts';
import { useRecipients, useRefused, useResidency } from './recipients-query.ts';
import { RecipientsTable } from './recipients-table.tsx';
import { ResidencyPart } from './residency-part.tsx';

/** `rule`: the place of the rule that is edited, or `new`. */
export type RecipientsSearch = { inspect?: string; new?: string; rule?: string };

export function RecipientsPage() {
  const { t } = useTranslation();
  const mayChange = useMay('purposes:write');
  const search = useSearch({ from: '/inside/recipients' });
  const navigate = useNavigate({ from: '/recipients' });
  const show = useCallback(
    (next: RecipientsSearch) => void navigate({ search: next, replace: true, resetScroll: false }),
    [navigate],
  );
  const close = useCallback(() => show({}), [show]);
  const list = useRecipients();
  const purposes = usePurposes();
  const residency = useResidency();
  const refused = useRefused(residency.data?.rules);
  const rows = useMemo(
    () => toRows(list.data?.items ?? [], purposes.data?.items ?? [], refused.data?.items ?? []),
    [list.data, purposes.data, refused.data],
  );
  const failed = [list, purposes, residency].find((one) => one.isError);
  const add = mayChange && (
    <Button look="primary" icon={<IconPlus aria-hidden="true" />} onClick={() => show({ new: '1' })}>
      {t('recipients.add')}
    </Button>
  );
  const open = rows.find(({ slug }) => slug === search.inspect);
  return (
    <Page wide title={t('recipients.title')} about={t('recipients.about')} actions={rows.length > 0 && add}>
      {failed ? (
        <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />
      ) : !list.data || !purposes.data || !residency.data ? (
        <SkeletonRows rows={5} height={44} />
      ) : (
        <>
          {rows.length === 0 ? (
            <EmptyState icon={<IconTruckDelivery />} title={t('recipients.empty')} action={add}>
              <p>{t('recipients.emptyWords')}</p>
            </EmptyState>
          ) : (
            <RecipientsTable
              rows={rows}
              openKey={search.inspect}
              onOpen={mayChange ? ({ slug }) => show({ inspect: slug }) : undefined}
            />
          )}
          <Section title={t('recipients.residency')}>
            <ResidencyPart
              rules={residency.data.rules}
              editing={search.rule}
              onEdit={(rule) => show({ rule })}
              onClose={close}
              mayChange={mayChange}
            />
          </Section>
          {mayChange && (open || search.new !== undefined) && (
            <RecipientForm key={open?.slug} row={open} known={rows} onClose={close} />
          )}
        </>
      )}
    </Page>
  );
}
