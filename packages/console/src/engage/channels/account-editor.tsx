// Sets up an account of a channel, or changes one.
import { type FormEvent, useState } from 'react';
import { ApiError } from '../../api/error.ts';
import { useTranslation } from '../../language/index.ts';
import { useRecipients } from '../../respect/recipients/recipients-query.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmByName } from '../../ui/dialog.tsx';
import { Drawer } from '../../ui/drawer.tsx';
import { SelectField, Switch, TextField } from '../../ui/field.tsx';
import { InspectorFrame } from '../../ui/inspector.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { showToast } from '../../ui/toast.tsx';
import { useChannelWords } from './channel-words.ts';
import styles from './channels.module.css';
import {
  type Account,
  type Channel,
  type Provider,
  useRemoveAccount,
  useSaveAccount,
} from './channels-query.ts';
import { listMissing, type SettingsDraft, toDraft, toFields, toSettings } from './schema-fields.ts';
import { SettingsForm } from './settings-form.tsx';

type Draft = {
  slug: string;
  title: string;
  provider: string;
  settings: SettingsDraft;
  enabled: boolean;
  recipient: string;
  perSecond: string;
};

/** `account` absent: one that is new. */
export function AccountEditor({
  channel,
  account,
  onClose,
}: {
  channel: Channel;
  account: Account | undefined;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const { channelOf } = useChannelWords();
  const title = account?.title ?? t('channels.addTo', { channel: channelOf(channel.slug) });
  return (
    <Drawer open onClose={onClose} side="right" width="min(560px, 100%)" label={title}>
      <InspectorFrame title={title} onClose={onClose}>
        <AccountForm channel={channel} account={account} onClose={onClose} />
        {account && <RemoveAccount account={account} onClose={onClose} />}
      </InspectorFrame>
    </Drawer>
  );
}

function AccountForm({ channel, account, onClose }: Parameters<typeof AccountEditor>[0]) {
  const { t } = useTranslation();
  const save = useSaveAccount();
  const [draft, setDraft] = useState(() => firstDraft(channel, account));
  const change = (changes: Partial<Draft>) => setDraft({ ...draft, ...changes });
  const provider = channel.providers.find(({ slug }) => slug === draft.provider);
  const fields = provider ? toFields(provider.settings, provider.secrets) : [];
  const kept = account?.provider === draft.provider ? account.secrets_kept : [];
  const settings = toSettings(fields, draft.settings);
  const taken = !account && channel.accounts.some((one) => !one.built_in && one.slug === draft.slug.trim());
  const isWhole = listMissing(fields, draft.settings, kept).length === 0 && draft.title.trim() !== '';
  const ready = settings !== undefined && isWhole && !taken && (account || draft.slug.trim() !== '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!ready || save.isPending) return;
    save.mutate(
      {
        ...{ channel: channel.slug, slug: account?.slug ?? draft.slug.trim(), version: account?.version },
        ...{ title: draft.title.trim(), provider: draft.provider, settings, enabled: draft.enabled },
        place: account?.place ?? channel.accounts.filter((one) => !one.built_in).length,
        recipient: draft.recipient || null,
        per_second: /^\d+$/.test(draft.perSecond.trim()) ? Number(draft.perSecond) : null,
      },
      {
        onSuccess: () => {
          showToast(t('channels.saved'));
          onClose();
        },
      },
    );
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <NameFields {...{ channel, account, draft, taken }} onChange={change} />
      <SettingsForm
        fields={fields}
        draft={draft.settings}
        kept={kept}
        faults={faultsIn(save.error)}
        onChange={(next) => change({ settings: next })}
      />
      <SendingFields draft={draft} onChange={change} />
      {save.isError && <ErrorState error={save.error} />}
      <div className={styles.actions}>
        <Button onClick={onClose}>{t('ui.cancel')}</Button>
        <Button type="submit" look="primary" busy={save.isPending} disabled={!ready}>
          {t('channels.save')}
        </Button>
      </div>
    </form>
  );
}

function firstDraft({ providers }: Channel, account: Account | undefined): Draft {
  // The first may need no settings, and then nobody has to set it up.
  const offered = providers.find(({ settings }) => (settings.required ?? []).length > 0) ?? providers[0];
  const provider = providers.find(({ slug }) => slug === account?.provider) ?? offered;
  return {
    ...{ slug: account?.slug ?? '', title: account?.title ?? '', provider: provider?.slug ?? '' },
    settings: provider ? settingsOf(provider, account?.settings) : {},
    ...{ enabled: account?.enabled ?? true, recipient: account?.recipient ?? '' },
    perSecond: account?.per_second ? String(account.per_second) : '',
  };
}

const settingsOf = ({ settings, secrets }: Provider, own: Record<string, unknown> | undefined) =>
  toDraft(toFields(settings, secrets), own);

/** By setting. */
function faultsIn(error: unknown): Record<string, string> {
  const details = error instanceof ApiError ? error.details : undefined;
  const fields = (details as { fields?: { field: string; problem: string }[] } | undefined)?.fields ?? [];
  return Object.fromEntries(fields.map(({ field, problem }) => [field.split('.')[0] ?? '', problem]));
}

type Fields = { draft: Draft; onChange: (changes: Partial<Draft>) => void };

function NameFields({
  channel,
  account,
  draft,
  taken,
  onChange,
}: Fields & { channel: Channel; account: Account | undefined; taken: boolean }) {
  const { t } = useTranslation();
  const { providerOf } = useChannelWords();
  return (
    <>
      <TextField
        label={t('channels.name')}
        value={draft.title}
        required
        maxLength={100}
        autoComplete="off"
        onChange={(event) => onChange({ title: event.currentTarget.value })}
      />
      {!account && (
        <TextField
          label={t('channels.slug')}
          help={t('channels.slugHelp')}
          fault={taken ? t('channels.taken') : undefined}
          value={draft.slug}
          required
          maxLength={64}
          pattern="[a-z][a-z0-9\-]*"
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => onChange({ slug: event.currentTarget.value })}
        />
      )}
      <SelectField
        label={t('channels.providerLabel')}
        value={draft.provider}
        options={channel.providers.map(({ slug }) => ({ value: slug, label: providerOf(slug) }))}
        onChange={(event) => {
          const next = channel.providers.find(({ slug }) => slug === event.currentTarget.value);
          if (next) onChange({ provider: next.slug, settings: settingsOf(next, undefined) });
        }}
      />
    </>
  );
}

