// How a view comes to where people work: a link for each customer, or a card inside of another page with a token of its own.
import { type FormEvent, useState } from 'react';
import { usePreferences } from '../../app/preferences.ts';
import { useFormat } from '../../language/format.ts';
import { Trans, useTranslation } from '../../language/index.ts';
import { Button } from '../../ui/button.tsx';
import { CodeSnippet } from '../../ui/code.tsx';
import { Drawer } from '../../ui/drawer.tsx';
import { SelectField } from '../../ui/field.tsx';
import { InspectorFrame } from '../../ui/inspector.tsx';
import { ErrorState } from '../../ui/states.tsx';
import type { Identifier } from '../people/people-query.ts';
import { cardSnippet, linkTo } from './card-snippet.ts';
import { useSpanWords } from './span-words.ts';
import styles from './views.module.css';
import { type CardToken, useMakeCardToken, type ViewItem } from './views-query.ts';

const LIFETIMES = ['PT15M', 'PT1H', 'PT8H', 'P1D'] as const;

type EmbeddingProps = { view: ViewItem; who: Identifier | undefined; onClose: () => void };

export function Embedding({ view, who, onClose }: EmbeddingProps) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const [made, setMade] = useState<CardToken>();
  const server = window.location.origin;
  const title = t('views.embed.title', { title: view.title });
  const asked = view.about === 'person' ? (who ?? { type: 'email', value: 'sarah@example.com' }) : undefined;
  return (
    <Drawer open onClose={onClose} side="right" width="min(560px, 100%)" label={title}>
      <InspectorFrame title={title} onClose={onClose}>
        <div className={styles.embedding}>
          <section>
            <h3>{t('views.embed.link')}</h3>
            <p>{t('views.embed.linkWords')}</p>
            <CodeSnippet code={linkTo(server, view.name, asked)} label={t('views.embed.link')} bounded />
          </section>
          <section>
            <h3>{t('views.embed.card')}</h3>
            <p>
              <Trans i18nKey="views.embed.cardWords" components={{ code: <code /> }} />
            </p>
            <CodeSnippet
              bounded
              label={t('views.embed.card')}
              code={cardSnippet({
                server,
                view: view.name,
                who: asked,
                token: made?.token ?? '…',
                locale: language,
              })}
            />
          </section>
          <section>
            <h3>{t('views.embed.token')}</h3>
            <p>{t('views.embed.tokenWords')}</p>
            {view.about === 'person' && who === undefined ? (
              <p className={styles.quiet}>{t('views.embed.openSomebody')}</p>
            ) : (
              <TokenForm view={view.name} who={who} made={made} onMade={setMade} />
            )}
          </section>
        </div>
      </InspectorFrame>
    </Drawer>
  );
}

function TokenForm({
  view,
  who,
  made,
  onMade,
}: {
  view: string;
  who: Identifier | undefined;
  made: CardToken | undefined;
  onMade: (made: CardToken) => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const spanOf = useSpanWords();
  const make = useMakeCardToken();
  const [lifetime, setLifetime] = useState<string>('PT1H');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate({ view, subject: who ?? null, expires_in: lifetime }, { onSuccess: onMade });
  };
  const span = (one: string): string => spanOf(one === 'P1D' ? 'PT24H' : one);
  return (
    <form className={styles.token} onSubmit={submit}>
      <SelectField
        label={t('views.embed.lifetime')}
        value={lifetime}
        options={LIFETIMES.map((value) => ({ value, label: span(value) }))}
        onChange={(event) => setLifetime(event.currentTarget.value)}
      />
      <Button type="submit" look="primary" busy={make.isPending}>
        {t('views.embed.make')}
      </Button>
      {make.isError && <ErrorState error={make.error} />}
      {made && (
        <div className={styles.made} role="status">
          <CodeSnippet code={made.token} label={t('views.embed.token')} bounded />
          <p className={styles.quiet}>{t('views.embed.until', { at: format.dateTime(made.expires_at) })}</p>
        </div>
      )}
    </form>
  );
}
