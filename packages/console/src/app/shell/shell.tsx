// What stands around every page: navigation at the left (a drawer on a phone), search, and who is signed in.
import { IconMenu2, IconSearch } from '@tabler/icons-react';
import { Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from '../../language/index.ts';
import { IconButton } from '../../ui/button.tsx';
import { Drawer } from '../../ui/drawer.tsx';
import { CommandSearch } from '../command-search/command-search.tsx';
import styles from './shell.module.css';
import { ShortcutSheet } from './shortcut-sheet.tsx';
import { useShortcuts } from './shortcuts.ts';
import { Sidebar } from './sidebar.tsx';

export function Shell() {
  const { t } = useTranslation();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const [menuOpen, setMenuOpen] = useState(false);
  const [searchOpen, setSearchOpen] = useState(false);
  const [sheetOpen, setSheetOpen] = useState(false);
  useShortcuts({ onSearch: () => setSearchOpen(true), onSheet: () => setSheetOpen(true) });
  // biome-ignore lint/correctness/useExhaustiveDependencies: following a link closes the drawer.
  useEffect(() => setMenuOpen(false), [path]);

  const sidebar = <Sidebar onSearch={() => setSearchOpen(true)} onShortcuts={() => setSheetOpen(true)} />;
  return (
    <div className={styles.shell}>
      <a href="#content" className={styles.skip}>
        {t('shell.skip')}
      </a>
      <div className={styles.side}>{sidebar}</div>
      <div className={styles.topBar}>
        <IconButton label={t('shell.openMenu')} onClick={() => setMenuOpen(true)}>
          <IconMenu2 />
        </IconButton>
        <span className={styles.brand}>Rapport</span>
        <IconButton label={t('shell.search')} onClick={() => setSearchOpen(true)}>
          <IconSearch />
        </IconButton>
      </div>
      <main id="content" className={styles.content} tabIndex={-1}>
        <Outlet />
      </main>
      <Drawer
        open={menuOpen}
        onClose={() => setMenuOpen(false)}
        side="left"
        width="280px"
        label={t('shell.menu')}
        sunken
      >
        {sidebar}
      </Drawer>
      <CommandSearch open={searchOpen} onClose={() => setSearchOpen(false)} />
      <ShortcutSheet open={sheetOpen} onClose={() => setSheetOpen(false)} />
    </div>
  );
}
