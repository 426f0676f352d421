// Makes a brand, or changes one: its name, its colours with what can be read in them, and its logo.
import { isReadable, type Shade } from '@rapport/protocol';
import { type FormEvent, useState } from 'react';
import { useTranslation } from '../../language/index.ts';
import { Drawer } from '../../ui/drawer.tsx';
import { TextField } from '../../ui/field.tsx';
import { InspectorFrame } from '../../ui/inspector.tsx';
import { showToast } from '../../ui/toast.tsx';
import { ColourField, toTold } from './colour-field.tsx';
import { DraftFoot, useKept } from './draft-foot.tsx';
import { LogoField } from './logo-field.tsx';
import styles from './topics.module.css';
import { type Brand, useDeleteBrand, useSaveBrand } from './topics-query.ts';

/** None is named, or one that can be read there. */
const isSoundOn = (colour: ReturnType<typeof toTold>, shade: Shade): boolean =>
  colour === null || (colour !== undefined && isReadable(colour, shade));

/** `brand` absent: one that is new. */
export function BrandForm({
  brand,
  known,
  onClose,
}: {
  brand: Brand | undefined;
  known: readonly Brand[];
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const [save, remove] = [useSaveBrand(), useDeleteBrand()];
  const [slug, setSlug] = useState('');
  const kept = useKept(brand, {
    ...{ name: brand?.name ?? '', accent: brand?.accent ?? '', accent_dark: brand?.accent_dark ?? '' },
  });
  const { draft, edit } = kept;
  const [accent, dark] = [toTold(draft.accent), toTold(draft.accent_dark)];
  const isSound = isSoundOn(accent, 'light') && isSoundOn(dark, 'dark');
  const taken = brand === undefined && known.some((one) => one.slug === slug.trim());
  const complete =
    draft.name.trim() !== '' && (brand !== undefined || slug.trim() !== '') && !taken && isSound;
  const title = brand?.name ?? t('topics.addBrand');
  function submit(event: FormEvent) {
    event.preventDefault();
    if (!complete || save.isPending) return;
    const body = { name: draft.name.trim(), accent: accent ?? null, accent_dark: dark ?? null };
    const onSuccess = () => {
      showToast(t('topics.saved', { name: body.name }));
      onClose();
    };
    save.mutate({ slug: brand?.slug ?? slug.trim(), from: kept.from, body }, { onSuccess });
  }
  return (
    <Drawer open onClose={kept.leaving(onClose)} side="right" width="min(480px, 100%)" label={title}>
      <InspectorFrame title={title} onClose={kept.leaving(onClose)}>
        <form className={styles.form} onSubmit={submit} noValidate>
          <TextField
            label={t('topics.name')}
            value={draft.name}
            required
            maxLength={120}
            autoComplete="off"
            onChange={(event) => edit({ name: event.currentTarget.value })}
          />
          {brand === undefined && <SlugField value={slug} taken={taken} onSlug={setSlug} />}
          <ColourField
            label={t('topics.accent')}
            help={t('topics.accentHelp')}
            shade="light"
            value={draft.accent}
            onValue={(accent) => edit({ accent })}
          />
          <ColourField
            label={t('topics.accentDark')}
            help={t('topics.accentDarkHelp')}
            shade="dark"
            value={draft.accent_dark}
            from={accent}
            onValue={(accent_dark) => edit({ accent_dark })}
          />
          {brand ? (
            <LogoField brand={brand} onChanged={kept.follow} />
          ) : (
            <p className={styles.quiet}>{t('topics.logoLater')}</p>
          )}
          <DraftFoot
            kept={kept}
            complete={complete}
            saving={save}
            removing={brand && { ...remove, remove: () => remove.mutate(brand.slug, { onSuccess: onClose }) }}
            onClose={onClose}
          />
        </form>
      </InspectorFrame>
    </Drawer>
  );
}

export function SlugField({
  value,
  taken,
  onSlug,
}: {
  value: string;
  taken: boolean;
  onSlug: (slug: string) => void;
}) {
  const { t } = useTranslation();
  return (
    <TextField
      label={t('topics.slug')}
      help={t('topics.slugHelp')}
      fault={taken ? t('topics.taken') : undefined}
      value={value}
      required
      maxLength={63}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => onSlug(event.currentTarget.value)}
    />
  );
}
