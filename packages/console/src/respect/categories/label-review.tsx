// One attribute or property: what is known of it, and saying what it holds.
import { type FormEvent, useState } from 'react';
import { useMakerName } from '../../connect/identity/maker-words.ts';
import { useTranslation } from '../../language/index.ts';
import { Button } from '../../ui/button.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Switch } from '../../ui/field.tsx';
import { Inspector } from '../../ui/inspector.tsx';
import { StateMark } from '../../ui/mark.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { RelativeTime } from '../../ui/time.tsx';
import { showToast } from '../../ui/toast.tsx';
import { type Label, useSetLabel } from './categories-query.ts';
import { CategoryChoice } from './category-chooser.tsx';
import { useCategoryName } from './category-words.ts';
import { useLabelWords } from './label-words.ts';
import styles from './labels.module.css';

const TONE = { unlabelled: 'waiting', guessed: 'plain', confirmed: 'good' } as const;

export function LabelReview({
  label,
  may,
  onClose,
  onDone,
}: {
  label: Label;
  may: boolean;
  onClose: () => void;
  onDone: () => void;
}) {
  const { t } = useTranslation();
  const categoryOf = useCategoryName();
  const makerOf = useMakerName();
  const words = useLabelWords();
  return (
    <Inspector title={label.name} onClose={onClose}>
      <div className={styles.review}>
        <div>
          <StateMark tone={TONE[label.state]}>{t(`labels.state.${label.state}`)}</StateMark>
        </div>
        {!label.may_activate && <p>{t('labels.keptOut')}</p>}
        <Facts>
          <Fact label={t('labels.column.subject')}>{t(`labels.subject.${label.subject}`)}</Fact>
          {label.subject === 'property' && <Fact label={t('labels.event')}>{words.owner(label)}</Fact>}
          {label.state !== 'unlabelled' && (
            <Fact label={t('labels.column.category')}>
              {label.category === null ? t('labels.nothingPersonal') : categoryOf(label.category)}
            </Fact>
          )}
          {label.reason && <Fact label={t('labels.column.why')}>{words.reason(label)}</Fact>}
          <Fact label={t('labels.column.seen')}>
            <RelativeTime at={label.first_seen_at} />
          </Fact>
          {label.reviewed_by && (
            <Fact label={t('labels.column.by')}>
              {makerOf(label.reviewed_by, label.reviewed_by_name)}, <RelativeTime at={label.reviewed_at} />
            </Fact>
          )}
        </Facts>
        {may && <SayForm label={label} onDone={onDone} />}
      </div>
    </Inspector>
  );
}

function SayForm({ label, onDone }: { label: Label; onDone: () => void }) {
  const { t } = useTranslation();
  const categoryOf = useCategoryName();
  const set = useSetLabel();
  const { subject, event: of, name } = label;
  const [category, setCategory] = useState<string | null | undefined>(
    label.state === 'unlabelled' ? (label.suggested_category ?? undefined) : label.category,
  );
  const [everywhere, setEverywhere] = useState(of === null);
  const what = category === null ? t('labels.nothingPersonal') : category && categoryOf(category);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (category === undefined || what === undefined) return;
    set.mutate(
      { subject, event: everywhere ? undefined : (of ?? undefined), name, category },
      {
        onSuccess: () => {
          showToast(t('labels.confirmed', { name, what }));
          onDone();
          // The panel goes on with the next one: that is said, and keys stay in it.
          requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-autofocus]')?.focus());
        },
      },
    );
  };
  return (
    <form className={styles.say} onSubmit={submit}>
      <CategoryChoice label={t('labels.holds')} value={category} onValue={setCategory} />
      {of !== null && (
        <Switch
          label={t('labels.everywhere')}
          help={t('labels.everywhereHelp')}
          checked={everywhere}
          onCheck={setEverywhere}
        />
      )}
      {set.isError && <ErrorState error={set.error} />}
      <div>
        <Button type="submit" look="primary" busy={set.isPending} disabled={category === undefined}>
          {what === undefined ? t('labels.confirm') : t('labels.confirmWhat', { what })}
        </Button>
      </div>
    </form>
  );
}
