// The navigation: workspace and search on top, the pillars, the member at the bottom.
import { IconSearch } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useHome } from '../../home/home-query.ts';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { Keys } from '../../ui/keys.tsx';
import { useSession } from '../session.ts';
import { MemberMenu } from './member-menu.tsx';
import { NAVIGATION, type NavItem } from './navigation.ts';
import styles from './sidebar.module.css';

export function Sidebar({ onSearch, onShortcuts }: { onSearch: () => void; onShortcuts: () => void }) {
  const { t } = useTranslation();
  const { workspace } = useSession();
  return (
    <div className={styles.sidebar}>
      <div className={styles.workspace}>
        <img src="/mark.svg" alt="" width={24} height={24} />
        <div className={styles.names}>
          <div className={styles.product}>Rapport</div>
          <div className={styles.workspaceName}>{workspace.name}</div>
        </div>
      </div>
      <button type="button" className={styles.search} onClick={onSearch}>
        <IconSearch aria-hidden="true" />
        <span>{t('shell.search')}</span>
        <Keys keys="mod K" />
      </button>
      <nav className={styles.nav} aria-label={t('shell.menu')}>
        {NAVIGATION.map((group) => (
          <div key={group.key} className={styles[group.key] ?? styles.group}>
            {group.key !== 'top' && group.key !== 'below' && (
              <h2 className={styles.pillar}>{t(`shell.pillar.${group.key}`)}</h2>
            )}
            <ul>
              {group.items.map((item) => (
                <li key={item.key}>
                  <NavLink item={item} />
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
      <MemberMenu onShortcuts={onShortcuts} />
    </div>
  );
}

function NavLink({ item }: { item: NavItem }) {
  const { t } = useTranslation();
  const Icon = item.icon;
  return (
    <Link
      to={item.to}
      className={styles.link}
      activeOptions={{ exact: item.to === '/', includeSearch: false }}
      activeProps={{ 'aria-current': 'page' }}
    >
      <Icon aria-hidden />
      <span className={styles.linkWords}>{t(`shell.page.${item.key}`)}</span>
      {item.key === 'quarantine' && <QuarantineCount />}
    </Link>
  );
}

/** How much waits for a person, beside the page where it is done. */
function QuarantineCount() {
  const { t } = useTranslation();
  const format = useFormat();
  const waiting = useHome().data?.quarantine_waiting ?? 0;
  if (waiting === 0) return null;
  return (
    <span className={styles.count}>
      <span aria-hidden="true">{format.compact(waiting)}</span>
      <span className="visually-hidden">{t('shell.waiting', { count: waiting })}</span>
    </span>
  );
}
