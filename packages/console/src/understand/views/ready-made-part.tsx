// Views that ship and are not there yet: what each is for, what it needs, and one click to add it.
import { IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMay } from '../../app/session.ts';
import { useFormat } from '../../language/format.ts';
import { Trans, useTranslation } from '../../language/index.ts';
import { useNameOfPurpose } from '../../respect/purposes/name-of-purpose.ts';
import { Button } from '../../ui/button.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Card, Section } from '../../ui/page.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { useTraits } from '../traits/traits-query.ts';
import { toWords } from './field-words.ts';
import styles from './views.module.css';
import { type ReadyMade, useAddReadyMade, useReadyMade } from './views-query.ts';

export function ReadyMadePart() {
  const { t } = useTranslation();
  const [mayView, mayTrait] = [useMay('views:write'), useMay('traits:write')];
  const ready = useReadyMade().data?.items.filter(({ added }) => !added) ?? [];
  // Whoever may not add them has nothing to do with what is not there.
  if (ready.length === 0 || !mayView || !mayTrait) return null;
  return (
    <Section title={t('views.ready.title')}>
      <p className={styles.quiet}>{t('views.ready.words')}</p>
      <ul className={styles.ready} aria-label={t('views.ready.title')}>
        {ready.map((one) => (
          <li key={one.name}>
            <ReadyCard ready={one} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function ReadyCard({ ready: { name, title, description, purpose, about, traits } }: { ready: ReadyMade }) {
  const { t } = useTranslation();
  const purposeOf = useNameOfPurpose();
  const add = useAddReadyMade();
  return (
    <Card className={styles.readyCard}>
      <div className={styles.readyHead}>
        <h3>{title}</h3>
        <Button
          small
          busy={add.isPending}
          icon={<IconPlus aria-hidden="true" />}
          aria-label={t('views.ready.addOne', { title })}
          onClick={() => add.mutate(name)}
        >
          {t('views.ready.add')}
        </Button>
      </div>
      <p>{description}</p>
      <Facts>
        <Fact label={t('views.column.about')}>{t(`views.of.${about}`)}</Fact>
        <Fact label={t('definitions.purpose')}>
          <Link to="/purposes/$slug" params={{ slug: purpose }}>
            {purposeOf(purpose)}
          </Link>
        </Fact>
        <Fact label={t('views.ready.traits')}>
          <Traits names={traits} />
        </Fact>
      </Facts>
      {add.isError && <ErrorState error={add.error} />}
    </Card>
  );
}

/** Those that are there already stay as the company has set them. */
function Traits({ names }: { names: readonly string[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const known = useTraits().data?.items ?? [];
  if (names.length === 0) return t('views.ready.noTraits');
  const there = names.filter((name) => known.some((one) => one.name === name));
  const missing = names.filter((name) => !there.includes(name));
  const list = (some: readonly string[]) =>
    format.list(some.map((name) => known.find((one) => one.name === name)?.title ?? toWords(name)));
  return (
    <>
      {missing.length > 0 && (
        <Trans
          i18nKey="views.ready.comes"
          values={{ count: missing.length, names: list(missing) }}
          components={{ count: <strong /> }}
        />
      )}{' '}
      {there.length > 0 && t('views.ready.there', { names: list(there) })}
    </>
  );
}
