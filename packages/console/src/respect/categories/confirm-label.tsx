// Confirms what was guessed, or what its values look like, in one click.
import { useTranslation } from '../../language/index.ts';
import { Button } from '../../ui/button.tsx';
import { showToast } from '../../ui/toast.tsx';
import { type Label, useSetLabel } from './categories-query.ts';
import { useCategoryName } from './category-words.ts';

export function ConfirmLabel({
  label,
  onReview,
  onConfirm,
}: {
  label: Label;
  onReview: () => void;
  /** It is about to leave its list. */
  onConfirm: () => void;
}) {
  const { t } = useTranslation();
  const categoryOf = useCategoryName();
  const set = useSetLabel();
  const category = label.category ?? label.suggested_category;
  // Nobody can confirm what nobody guessed: it has to be said.
  if (label.state === 'unlabelled' && category === null)
    return (
      <Button small aria-label={t('labels.sayOne', { name: label.name })} onClick={onReview}>
        {t('labels.say')}
      </Button>
    );
  const what = category === null ? t('labels.nothingPersonal') : categoryOf(category);
  const confirm = () => {
    const { subject, event, name } = label;
    onConfirm();
    set.mutate(
      { subject, event: event ?? undefined, name, category },
      { onSuccess: () => showToast(t('labels.confirmed', { name, what })) },
    );
  };
  return (
    <Button
      small
      busy={set.isPending}
      aria-label={t('labels.confirmOne', { name: label.name, what })}
      onClick={confirm}
    >
      {set.isError ? t('error.retry') : t('labels.confirm')}
    </Button>
  );
}
