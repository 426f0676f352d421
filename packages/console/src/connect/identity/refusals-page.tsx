// What the rules of identity did: links that joined nobody, identifiers of too many people, decisions by hand.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from '../../language/index.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { HandDecisions } from './hand-decisions.tsx';
import { Refusals } from './refusals.tsx';
import { SuperNodes } from './super-nodes.tsx';

export function RefusalsPage() {
  const { t } = useTranslation();
  const { show } = useSearch({ from: '/inside/identity/refusals' });
  const navigate = useNavigate({ from: '/identity/refusals' });
  return (
    <Page
      title={t('identity.refusals.title')}
      about={t('identity.refusals.about')}
      actions={<ButtonLink to="/identity/rules">{t('identity.refusals.toRules')}</ButtonLink>}
    >
      <Tabs
        label={t('identity.refusals.title')}
        chosen={show}
        onChoose={(id) => void navigate({ search: { show: id }, replace: true, resetScroll: false })}
        tabs={[
          { id: 'refusals', label: t('identity.refusals.tab'), content: <Refusals /> },
          { id: 'super-nodes', label: t('identity.superNodes.tab'), content: <SuperNodes /> },
          { id: 'decisions', label: t('identity.decisions.tab'), content: <HandDecisions /> },
        ]}
      />
    </Page>
  );
}
