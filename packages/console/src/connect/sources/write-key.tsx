// The write key: hidden until asked for, copied in one click, rotated only after its consequence was read.
import { IconEye, IconEyeOff, IconRotate } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from '../../language/index.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copyable.tsx';
import { ConfirmByName } from '../../ui/dialog.tsx';
import { Section } from '../../ui/page.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { showToast } from '../../ui/toast.tsx';
import { hiddenKey } from './snippet-tabs.tsx';
import styles from './source-page.module.css';
import { type Source, useRotateKey } from './sources-query.ts';

export function WriteKey({
  source,
  shown,
  onShow,
}: {
  source: Source;
  shown: boolean;
  onShow: (shown: boolean) => void;
}) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const rotate = useRotateKey(String(source.id));
  const confirm = () =>
    rotate.mutate(undefined, {
      onSuccess: () => {
        setAsking(false);
        showToast(t('sources.key.rotated'));
      },
    });
  return (
    <Section title={t('sources.key.title')}>
      <div className={styles.key}>
        <code>{shown ? source.write_key : hiddenKey(source.write_key)}</code>
        <IconButton
          label={shown ? t('sources.key.hide') : t('sources.key.show')}
          onClick={() => onShow(!shown)}
        >
          {shown ? <IconEyeOff /> : <IconEye />}
        </IconButton>
        <CopyButton text={source.write_key} label={t('sources.key.copy')} />
      </div>
      <p className={styles.keyHelp}>{t('sources.key.help')}</p>
      <Button small icon={<IconRotate aria-hidden="true" />} onClick={() => setAsking(true)}>
        {t('sources.key.rotate')}
      </Button>
      <ConfirmByName
        open={asking}
        onClose={() => setAsking(false)}
        title={t('sources.key.rotateTitle')}
        name={source.name}
        verb={t('sources.key.rotate')}
        busy={rotate.isPending}
        onConfirm={confirm}
      >
        <p>{t('sources.key.rotateWords')}</p>
        {rotate.isError && <ErrorState error={rotate.error} />}
      </ConfirmByName>
    </Section>
  );
}
