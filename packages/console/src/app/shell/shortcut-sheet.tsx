// Every key of the console on one sheet, opened with `?`.
import { useTranslation } from '../../language/index.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Keys } from '../../ui/keys.tsx';
import { ALL_PAGES } from './navigation.ts';
import styles from './shortcut-sheet.module.css';

export function ShortcutSheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const general = [
    { keys: 'mod K', words: t('shell.keys.search') },
    { keys: '/', words: t('shell.keys.pageSearch') },
    { keys: 'j k', words: t('shell.keys.rows') },
    { keys: 'Enter', words: t('shell.keys.open') },
    { keys: 'Esc', words: t('shell.keys.close') },
    { keys: 'p', words: t('shell.keys.pause') },
    { keys: '?', words: t('shell.keys.sheet') },
  ];
  const pages = ALL_PAGES.map((page) => ({ keys: `g ${page.letter}`, words: t(`shell.page.${page.key}`) }));
  return (
    <Dialog open={open} onClose={onClose} title={t('shell.shortcuts')} wide>
      <div className={styles.columns}>
        {[general, pages].map((list) => (
          <dl key={list[0]?.keys} className={styles.list}>
            {list.map((each) => (
              <div key={each.keys} className={styles.row}>
                <dt>{each.words}</dt>
                <dd>
                  <Keys keys={each.keys} />
                </dd>
              </div>
            ))}
          </dl>
        ))}
      </div>
    </Dialog>
  );
}
