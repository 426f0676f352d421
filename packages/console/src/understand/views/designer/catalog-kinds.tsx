// What is to be said of a field that shows objects of the catalog, or what many people did together.
import { IconPlus, IconX } from '@tabler/icons-react';
import { useCatalogTypes } from '../../../connect/catalog/catalog-query.ts';
import { useTranslation } from '../../../language/index.ts';
import { Button, IconButton } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/field.tsx';
import builder from '../../definitions/builder/builder.module.css';
import { formNames } from '../../definitions/builder/forms-of-tests.ts';
import { KnownPick } from '../../definitions/builder/known-picks.tsx';
import { NameField } from '../../definitions/builder/name-field.tsx';
import { NumberInput, Pick, SpanField } from '../../definitions/builder/plain-fields.tsx';
import { TestField } from '../../definitions/builder/test-field.tsx';
import { useKeys } from '../../definitions/builder/use-keys.ts';
import { toWords } from '../field-words.ts';
import { ChipsField, type Known } from './chips-field.tsx';
import type { JoinDraft } from './joining.ts';
import { JoinsField } from './joins-field.tsx';
import { AtMost, IdJoins, type KindProps, without } from './person-kinds.tsx';

const OF = ['person', 'segments', 'everybody'] as const;
/** Views test no patterns and anniversaries. */
const FORMS = formNames.filter((form) => form !== 'matches' && form !== 'anniversary');

export function ObjectsKind({ field, onField, ofBusiness }: KindProps & { ofBusiness: boolean }) {
  const { t } = useTranslation();
  const types = useCatalogTypes().data?.items ?? [];
  const type = typeof field.objects === 'string' ? field.objects : '';
  const fields: Known[] = Object.entries(types.find(({ name }) => name === type)?.fields ?? {}).map(
    ([name, { title }]) => ({ value: name, label: title ?? toWords(name) }),
  );
  return (
    <>
      <div className={builder.line}>
        <KnownPick
          label={t('viewDesigner.chooseType')}
          value={type}
          known={types.map(({ name, title }) => ({ value: name, label: title }))}
          onValue={(objects) => onField({ ...without(field, 'join'), objects, show: [] })}
        />
        {!ofBusiness && (
          <Pick
            label={t('viewDesigner.whose')}
            value={OF.find((one) => one === field.of) ?? 'person'}
            options={OF.map((one) => ({ value: one, label: t(`viewDesigner.of.${one}`) }))}
            onValue={(of) => onField({ ...field, of })}
          />
        )}
        <AtMost field={field} onField={onField} />
      </div>
      {type !== '' && (
        <>
          <ChipsField
            label={t('viewDesigner.shows')}
            add={t('viewDesigner.addShown')}
            values={(field.show ?? []) as string[]}
            known={fields}
            onValues={(show) => onField({ ...field, show })}
          />
          <OnlyField field={field} fields={fields} onField={onField} />
          <OrderField field={field} fields={fields} onField={onField} />
          <JoinsField
            joins={field.join as Record<string, JoinDraft> | undefined}
            from={{ type }}
            above={[type]}
            onJoins={(join) => onField(join ? { ...field, join } : without(field, 'join'))}
          />
        </>
      )}
    </>
  );
}

type WithFields = KindProps & { fields: readonly Known[] };
type Tested = { field: string } & Record<string, unknown>;

/** Only those that pass these tests. */
function OnlyField({ field, fields, onField }: WithFields) {
  const { t } = useTranslation();
  const tests = (field.where ?? []) as Tested[];
  const { keys, forget } = useKeys(tests.length);
  const set = (where: Tested[]) => onField({ ...field, where });
  return (
    <div className={builder.where}>
      {tests.map(({ field: tested, ...test }, index) => (
        <div key={keys[index]} className={builder.line}>
          <span className={builder.joint}>{t(index === 0 ? 'builder.where' : 'builder.and')}</span>
          <KnownPick
            label={t('catalog.field')}
            value={tested}
            known={[...fields]}
            onValue={(name) => set(tests.with(index, { field: name, ...test }))}
          />
          <TestField
            test={test}
            forms={FORMS}
            onTest={(next) => set(tests.with(index, { field: tested, ...next }))}
          />
          <IconButton
            label={t('viewDesigner.remove', { what: tested })}
            onClick={() => {
              forget(index);
              set(tests.filter((_, place) => place !== index));
            }}
          >
            <IconX />
          </IconButton>
        </div>
      ))}
      <Button
        small
        look="quiet"
        icon={<IconPlus aria-hidden="true" />}
        onClick={() => set([...tests, { field: fields[0]?.value ?? '', is: '' }])}
      >
        {t('viewDesigner.addTest')}
      </Button>
    </div>
  );
}

function OrderField({ field, fields, onField }: WithFields) {
  const { t } = useTranslation();
  const order = field.order as { by: string; largest: boolean } | undefined;
  return (
    <div className={builder.line}>
      <span className={builder.joint}>{t('viewDesigner.order')}</span>
      <Pick
        label={t('viewDesigner.order')}
        value={order?.by ?? ''}
        options={[{ value: '', label: t('viewDesigner.newestFirst') }, ...fields]}
        onValue={(by) =>
          onField(by === '' ? without(field, 'order') : { ...field, order: { largest: true, ...order, by } })
        }
      />
      {order && (
        <Pick
          label={t('viewDesigner.direction')}
          value={order.largest ? 'largest' : 'smallest'}
          options={(['largest', 'smallest'] as const).map((one) => ({
            value: one,
            label: t(`viewDesigner.${one}`),
          }))}
          onValue={(one) => onField({ ...field, order: { ...order, largest: one === 'largest' } })}
        />
      )}
    </div>
  );
}

export function RankingKind({ field, onField }: KindProps) {
  const { t } = useTranslation();
  const event = typeof field.ranking === 'string' ? field.ranking : undefined;
  return (
    <>
      <div className={builder.line}>
        <NameField
          label={t('builder.event')}
          value={field.ranking}
          offered={{ of: 'events' }}
          onValue={(ranking) => onField({ ...field, ranking })}
        />
        <span className={builder.joint}>{t('viewDesigner.by')}</span>
        <NameField
          label={t('viewDesigner.byProperty')}
          value={field.by}
          offered={{ of: 'properties', event }}
          onValue={(by) => onField({ ...field, by })}
        />
        <AtMost field={field} onField={onField} />
      </div>
      <div className={builder.line}>
        <span className={builder.joint}>{t('builder.inTheLast')}</span>
        <SpanField
          label={t('builder.length')}
          value={field.last}
          onValue={(last) => onField({ ...field, last })}
        />
        <NameField
          label={t('viewDesigner.sum')}
          value={field.sum}
          offered={{ of: 'properties', event }}
          onValue={(sum) => onField(sum === '' ? without(field, 'sum') : { ...field, sum })}
        />
      </div>
      <div className={builder.line}>
        <Checkbox
          label={t('viewDesigner.compared')}
          checked={field.compared === true}
          onCheck={(compared) => onField({ ...field, compared })}
        />
        <span className={builder.joint}>{t('viewDesigner.peopleAtLeast')}</span>
        <NumberInput
          label={t('viewDesigner.peopleAtLeast')}
          value={field.people_at_least}
          onValue={(people_at_least) => onField({ ...field, people_at_least })}
        />
      </div>
      <IdJoins field={field} onField={onField} />
    </>
  );
}
