// The fields of a view in their order: moved by dragging or by keys, and one more of any kind.
import { IconPlus } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from '../../../language/index.ts';
import { Button } from '../../../ui/button.tsx';
import { classNames } from '../../../ui/class-names.ts';
import { Menu } from '../../../ui/menu.tsx';
import styles from './designer.module.css';
import { FieldCard } from './field-card.tsx';
import { useFieldKeys } from './field-keys.ts';
import { type FieldDraft, kindsFor, moved, startField, type ViewDraft } from './view-draft.ts';

export function FieldList({
  draft,
  onFields,
}: {
  draft: ViewDraft;
  onFields: (fields: FieldDraft[]) => void;
}) {
  const { t } = useTranslation();
  const { fields } = draft;
  const { keys, move, forget } = useFieldKeys(fields.length);
  const [dragged, setDragged] = useState<number>();
  const [said, setSaid] = useState('');
  const list = useRef<HTMLOListElement>(null);
  const followed = useRef<number>(undefined);
  // Whoever moves a field by keys goes with it.
  useEffect(() => {
    if (followed.current === undefined) return;
    list.current?.children[followed.current]?.querySelector<HTMLElement>(`.${styles.grip}`)?.focus();
    followed.current = undefined;
  });
  const put = (from: number, to: number) => {
    if (to < 0 || to >= fields.length || from === to) return;
    move(from, to);
    onFields(moved(fields, from, to));
    setSaid(t('viewDesigner.movedTo', { place: to + 1, of: fields.length }));
  };
  return (
    <div>
      <ol className={styles.fields} ref={list}>
        {fields.map((field, index) => (
          <li
            key={keys[index]}
            className={classNames(dragged === index && styles.dragged)}
            draggable={dragged === index}
            onPointerDown={(event) => {
              const isGrip = event.target instanceof Element && event.target.closest(`.${styles.grip}`);
              setDragged(isGrip ? index : undefined);
            }}
            onDragOver={(event) => {
              if (dragged === undefined) return;
              event.preventDefault();
              if (dragged !== index) {
                put(dragged, index);
                setDragged(index);
              }
            }}
            onDragEnd={() => setDragged(undefined)}
            onPointerUp={() => setDragged(undefined)}
          >
            <FieldCard
              field={field}
              index={index}
              count={fields.length}
              ofBusiness={draft.about === 'business'}
              onField={(next) => onFields(fields.with(index, next))}
              onMove={(to) => {
                if (to >= 0 && to < fields.length) followed.current = to;
                put(index, to);
              }}
              onRemove={() => {
                forget(index);
                onFields(fields.filter((_, place) => place !== index));
              }}
            />
          </li>
        ))}
      </ol>
      <p className="visually-hidden" role="status">
        {said}
      </p>
      <Menu
        items={kindsFor(draft.about).map((kind) => ({
          label: (
            <span className={styles.kindItem}>
              {t(`viewDesigner.kind.${kind}`)}
              <span>{t(`viewDesigner.kindWords.${kind}`)}</span>
            </span>
          ),
          onPick: () => onFields([...fields, startField(kind, draft)]),
        }))}
      >
        <Button icon={<IconPlus aria-hidden="true" />}>{t('viewDesigner.addField')}</Button>
      </Menu>
    </div>
  );
}
