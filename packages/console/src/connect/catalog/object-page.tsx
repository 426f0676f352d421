// One object of the catalog: its fields, each with age and origin, whose it is, what it refers to and what refers to it, and what
// was told of it before.
import { IconTrash } from '@tabler/icons-react';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay } from '../../app/session.ts';
import { useTranslation } from '../../language/index.ts';
import { MaskReasons } from '../../respect/masking/mask-reasons.tsx';
import { usePurpose } from '../../respect/purposes/current-purpose.ts';
import { PurposePicker } from '../../respect/purposes/purpose-picker.tsx';
import { IconButton } from '../../ui/button.tsx';
import { CopyableId } from '../../ui/copyable.tsx';
import { ConfirmByName } from '../../ui/dialog.tsx';
import { Tag } from '../../ui/mark.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import { HiddenFields, MaskedFields } from '../../understand/people/hidden-fields.tsx';
import { toWords } from '../../understand/views/field-words.ts';
import { Provenance } from '../../understand/views/provenance.tsx';
import { ToldValue } from '../../understand/views/told-value.tsx';
import styles from './catalog.module.css';
import {
  type OneObject,
  type TypeItem,
  useCatalogType,
  useObject,
  useRemoveObject,
} from './catalog-query.ts';
import { ObjectHistory } from './object-history.tsx';
import { ObjectLinks } from './object-links.tsx';

export function ObjectPage() {
  const { type: name = '', id = '' } = useParams({ strict: false });
  const type = useCatalogType(name);
  if (type.data) return <OfType key={`${name} ${id}`} type={type.data} id={id} />;
  return (
    <Page wide title={id}>
      {type.isError ? (
        <ErrorState error={type.error} onRetry={() => void type.refetch()} />
      ) : (
        <SkeletonRows rows={8} />
      )}
    </Page>
  );
}

function OfType({ type, id }: { type: TypeItem; id: string }) {
  const { t } = useTranslation();
  const { purpose } = usePurpose();
  const object = useObject(type, id, purpose);
  const title = object.data?.title ?? id;
  return (
    <Page
      wide
      title={title}
      state={<Tag>{type.title}</Tag>}
      id={<CopyableId id={id} />}
      actions={
        <>
          {type.of_person && <PurposePicker />}
          {object.data && <Removal type={type} id={id} title={title} />}
        </>
      }
    >
      {object.data ? (
        <Whole type={type} object={object.data} purpose={purpose} />
      ) : object.isError ? (
        <ErrorState error={object.error} onRetry={() => void object.refetch()} />
      ) : (
        <SkeletonRows rows={8} />
      )}
      {object.data && Object.keys(object.data.fields).length === 0 && (
        <EmptyState title={t('catalog.nothingShown')}>
          <p>{t('catalog.nothingShownWords')}</p>
        </EmptyState>
      )}
    </Page>
  );
}

function Whole({ type, object, purpose }: { type: TypeItem; object: OneObject; purpose: string }) {
  const { t } = useTranslation();
  const values = Object.fromEntries(Object.entries(object.fields).map(([name, { value }]) => [name, value]));
  const order = Object.keys(type.fields);
  const names = Object.keys(object.fields).sort((a, b) => place(order, a) - place(order, b));
  return (
    <MaskReasons fields={object.masked}>
      <div className={styles.columns}>
        <div>
          <Section title={t('catalog.fields')}>
            <dl className={styles.fields}>
              {names.map((name) => {
                const field = object.fields[name];
                const title = type.fields[name]?.title ?? toWords(name);
                if (field === undefined) return null;
                return (
                  <div key={name} className={styles.field}>
                    <dt>{title}</dt>
                    <dd className={styles.fieldValue}>
                      <ToldValue name={name} value={field.value} beside={values} />
                    </dd>
                    <dd>
                      <Provenance of={title} at={field.updated_at} origin={field.origin} />
                    </dd>
                  </div>
                );
              })}
            </dl>
            <MaskedFields masked={object.masked} />
            <HiddenFields denied={object.denied} />
          </Section>
          <ObjectHistory type={type} id={object.id} purpose={purpose} />
        </div>
        <ObjectLinks object={object} purpose={purpose} />
      </div>
    </MaskReasons>
  );
}

/** As the type names them; what it does not name comes last. */
const place = (order: readonly string[], name: string): number => {
  const found = order.indexOf(name);
  return found === -1 ? order.length : found;
};

function Removal({ type, id, title }: { type: TypeItem; id: string; title: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const mayChange = useMay('catalog:write');
  const remove = useRemoveObject();
  const [asked, setAsked] = useState(false);
  if (!mayChange) return null;
  return (
    <>
      <IconButton label={t('definitions.removeTitle', { title })} onClick={() => setAsked(true)}>
        <IconTrash />
      </IconButton>
      <ConfirmByName
        open={asked}
        onClose={() => setAsked(false)}
        title={t('definitions.removeTitle', { title })}
        name={id}
        verb={t('definitions.remove')}
        busy={remove.isPending}
        onConfirm={() =>
          remove.mutate(
            { type: type.name, id },
            { onSuccess: () => void navigate({ to: '/catalog/$type', params: { type: type.name } }) },
          )
        }
      >
        <p>{t('catalog.removeObjectWords')}</p>
        {remove.isError && <ErrorState error={remove.error} />}
      </ConfirmByName>
    </>
  );
}
