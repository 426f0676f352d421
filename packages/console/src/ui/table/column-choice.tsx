// Which columns a member sees: a menu of ticks, remembered per table in this browser.
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from '../../language/index.ts';
import { IconButton } from '../button.tsx';
import { Menu } from '../menu.tsx';
import type { Column } from './columns.ts';

type Visibility = Record<string, boolean>;

/** The remembered choice; columns marked `hidden` start hidden. */
export function useColumnChoice<Row>(name: string, columns: Column<Row>[]) {
  const [changed, setChanged] = useState<Visibility>(() => read(name));
  const visibility: Visibility = {};
  for (const column of columns) visibility[column.id] = changed[column.id] ?? !column.hidden;
  const show = (id: string, visible: boolean) => {
    const next = { ...changed, [id]: visible };
    setChanged(next);
    try {
      localStorage.setItem(`rapport.columns.${name}`, JSON.stringify(next));
    } catch {
      // Forgotten at reload where storage is forbidden.
    }
  };
  return { visibility, show };
}

export function ColumnMenu<Row>({
  columns,
  visibility,
  onShow,
}: {
  columns: Column<Row>[];
  visibility: Visibility;
  onShow: (id: string, visible: boolean) => void;
}) {
  const { t } = useTranslation();
  return (
    <Menu
      align="end"
      items={[
        { kind: 'title', label: t('ui.columns') },
        ...columns.slice(1).map((column) => ({
          label: column.header,
          chosen: visibility[column.id] ?? true,
          stay: true,
          onPick: () => onShow(column.id, !visibility[column.id]),
        })),
      ]}
    >
      <IconButton label={t('ui.chooseColumns')}>
        <IconAdjustmentsHorizontal />
      </IconButton>
    </Menu>
  );
}

function read(name: string): Visibility {
  try {
    return JSON.parse(localStorage.getItem(`rapport.columns.${name}`) ?? '{}') as Visibility;
  } catch {
    return {};
  }
}
