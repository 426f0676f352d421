// The logo of a brand: shown as the pages show it, uploaded, taken away. It holds as soon as it is there.
import { useTranslation } from '../../language/index.ts';
import { Button } from '../../ui/button.tsx';
import { FileDrop } from '../../ui/file-drop.tsx';
import { ErrorState } from '../../ui/states.tsx';
import styles from './topics.module.css';
import { type Brand, toLogoPath, useRemoveLogo, useSetLogo } from './topics-query.ts';

export function LogoField({ brand, onChanged }: { brand: Brand; onChanged: (brand: Brand) => void }) {
  const { t } = useTranslation();
  const [set, remove] = [useSetLogo(), useRemoveLogo()];
  const failed = [set, remove].find((one) => one.isError);
  const { slug, name, logo_url: url } = brand;
  return (
    <div className={styles.logo}>
      <p className={styles.label}>{t('topics.logo')}</p>
      {url !== null && (
        <div className={styles.logoShown}>
          <img src={toLogoPath(url)} alt={name} />
          <Button busy={remove.isPending} onClick={() => remove.mutate(slug, { onSuccess: onChanged })}>
            {t('topics.removeLogo')}
          </Button>
        </div>
      )}
      <FileDrop
        title={t('topics.dropLogo')}
        help={t('topics.logoHelp')}
        verb={t('topics.chooseLogo')}
        accept="image/png,image/jpeg,image/webp,image/gif,image/svg+xml"
        disabled={set.isPending}
        onFile={(file) => set.mutate({ slug, file }, { onSuccess: onChanged })}
      />
      {failed && <ErrorState error={failed.error} />}
    </div>
  );
}
