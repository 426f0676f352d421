// ⌘K: people by any identifier, pages, sources and actions, from one box.

import { useTranslation } from '../../language/index.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { SearchBox } from './search-box.tsx';

export function CommandSearch({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog open={open} onClose={onClose} title={t('shell.search')} wide top>
      <SearchBox onDone={onClose} />
    </Dialog>
  );
}
