// Choices among what the workspace has: traits, purposes; and whatever the definition names beside.
import { useTranslation } from '../../../language/index.ts';
import { useNameOfPurpose } from '../../../respect/purposes/name-of-purpose.ts';
import { usePurposes } from '../../../respect/purposes/purposes-query.ts';
import { useTraits } from '../../traits/traits-query.ts';
import { Pick } from './plain-fields.tsx';

type PickProps = { value: unknown; onValue: (value: string) => void };

/** One of what there is, or what the definition names. */
export function KnownPick({
  label,
  value,
  known,
  onValue,
}: PickProps & { label: string; known: { value: string; label: string }[] }) {
  const named = typeof value === 'string' ? value : '';
  const missing = known.some((one) => one.value === named) ? [] : [{ value: named, label: named || label }];
  return <Pick label={label} value={named} options={[...missing, ...known]} onValue={onValue} />;
}

export function TraitPick(props: PickProps) {
  const { t } = useTranslation();
  const traits = useTraits().data?.items ?? [];
  return (
    <KnownPick
      {...props}
      label={t('builder.chooseTrait')}
      known={traits.map(({ name, title }) => ({ value: name, label: title }))}
    />
  );
}

export function PurposePick(props: PickProps) {
  const { t } = useTranslation();
  const nameOf = useNameOfPurpose();
  const purposes = usePurposes().data?.items ?? [];
  return (
    <KnownPick
      {...props}
      label={t('builder.choosePurpose')}
      known={purposes.map(({ slug }) => ({ value: slug, label: nameOf(slug) }))}
    />
  );
}
