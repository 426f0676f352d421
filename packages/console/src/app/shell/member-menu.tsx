// Who is signed in, and this browser's choices: language, theme, time zone.
import { IconChevronUp, IconKeyboard, IconLogout } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from '../../language/index.ts';
import { LANGUAGES, type Language } from '../../language/languages.ts';
import { Menu, type MenuItem } from '../../ui/menu.tsx';
import { setPreferences, usePreferences } from '../preferences.ts';
import { signOut, useSession } from '../session.ts';
import styles from './member-menu.module.css';

export function MemberMenu({ onShortcuts }: { onShortcuts: () => void }) {
  const { t } = useTranslation();
  const { member, version } = useSession();
  const preferences = usePreferences();
  const leave = useLeave();
  const name = member?.name || member?.email || t('shell.member');
  const localZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const items: MenuItem[] = [
    { kind: 'title', label: t('shell.theme.title') },
    ...(['auto', 'light', 'dark'] as const).map((theme) => ({
      label: t(`shell.theme.${theme}`),
      chosen: preferences.theme === theme,
      stay: true,
      onPick: () => setPreferences({ theme }),
    })),
    { kind: 'title', label: t('shell.language') },
    ...(Object.keys(LANGUAGES) as Language[]).map((language) => ({
      label: <span lang={language}>{LANGUAGES[language]}</span>,
      chosen: preferences.language === language,
      onPick: () => setPreferences({ language }),
    })),
    { kind: 'title', label: t('shell.zone.title') },
    {
      label: t('shell.zone.local', { zone: localZone }),
      chosen: preferences.zone === 'local',
      stay: true,
      onPick: () => setPreferences({ zone: 'local' }),
    },
    {
      label: 'UTC',
      chosen: preferences.zone === 'UTC',
      stay: true,
      onPick: () => setPreferences({ zone: 'UTC' }),
    },
    { kind: 'line' },
    { label: t('shell.shortcuts'), icon: <IconKeyboard />, onPick: onShortcuts },
    { label: t('shell.signOut'), icon: <IconLogout />, onPick: leave },
  ];
  return (
    <div className={styles.bottom}>
      <Menu items={items} width={224}>
        <button type="button" className={styles.member}>
          <span className={styles.initial} aria-hidden="true">
            {name.slice(0, 1).toUpperCase()}
          </span>
          <span className={styles.words}>
            <span className={styles.name}>{name}</span>
            <span className={styles.version}>{t('shell.version', { version })}</span>
          </span>
          <IconChevronUp aria-hidden="true" />
        </button>
      </Menu>
    </div>
  );
}

/** Signs out and forgets everything that was loaded. */
export function useLeave(): () => void {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  return () => {
    void signOut().finally(() => {
      queryClient.clear();
      void navigate({ to: '/sign-in' });
    });
  };
}
