// Picks the purpose, of those that the member's role may name: the page then shows what that purpose may see, and nothing else.
import { IconEye, IconSelector } from '@tabler/icons-react';
import { useSession } from '../../app/session.ts';
import { useTranslation } from '../../language/index.ts';
import { Button } from '../../ui/button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { usePurpose } from './current-purpose.ts';
import styles from './purpose-picker.module.css';
import { usePurposeName } from './purpose-words.ts';
import { usePurposes } from './purposes-query.ts';

export function PurposePicker() {
  const { t } = useTranslation();
  const { purpose, setPurpose } = usePurpose();
  const purposes = usePurposes().data?.items ?? [];
  const { purposes: own } = useSession();
  const nameOf = usePurposeName();
  const offered = own === null ? purposes : purposes.filter(({ slug }) => own.includes(slug));
  return (
    <Menu
      align="end"
      width={300}
      items={[
        { kind: 'title', label: t('purposes.picker.title') },
        ...offered.map((each) => ({
          label: nameOf(each),
          chosen: each.slug === purpose,
          onPick: () => setPurpose(each.slug),
        })),
      ]}
    >
      <Button icon={<IconEye aria-hidden="true" />} className={styles.picker}>
        <span className={styles.label}>{t('purposes.picker.label')}</span>{' '}
        {nameOf(purposes.find((each) => each.slug === purpose) ?? purpose)}
        <IconSelector className={styles.arrows} aria-hidden="true" />
      </Button>
    </Menu>
  );
}