function SendingFields({ draft, onChange }: Fields) {
  const { t } = useTranslation();
  const recipients = useRecipients().data?.items ?? [];
  return (
    <>
      <SelectField
        label={t('channels.recipient')}
        help={t('channels.recipientHelp')}
        value={draft.recipient}
        options={[
          { value: '', label: t('channels.noRecipient') },
          ...recipients.map(({ slug, name }) => ({ value: slug, label: name })),
        ]}
        onChange={(event) => onChange({ recipient: event.currentTarget.value })}
      />
      <TextField
        label={t('channels.perSecond')}
        help={t('channels.perSecondHelp')}
        value={draft.perSecond}
        inputMode="numeric"
        maxLength={6}
        autoComplete="off"
        onChange={(event) => onChange({ perSecond: event.currentTarget.value })}
      />
      <Switch
        label={t('channels.enabled')}
        help={t('channels.enabledHelp')}
        checked={draft.enabled}
        onCheck={(enabled) => onChange({ enabled })}
      />
    </>
  );
}

function RemoveAccount({ account, onClose }: { account: Account; onClose: () => void }) {
  const { t } = useTranslation();
  const remove = useRemoveAccount();
  const [asking, setAsking] = useState(false);
  return (
    <div className={styles.apart}>
      <Button look="quiet" onClick={() => setAsking(true)}>
        {t('channels.remove')}
      </Button>
      <ConfirmByName
        open={asking}
        onClose={() => setAsking(false)}
        title={t('channels.remove')}
        name={account.title}
        verb={t('channels.remove')}
        busy={remove.isPending}
        onConfirm={() => remove.mutate(account, { onSuccess: onClose })}
      >
        <p>{t('channels.removeWords')}</p>
        {remove.isError && <ErrorState error={remove.error} />}
      </ConfirmByName>
    </div>
  );
}
