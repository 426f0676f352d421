// One channel: its accounts in the order in which they are tried, each with how it stands.
import { IconArrowDown, IconArrowUp, IconPencil, IconPlus } from '@tabler/icons-react';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { StateMark } from '../../ui/mark.tsx';
import { Card, Section } from '../../ui/page.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { RelativeTime } from '../../ui/time.tsx';
import { useChannelWords } from './channel-words.ts';
import styles from './channels.module.css';
import { type Account, type Channel, useOrderAccounts, useTestAccount } from './channels-query.ts';

type Changes = {
  /** Undefined: the member may not change it. */
  onOpen: ((account: Account) => void) | undefined;
  onAdd: (() => void) | undefined;
};

export function ChannelCard({ channel, onOpen, onAdd }: { channel: Channel } & Changes) {
  const { t } = useTranslation();
  const { channelOf } = useChannelWords();
  const order = useOrderAccounts();
  const { accounts } = channel;
  const isBuiltIn = accounts.every((one) => one.built_in);
  const move = (from: number, by: number) => {
    const ordered = [...accounts];
    const [moved] = ordered.splice(from, 1);
    if (moved) ordered.splice(from + by, 0, moved);
    order.mutate(ordered);
  };
  // What needs no settings at all cannot be set up in another way.
  const canAdd = channel.providers.some(({ settings }) => Object.keys(settings.properties ?? {}).length > 0);
  return (
    <Section
      title={channelOf(channel.slug)}
      aside={
        onAdd &&
        canAdd && (
          <Button small icon={<IconPlus aria-hidden="true" />} onClick={onAdd}>
            {t('channels.add')}
          </Button>
        )
      }
    >
      <Card flush>
        {accounts.length === 0 && <p className={styles.none}>{t('channels.none')}</p>}
        <ol aria-label={t('channels.accountsOf', { channel: channelOf(channel.slug) })}>
          {accounts.map((account, n) => (
            <AccountRow
              key={account.slug}
              account={account}
              onOpen={onOpen}
              onUp={onOpen && n > 0 ? () => move(n, -1) : undefined}
              onDown={onOpen && n < accounts.length - 1 ? () => move(n, 1) : undefined}
              isBusy={order.isPending}
            />
          ))}
        </ol>
        {isBuiltIn && canAdd && accounts.length > 0 && (
          <p className={styles.none}>
            {channel.slug === 'email' ? t('channels.outboxWords') : t('channels.builtInWords')}
          </p>
        )}
        {order.isError && <ErrorState error={order.error} />}
      </Card>
    </Section>
  );
}

function AccountRow({
  account,
  onOpen,
  onUp,
  onDown,
  isBusy,
}: {
  account: Account;
  onOpen: Changes['onOpen'];
  onUp: (() => void) | undefined;
  onDown: (() => void) | undefined;
  isBusy: boolean;
}) {
  const { t } = useTranslation();
  const { providerOf } = useChannelWords();
  const test = useTestAccount();
  const name = account.built_in ? providerOf(account.provider) : account.title;
  return (
    <li className={styles.account}>
      <div className={styles.words}>
        <span className={styles.name}>
          {name} <AccountState account={account} />
        </span>
        <AccountFacts account={account} />
        {account.trouble && !test.data && (
          <p className={styles.problem}>
            {account.trouble.message} <RelativeTime at={account.trouble.since} />
          </p>
        )}
        {test.data && <TestOutcome ok={test.data.ok} problem={test.data.problem?.message} />}
        {test.isError && <ErrorState error={test.error} />}
      </div>
      {onOpen && !account.built_in && (
        <div className={styles.controls}>
          {(onUp || onDown) && (
            <>
              <IconButton label={t('channels.up', { name })} disabled={!onUp || isBusy} onClick={onUp}>
                <IconArrowUp />
              </IconButton>
              <IconButton label={t('channels.down', { name })} disabled={!onDown || isBusy} onClick={onDown}>
                <IconArrowDown />
              </IconButton>
            </>
          )}
          <Button
            small
            busy={test.isPending}
            aria-label={t('channels.testOf', { name })}
            onClick={() => test.mutate(account)}
          >
            {t('channels.test')}
          </Button>
          <IconButton label={t('channels.change', { name })} onClick={() => onOpen(account)}>
            <IconPencil />
          </IconButton>
        </div>
      )}
    </li>
  );
}

function AccountState({ account: { enabled, trouble } }: { account: Account }) {
  const { t } = useTranslation();
  if (!enabled) return <StateMark tone="off">{t('channels.state.off')}</StateMark>;
  return trouble ? (
    <StateMark tone="bad">{t('channels.state.trouble')}</StateMark>
  ) : (
    <StateMark tone="good">{t('channels.state.ok')}</StateMark>
  );
}

/** By what it sends, how fast, and to whom data goes by it. */
function AccountFacts({ account }: { account: Account }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { providerOf } = useChannelWords();
  const { built_in, provider, settings, recipient, per_second } = account;
  const host = [settings.host, settings.from_address, settings.url].find((one) => typeof one === 'string');
  const facts = built_in
    ? [t('channels.builtIn')]
    : [
        providerOf(provider),
        ...(typeof host === 'string' ? [host] : []),
        per_second === null ? t('channels.anyRate') : t('channels.rate', { n: format.number(per_second) }),
        recipient === null ? t('channels.staysHere') : t('channels.goesTo', { recipient }),
      ];
  return (
    <ul className={styles.facts}>
      {facts.map((fact) => (
        <li key={fact}>{fact}</li>
      ))}
    </ul>
  );
}

function TestOutcome({ ok, problem }: { ok: boolean; problem: string | undefined }) {
  const { t } = useTranslation();
  return (
    <p className={ok ? styles.works : styles.problem} role="status">
      {ok ? t('channels.works') : t('channels.worksNot', { problem: problem ?? '' })}
    </p>
  );
}
